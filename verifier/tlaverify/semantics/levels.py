"""Levels of terms, and what a definition demands of its arguments.

Source: L. Lamport, "Specifying Systems", section 17.2; the rules are those of the
TLA+ tools' semantic checker, read off a term instead of a parse tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from tlaverify.kernel.operators import OPERATOR_LEVEL
from tlaverify.kernel.rewrite import beta, subterms
from tlaverify.kernel.sequent import Definition
from tlaverify.kernel.term import Apply, Bind, Binder, Kind, Lambda, Let, Level, Symbol, Term
from tlaverify.semantics.scope import OperatorInfo

__all__ = ["ARGUMENT_LIMITS", "Analysis", "Info", "info_of", "level_of"]

ARGUMENT_LIMITS: Final[dict[str, tuple[Level, ...]]] = {
    "'": (Level.STATE,),
    "UNCHANGED": (Level.STATE,),
    "ENABLED": (Level.ACTION,),
    "\\cdot": (Level.ACTION, Level.ACTION),
    "[]_": (Level.ACTION, Level.STATE),
    "<<>>_": (Level.ACTION, Level.STATE),
    "WF_": (Level.STATE, Level.ACTION),
    "SF_": (Level.STATE, Level.ACTION),
}
"""The greatest levels of the arguments of the operators of actions and fairness."""

TEMPORAL_ARGUMENTS: Final[frozenset[str]] = frozenset(
    {"/\\", "\\/", "~", "=>", "<=>", "IF", "CASE", "[]", "<>", "~>", "-+->"}
)
"""Operators that take temporal formulas as arguments."""

_NONE: Final[frozenset[Symbol]] = frozenset()
_FREE: Final[Mapping[Symbol, Level]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Info:
    """What is known of a term.

    level    with its free BOUND symbols taken as constants.
    params   the free BOUND symbols whose level counts.
    limits   the greatest level allowed for a free BOUND symbol, where it is below TEMPORAL.
    fragile  the free BOUND symbols for which equals may not be put for equals.
    """

    level: Level
    params: frozenset[Symbol] = _NONE
    limits: Mapping[Symbol, Level] = field(default_factory=lambda: _FREE)
    fragile: frozenset[Symbol] = _NONE


_CONSTANT: Final = Info(Level.CONSTANT)
_STATE: Final = Info(Level.STATE)


def _join(infos: Iterable[Info]) -> Info:
    level = Level.CONSTANT
    params = fragile = _NONE
    limits: Mapping[Symbol, Level] = _FREE
    for info in infos:
        if info.level > level:
            level = info.level
        if info.params:
            params = params | info.params if params else info.params
        if info.fragile:
            fragile = fragile | info.fragile
        if info.limits:
            limits = _lower(limits, info.limits.items())
    return Info(level, params, limits, fragile)


def _lower(limits: Mapping[Symbol, Level], more: Iterable[tuple[Symbol, Level]]) -> Mapping[Symbol, Level]:
    out: dict[Symbol, Level] | None = None
    for symbol, level in more:
        if level < (limits if out is None else out).get(symbol, Level.TEMPORAL):
            if out is None:
                out = dict(limits)
            out[symbol] = level
    return limits if out is None else out


def _value(info: Info) -> Info:
    """The information of a part that must be a value: its parameters may not stand for temporal formulas."""
    if not info.params:
        return info
    limits = _lower(info.limits, [(p, Level.ACTION) for p in info.params])
    return info if limits is info.limits else Info(info.level, info.params, limits, info.fragile)


_QUANTIFIERS: Final[frozenset[Binder]] = frozenset(
    {Binder.FORALL, Binder.EXISTS, Binder.TEMPORAL_FORALL, Binder.TEMPORAL_EXISTS}
)


def _without(info: Info, symbols: Iterable[Symbol]) -> Info:
    gone = frozenset(symbols)
    if not (info.params & gone or info.fragile & gone or any(s in gone for s in info.limits)):
        return info
    limits = {s: v for s, v in info.limits.items() if s not in gone}
    return Info(info.level, info.params - gone, limits, info.fragile - gone)


class Analysis:
    """Level information of terms, each subterm looked at once.

    lookup  the information of a DEFINED symbol, None if unknown (then its own level is taken and
            nothing is assumed of its parameters).
    """

    def __init__(self, lookup: Callable[[Symbol], OperatorInfo | None]) -> None:
        self.lookup = lookup
        self._lets: dict[Symbol, OperatorInfo] = {}
        # Keyed by identity: equal terms may differ in the level of a LET operator that they mention.
        self._memo: dict[int, tuple[Term, Info]] = {}

    def enter(self, symbol: Symbol, info: OperatorInfo) -> OperatorInfo | None:
        """Make a LET operator known; returns what it hides, for ``leave``."""
        old = self._lets.get(symbol)
        self._lets[symbol] = info
        return old

    def leave(self, symbol: Symbol, old: OperatorInfo | None) -> None:
        """Undo ``enter``."""
        if old is None:
            self._lets.pop(symbol, None)
        else:
            self._lets[symbol] = old

    def level(self, term: Term) -> Level:
        """The level of a term, its free BOUND symbols taken as constants (state functions under ``\\EE``)."""
        return self.of(term).level

    def of(self, term: Term) -> Info:
        """All that is known of a term."""
        hit = self._memo.get(id(term))
        if hit is not None:
            return hit[1]
        info = self._compute(term)
        self._memo[id(term)] = (term, info)
        return info

    def limited(self, operator: Lambda) -> bool:
        """Whether the operator demands something of its arguments' levels."""
        limits = self.of(operator.body).limits
        return any(p in limits for p in operator.params)

    def exceeds(self, term: Term, definitions: Mapping[Symbol, Definition]) -> bool:
        """Whether something in the term has a higher level than its place allows.

        Applications of operators to operators are looked into.
        """
        for t in subterms(term):
            if not isinstance(t, Apply):
                continue
            if t.op.kind is Kind.BUILTIN:
                limits: tuple[Level, ...] = ARGUMENT_LIMITS.get(t.op.name, ())
            else:
                known = self.lookup(t.op)
                limits = known.limits if known is not None else ()
            if any(self.level(a) > limit for a, limit in zip(t.args, limits, strict=False)):
                return True
            d = definitions.get(t.op)
            if (
                d is not None
                and not d.recursive
                and any(isinstance(a, Lambda) and self.limited(a) for a in t.args)
                and self.exceeds(beta(Lambda(d.params, d.body), t.args), definitions)
            ):
                return True
        return False

    def _compute(self, term: Term) -> Info:
        if isinstance(term, Apply):
            return self._apply(term)
        if isinstance(term, Lambda):
            return _without(self.of(term.body), term.params)
        if isinstance(term, Bind):
            domains = [_value(self.of(b.domain)) for b in term.bounds if b.domain is not None]
            body = self.of(term.body)
            if term.binder not in _QUANTIFIERS:
                body = _value(body)
            info = _join([*domains, _without(body, [b.symbol for b in term.bounds])])
            if term.binder in (Binder.TEMPORAL_EXISTS, Binder.TEMPORAL_FORALL):
                return Info(Level.TEMPORAL, info.params, info.limits, info.params | info.fragile)
            return info
        if isinstance(term, Let):
            return self._let(term)
        return _CONSTANT

    def _let(self, term: Let) -> Info:
        saved: list[tuple[Symbol, OperatorInfo | None]] = []
        free: list[Info] = []
        for d in term.defs:
            body = self.of(d.body)
            saved.append((d.symbol, self.enter(d.symbol, info_of(body, d.params))))
            # The definition's free symbols count once, whether it is used or not: an upper bound.
            free.append(_without(Info(Level.CONSTANT, body.params, body.limits, body.fragile), d.params))
        info = _join([self.of(term.body), *free])
        for symbol, old in reversed(saved):
            self.leave(symbol, old)
        return _without(info, [d.symbol for d in term.defs])

    def _apply(self, term: Apply) -> Info:
        op = term.op
        if not term.args and op.kind is not Kind.DEFINED:
            if op.kind is Kind.BOUND:
                known = self._lets.get(op)
                return Info(known.level if known else op.level, frozenset((op,)))
            if op.kind is Kind.VARIABLE:
                return _STATE
            return _CONSTANT if op.level is Level.CONSTANT else Info(op.level)
        args = [self.of(a) for a in term.args]
        if op.kind is Kind.BUILTIN:
            return self._builtin(op.name, args)
        known = self.lookup(op) if op.kind is Kind.DEFINED else self._lets.get(op)
        if known is not None:
            return _application(known, args)
        joined = _join(args)
        if op.kind is Kind.CONSTANT:
            return joined
        params, fragile = joined.params, joined.fragile
        if op.kind is Kind.BOUND:
            params = params | {op}
        if op.kind is not Kind.DEFINED or op.level is not Level.CONSTANT:
            # A formal operator parameter or an opaque operator need not be Leibniz.
            fragile = fragile | joined.params
        return Info(max(op.level, joined.level), params, joined.limits, fragile)

    @staticmethod
    def _builtin(name: str, args: list[Info]) -> Info:
        joined = _join(args)
        if name not in TEMPORAL_ARGUMENTS:
            joined = _value(joined)
        floor = OPERATOR_LEVEL.get(name)
        if floor is None:
            return joined
        level = floor if name == "ENABLED" else max(floor, joined.level)
        limits = joined.limits
        bounds = ARGUMENT_LIMITS.get(name)
        if bounds is not None and joined.params:
            limits = _lower(limits, [(p, b) for a, b in zip(args, bounds, strict=True) for p in a.params])
        if name in ("[]_", "<<>>_"):  # the action itself is not under a prime
            fragile = joined.fragile | args[1].params
        else:
            fragile = joined.fragile | joined.params
        # ENABLED A is a state predicate whatever the level of A, so it may be primed.
        return Info(level, _NONE if name == "ENABLED" else joined.params, limits, fragile)


