"""ASSUME/PROVE statements as formulas."""

from __future__ import annotations

from tlaverify.kernel.sequent import New, Sequent
from tlaverify.kernel.term import Bind, Binder, Bound, Kind, Level, Symbol, Term, builtin
from tlaverify.obligations.replace import generalise

__all__ = ["local_formula"]


def local_formula(sequent: Sequent) -> Term | None:
    """``ASSUME NEW x \\in S, A PROVE B`` as ``\\A x \\in S : A => B``.

    That is what a proof of it shows of one instant.  None where it is no formula: with NEW
    operators, variables, states or actions, and with boxed assumptions.
    """
    if sequent.boxed:
        return None
    out: Term = sequent.goal
    for element in reversed(sequent.context):
        if isinstance(element, New):
            if element.symbol.kind is not Kind.CONSTANT or element.symbol.arity:
                return None
            quantified = _quantify(element.symbol, element.domain, out)
            if quantified is None:
                return None
            out = quantified
        elif isinstance(element, Sequent):
            inner = local_formula(element)
            if inner is None:
                return None
            out = builtin("=>", inner, out)
        else:
            out = builtin("=>", element, out)
    return out


def _quantify(symbol: Symbol, domain: Term | None, body: Term) -> Term | None:
    if symbol.level is not Level.CONSTANT:
        return None
    (changed,), names = generalise((body,), (symbol,))
    return Bind(Binder.FORALL, (Bound(names[symbol], domain),), changed)
