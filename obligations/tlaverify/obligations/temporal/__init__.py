"""Temporal leaves: the propositional abstraction of an obligation and its decision.

``abstraction`` makes the formula and says why it is exact, ``normal`` decides which
formulas share an atom, ``levels`` which atoms are rigid or at the next instant,
``local`` reads ASSUME/PROVE facts, ``persist`` tells what stays true once it is.
"""

from tlaverify.obligations.temporal.abstraction import Abstraction, abstract_obligation
from tlaverify.obligations.temporal.leaf import refute
from tlaverify.obligations.temporal.persist import persists

__all__ = ["Abstraction", "abstract_obligation", "persists", "refute"]
