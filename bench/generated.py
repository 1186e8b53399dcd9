"""A module with as many obligations as wanted, all true and all alike, to see how the cost grows."""

from __future__ import annotations

__all__ = ["module"]

HEAD = """\
---- MODULE {name} ----
EXTENDS Integers, TLAPS
CONSTANT N
ASSUME Positive == N \\in Nat
VARIABLE x
Inv == x \\in 0..N
Up == x < N /\\ x' = x + 1
Down == x > 0 /\\ x' = x - 1
Next == Up \\/ Down
"""

THEOREM = """\
THEOREM T{n} == Inv /\\ Next /\\ x # {n} => Inv'
<1>1. Inv /\\ Up /\\ x # {n} => Inv'
  BY Positive DEF Inv, Up
<1>2. Inv /\\ Down /\\ x # {n} => Inv'
  BY Positive DEF Inv, Down
<1>3. {n} + 1 \\in Nat
  OBVIOUS
<1>4. x + {n} = {n} + x \\/ x \\notin Int
  OBVIOUS
<1> QED
  BY <1>1, <1>2 DEF Next
"""

EACH = 5
"""Obligations of one theorem."""


def module(obligations: int, name: str = "Generated") -> str:
    """The text of a module with that many obligations (a multiple of ``EACH``)."""
    theorems = (THEOREM.format(n=n) for n in range(obligations // EACH))
    return "".join([HEAD.format(name=name), *theorems, "====\n"])
