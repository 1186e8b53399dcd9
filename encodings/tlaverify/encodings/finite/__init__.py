"""The bounded encoding, which looks for counterexamples.

An obligation is grounded over small scopes: constant sets of a few model values,
numbers from a short interval, quantifiers written out.  What is left is a Boolean
circuit (``circuit``), whose inputs say which elements the unknown sets have and which
value each unknown scalar takes (``symbolic``).  ``ground`` evaluates terms to such
values, ``scope`` makes the unknowns from what the obligation's facts say of them (``told``).

Its unsatisfiability proves nothing: its queries are never exact.  A model of it is a
candidate that the evaluator must confirm.
"""
