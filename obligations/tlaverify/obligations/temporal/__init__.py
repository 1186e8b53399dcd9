"""Temporal leaves: the propositional abstraction of an obligation and its decision.

``abstraction`` makes the formula and says why it is exact, ``normal`` decides which
formulas share an atom, ``levels`` which atoms are rigid or at the next instant,
``local`` reads ASSUME/PROVE facts, ``persist`` tells what stays true once it is, ``enabled`` what facts
about actions say of ENABLED, ``present`` which facts a failing leaf would need at all instants;
``distribute`` prepares temporal formulas for first-order reasoning.
"""

from tlaverify.obligations.temporal.abstraction import Abstraction, abstract_obligation
from tlaverify.obligations.temporal.leaf import refute
from tlaverify.obligations.temporal.persist import persists
from tlaverify.obligations.temporal.present import facts_of_the_present

__all__ = ["Abstraction", "abstract_obligation", "facts_of_the_present", "persists", "refute"]
