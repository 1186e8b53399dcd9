"""The kernel: terms, sequents, verdicts.  It imports nothing else of tlaverify."""
