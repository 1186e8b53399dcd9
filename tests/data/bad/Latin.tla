---- MODULE Latin ----
Name == "café"
====