def _application(known: OperatorInfo, args: list[Info]) -> Info:
    level = known.level
    params = fragile = _NONE
    limits: Mapping[Symbol, Level] = _FREE
    for i, arg in enumerate(args):
        if known.weights[i]:
            level = max(level, arg.level)
            params = params | arg.params
        if arg.limits:
            limits = _lower(limits, arg.limits.items())
        if arg.params:
            if known.limits[i] is not Level.TEMPORAL:
                limits = _lower(limits, [(p, known.limits[i]) for p in arg.params])
            if not known.leibniz[i]:
                fragile = fragile | arg.params
        fragile = fragile | arg.fragile
    return Info(level, params, limits, fragile)


def info_of(body: Info, params: tuple[Symbol, ...]) -> OperatorInfo:
    """What callers need to know of an operator with this body.

    A body of constant level, no unknown operator in it, has no place where equals may not be put for equals.
    """
    if not params:
        return OperatorInfo(body.level)
    plain = body.level is Level.CONSTANT and all(p.arity == 0 for p in body.params)
    return OperatorInfo(
        body.level,
        tuple(p in body.params for p in params),
        tuple(body.limits.get(p, Level.TEMPORAL) for p in params),
        tuple(plain or p not in body.fragile for p in params),
    )


def level_of(term: Term, definitions: Mapping[Symbol, Definition]) -> Level:
    """The level of a term whose free BOUND symbols are constants.

    An argument of a defined operator counts only where its definition uses the parameter.
    """

    def lookup(symbol: Symbol) -> OperatorInfo | None:
        d = definitions.get(symbol)
        if d is None or d.recursive:
            return None
        n = len(d.params)
        return OperatorInfo(
            symbol.level,
            tuple(p in d.body.free for p in d.params),
            (Level.TEMPORAL,) * n,
            d.leibniz or (False,) * n,
        )

    return Analysis(lookup).level(term)
