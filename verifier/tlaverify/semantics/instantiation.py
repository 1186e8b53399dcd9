"""The substitution that an INSTANCE makes, on terms and definitions.

A parameter becomes a BOUND placeholder first, so that the capture-avoiding
``kernel.rewrite.substitute`` puts in the values.  Operators whose meaning the substitution does not
touch keep their symbols.  ENABLED, WF_, SF_ and \\cdot bind the primed variables: see ``unfold``.

Source: "Specifying Systems", sections 17.5 and 17.6.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tlaverify.kernel.rewrite import beta, map_children, substitute, subterms
from tlaverify.kernel.sequent import Definition, New, Sequent
from tlaverify.kernel.term import (
    Apply,
    Bind,
    Bound,
    Kind,
    Lambda,
    Let,
    LetDef,
    Level,
    Symbol,
    Term,
    builtin,
    fresh,
    ref,
)
from tlaverify.semantics.levels import Analysis, info_of
from tlaverify.semantics.names import anonymous
from tlaverify.semantics.problems import did_you_mean, refuse
from tlaverify.semantics.scope import ModuleEntry, OperatorInfo, Scope, Statement
from tlaverify.semantics.unfold import CannotUnfold, angle_action, enabled, without_let
from tlaverify.syntax import ast

if TYPE_CHECKING:
    from tlaverify.semantics.expressions import Elaborator
    from tlaverify.semantics.program import ModuleInfo

__all__ = ["Instantiation", "NotCarried", "renamed"]


class NotCarried(Exception):
    """The substitution cannot be made soundly."""


def _binds_next(term: Term) -> bool:
    return (
        isinstance(term, Apply)
        and term.op.kind is Kind.BUILTIN
        and term.op.name in ("ENABLED", "WF_", "SF_", "\\cdot")
    )


def _is_unknown(symbol: Symbol) -> bool:
    """Whether an instance made the symbol, for a formula that it could not look into.

    What it stands for depends on all parameters of the module in which that instance stands.
    """
    return symbol.kind is Kind.OPAQUE and "$" in symbol.name


def _is_never_expanded(d: Definition) -> bool:
    """Whether an instance made the definition opaque, see ``Instantiation._opaque_definition``."""
    return d.recursive and isinstance(d.body, Apply) and d.body.op == d.symbol


def _operator(term: Term) -> Symbol | None:
    return term.op if isinstance(term, Apply) and term.op.kind is Kind.DEFINED else None


class Instantiation:
    """One INSTANCE while it is being carried out.

    in_let  it stands in a LET: its names are not known outside, and another LET may use them again.
    """

    def __init__(
        self, elab: Elaborator, node: ast.InstanceDef, scope: Scope, *, in_let: bool = False
    ) -> None:
        self.node = node
        self.scope = scope
        self.in_let = in_let
        self.module = _module(node, scope)
        self.prefix = f"{node.name}!" if node.name is not None else ""
        inner, self.params = elab.parameters(node.params, scope)
        self.values = self._substitution(elab, inner)
        self.limits = self._parameter_limits()
        self.definitions: dict[Symbol, Definition] = dict(self.module.scope.definitions)
        self.infos: dict[Symbol, OperatorInfo] = dict(self.module.scope.operators)
        self._analysis = Analysis(self._lookup)
        self._new: dict[Symbol, Symbol] = {}
        self.touched = self._find_touched()
        self._declared = frozenset(self.module.scope.declared)
        self._opaque: dict[Term, Symbol] = {}
        self._place: dict[Symbol, Symbol] = {
            p: Symbol(f"{p.name}$of{i}", Kind.BOUND, p.arity)
            for i, p in enumerate((*self.values, *self.params))
        }
        self._final: dict[Symbol, Term] = {self._place[p]: v for p, v in self.values.items()}
        for p in self.params:
            self._final[self._place[p]] = eta(p)
        self._renaming = self._only_renames_variables()
        self._formal: frozenset[Symbol] = frozenset()
        self.risky = frozenset() if self._renaming else self._find_risky()

    def _lookup(self, symbol: Symbol) -> OperatorInfo | None:
        return self.infos.get(symbol) or self.scope.operators.get(symbol)

    def _substitution(self, elab: Elaborator, scope: Scope) -> dict[Symbol, Term]:
        module, node = self.module, self.node
        parameters = {s.name: s for s in (*module.constants, *module.variables)}
        given: dict[str, ast.Substitution] = {}
        for s in node.substitutions:
            if s.name not in parameters:
                raise refuse(
                    "bad-substitution",
                    f"module {module.name} has no CONSTANT or VARIABLE `{s.name}`",
                    scope,
                    s.span,
                    hints=did_you_mean(s.name, parameters),
                )
            if s.name in given:
                raise refuse("bad-substitution", f"`{s.name}` is substituted for twice", scope, s.span)
            given[s.name] = s
        values: dict[Symbol, Term] = {}
        for name, symbol in parameters.items():
            span = given[name].span if name in given else node.span
            if name in given:
                value: ast.Expr = given[name].value
            else:
                if scope.lookup(name) is None:
                    raise refuse(
                        "bad-substitution",
                        f"INSTANCE {module.name} gives no value to its {symbol.kind.value} `{name}`",
                        scope,
                        span,
                        hints=(f"add `{name} <- ...` to WITH, or declare `{name}` here",),
                    )
                value = ast.OpApp((ast.Name(name, span=node.span),), span=node.span)
            if symbol.arity:
                term: Term = elab.operator(value, symbol.arity, scope, f"the value of `{name}`")
            else:
                term = elab.expression(value, scope)
                if isinstance(term, Apply) and term.op == symbol and not term.args:
                    continue
            self._check_level(elab, symbol, term, span, scope)
            values[symbol] = term
        return values

    def _parameter_limits(self) -> tuple[Level, ...]:
        """The greatest level of what may be given for each parameter of the instance."""
        constant = self.module.constant_level
        out = []
        for p in self.params:
            limit = Level.TEMPORAL
            for symbol, value in self.values.items():
                if p in value.free:
                    if symbol.kind is Kind.VARIABLE:
                        limit = min(limit, Level.STATE)
                    elif not constant:
                        limit = Level.CONSTANT
            out.append(limit)
        return tuple(out)

    def _check_level(
        self, elab: Elaborator, symbol: Symbol, value: Term, span: ast.Span, scope: Scope
    ) -> None:
        if isinstance(value, Lambda) and not elab.levels.of(value.body).fragile.isdisjoint(value.params):
            # The module's theorems hold for operators on values: F(a) = F(b) follows from a = b.
            raise refuse(
                "bad-substitution",
                f"the operator for `{symbol.name}` primes its argument or looks at it at other times",
                scope,
                span,
            )
        if symbol.kind is Kind.VARIABLE:
            elab.require(value, Level.STATE, span, scope, f"the value of the variable `{symbol.name}`")
        elif elab.levels.level(value) is not Level.CONSTANT and not self.module.constant_level:
            elab.require(
                value,
                Level.CONSTANT,
                span,
                scope,
                f"the value of the constant `{symbol.name}` of a module that is not a constant module",
            )

    def _find_touched(self) -> set[Symbol]:
        """The defined symbols whose meaning depends on a parameter that gets a new value."""
        if not self.values and not self.params:
            return set()
        users: dict[Symbol, list[Symbol]] = {}
        start: list[Symbol] = []
        for symbol, d in self.definitions.items():
            direct = bool(self.params) or _is_never_expanded(d)
            for t in subterms(d.body):
                if isinstance(t, Apply):
                    if t.op.kind is Kind.DEFINED:
                        users.setdefault(t.op, []).append(symbol)
                    elif t.op in self.values or _is_unknown(t.op):
                        direct = True
            if direct:
                start.append(symbol)
        touched: set[Symbol] = set()
        while start:
            symbol = start.pop()
            if symbol not in touched:
                touched.add(symbol)
                start.extend(users.get(symbol, ()))
        return touched

    def _find_risky(self) -> frozenset[Symbol]:
        """The operators with a parameter under ENABLED or the like, which binds what they are applied to."""
        risky: set[Symbol] = set()
        grown = True
        while grown:
            grown = False
            for symbol, d in self.module.scope.definitions.items():
                if symbol in risky or not d.params:
                    continue
                if _is_never_expanded(d) or any(
                    (_binds_next(t) or _operator(t) in risky) and not t.free.isdisjoint(d.params)
                    for t in subterms(d.body)
                ):
                    risky.add(symbol)
                    grown = True
        return frozenset(risky)

    def _only_renames_variables(self) -> bool:
        """Whether all variables that the module sees go to variables, different ones to different ones."""
        variables = [s for s in self.module.scope.declared if s.kind is Kind.VARIABLE]
        targets = [self.values.get(v, ref(v)) for v in variables]
        return len(set(targets)) == len(targets) and all(
            isinstance(t, Apply) and t.op.kind is Kind.VARIABLE for t in targets
        )

    def term(self, term: Term) -> Term:
        """The term with the substitution made; the instance's parameters are free in it."""
        if not self.touched and not self.values:
            return term
        return substitute(self._walk(term), self._final)

    def operator(self, term: Lambda) -> Lambda:
        """An operator with the substitution made; its parameters may stand for anything."""
        saved, self._formal = self._formal, frozenset(term.params)
        try:
            new = self.term(term)
        finally:
            self._formal = saved
        assert isinstance(new, Lambda)
        return new

    def statement(self, statement: Statement) -> Statement:
        """A formula or ASSUME/PROVE with the substitution made."""
        if isinstance(statement, Term):
            return self.term(statement)
        context = tuple(
            New(e.symbol, None if e.domain is None else self.term(e.domain))
            if isinstance(e, New)
            else self.statement(e)
            for e in statement.context
        )
        return Sequent(context, self.term(statement.goal), statement.boxed)

    def _walk(self, term: Term) -> Term:
        if isinstance(term, Apply):
            op = term.op
            if not self._renaming and _binds_next(term):
                return self._binding_next(term)
            if op in self.risky:
                d = self.module.scope.definitions[op]
                if d.recursive:
                    raise NotCarried(f"the recursive operator `{op.name}` has a parameter under ENABLED")
                return self._walk(beta(Lambda(d.params, d.body), term.args))
            args = tuple(self._walk(a) for a in term.args)
            if op in self.values:
                return Apply(self._place[op], args)
            if _is_unknown(op):
                return Apply(self._unknown_again(op), (*self._own_params(), *args))
            if op in self.touched:
                return Apply(self.symbol(op), tuple(self._own_params()) + args)
            same = all(a is b for a, b in zip(args, term.args, strict=True))
            return term if same else Apply(op, args)
        if isinstance(term, Bind):
            body = self._walk(term.body)
            bounds = tuple(
                b if b.domain is None or (s := self._walk(b.domain)) is b.domain else Bound(b.symbol, s)
                for b in term.bounds
            )
            same = body is term.body and all(a is b for a, b in zip(bounds, term.bounds, strict=True))
            return term if same else Bind(term.binder, bounds, body)
        if isinstance(term, Let):
            if not self._renaming and any(
                _binds_next(t) or _operator(t) in self.risky for t in subterms(term)
            ):
                # What the LET defines may prime variables that the ENABLED binds.
                try:
                    return self._walk(without_let(term))
                except CannotUnfold as error:
                    raise NotCarried(
                        f"a recursive operator `{error}` of a LET stands around ENABLED"
                    ) from None
            return self._walk_let(term)
        if isinstance(term, Lambda):
            saved, self._formal = self._formal, self._formal | frozenset(term.params)
            try:
                return Lambda(term.params, self._walk(term.body))
            finally:
                self._formal = saved
        return map_children(term, self._walk)

    def _walk_let(self, term: Let) -> Term:
        """A LET; its operators get the levels of their new bodies."""
        renamed: dict[Symbol, Term] = {}
        defs: list[LetDef] = []
        top = self._top_level()
        for d in term.defs:
            body = self._walk(d.body)
            symbol = d.symbol
            if body is not d.body and symbol.level < top:
                # An upper bound: which of the values occurs does not matter.
                symbol = Symbol(symbol.name, symbol.kind, symbol.arity, top, symbol.scope)
                renamed[d.symbol] = ref(symbol)
            defs.append(LetDef(symbol, d.params, substitute(body, renamed) if renamed else body, d.recursive))
        body = self._walk(term.body)
        return Let(tuple(defs), substitute(body, renamed) if renamed else body)

    def _own_params(self) -> Iterator[Term]:
        for p in self.params:
            yield eta(self._place[p])

    def _binding_next(self, term: Apply) -> Term:
        name = term.op.name
        known = self.module.scope.definitions
        if any(s in self._formal or s.level is not Level.CONSTANT for s in term.free):
            raise NotCarried(f"a parameter stands under {name}, and variables are replaced by expressions")
        try:
            if name == "ENABLED":
                return self._walk(enabled(term.args[0], known))
            if name == "\\cdot":
                raise CannotUnfold(name)
            sub, action = term.args
            never = builtin("~", self._walk(enabled(angle_action(action, sub), known)))
        except CannotUnfold:
            return self._unknown(term)
        step = builtin("<<>>_", self._walk(action), self._walk(sub))
        again = builtin("[]", builtin("<>", step))
        if name == "WF_":
            return builtin("\\/", builtin("[]", builtin("<>", never)), again)
        return builtin("\\/", builtin("<>", builtin("[]", never)), again)

    def _unknown(self, term: Apply) -> Term:
        """A symbol of which nothing is known but its level and what it may depend on."""
        new = {t.op for t in subterms(term) if isinstance(t, Apply) and self._is_new(t.op)}
        if new:
            raise NotCarried(f"`{min(s.name for s in new)}` stands under {term.op.name}, and is NEW")
        free = sorted(term.free, key=lambda s: (s.name, s.arity))
        symbol = self._opaque.get(term)
        if symbol is None:
            level = {"ENABLED": Level.STATE, "\\cdot": Level.ACTION}.get(term.op.name, Level.TEMPORAL)
            name = f"{term.op.name}${len(self._opaque) + 1}"
            symbol = self._opaque[term] = self._own_unknown(name, len(free), level, self.module.name)
        return Apply(symbol, (*self._own_params(), *(ref(s) for s in free)))

    def _is_new(self, symbol: Symbol) -> bool:
        """Whether an ASSUME of the module introduces the symbol: a fact holds for all its values."""
        declared = symbol.kind in (Kind.CONSTANT, Kind.VARIABLE, Kind.OPAQUE)
        return declared and symbol not in self._declared and not _is_unknown(symbol)

    def _unknown_again(self, old: Symbol) -> Symbol:
        """What an instance inside the module could not look into, as this instance has it."""
        return self._own_unknown(old.name, old.arity, old.level, old.scope)

    def _own_unknown(self, name: str, arity: int, level: Level, scope: str) -> Symbol:
        if self.in_let:
            raise NotCarried("it contains a formula that cannot be looked into")
        arity += len(self.params)
        return Symbol(self.prefix + name, Kind.OPAQUE, arity, level, f"{self.scope.origin}/{scope}")

    def symbol(self, old: Symbol) -> Symbol:
        """The instance's symbol for a touched definition of the module.

        Where the substitution cannot be made soundly the symbol is never expanded, and nothing is
        known of it.
        """
        done = self._new.get(old)
        if done is not None:
            return done
        try:
            if old in self.risky:
                raise NotCarried("a parameter stands under ENABLED")
            return self._defined(old)
        except NotCarried:
            return self._opaque_definition(old)

    def _opaque_definition(self, old: Symbol) -> Symbol:
        d = self.module.scope.definitions[old]
        params = (*self.params, *self.apart(d))
        name, scope = self.prefix + old.name, f"{self.scope.origin}/{old.scope}"
        symbol = Symbol(name, Kind.DEFINED, len(params), max(old.level, self._top_level()), scope)
        self._new[old] = symbol
        self.infos[symbol] = OperatorInfo(
            symbol.level, (True,) * len(params), self.limits + self.infos[old].limits, (False,) * len(params)
        )
        body = Apply(symbol, tuple(eta(p) for p in params))
        self.definitions[symbol] = Definition(
            symbol, params, body, self.infos[symbol].leibniz, True, d.place, self._hidden(d)
        )
        return symbol

    def _hidden(self, d: Definition) -> tuple[Term, ...]:
        """All that the instance of ``d`` means, where its body does not tell."""
        return (*d.hides, Lambda(d.params, d.body), *self.values.values())

    def _top_level(self) -> Level:
        """The greatest level of the values."""
        return max((self._analysis.level(v) for v in self.values.values()), default=Level.CONSTANT)

    def _defined(self, old: Symbol) -> Symbol:
        d = self.module.scope.definitions[old]
        arity = len(self.params) + len(d.params)
        name, scope = self.prefix + old.name, f"{self.scope.origin}/{old.scope}"
        if d.recursive:
            symbol = Symbol(name, Kind.DEFINED, arity, max(old.level, self._top_level()), scope)
            self._new[old] = symbol
            info = self.infos[old]
            n = len(self.params)
            self.infos[symbol] = OperatorInfo(
                symbol.level, (True,) * arity, self.limits + info.limits, (False,) * n + info.leibniz
            )
        apart = self.apart(d)
        new = self.operator(Lambda(apart, renamed(d, apart)))
        params = (*self.params, *new.params)
        if not d.recursive:
            info = info_of(self._analysis.of(new.body), params)
            symbol = Symbol(name, Kind.DEFINED, arity, info.level, scope)
            self._new[old] = symbol
            self.infos[symbol] = replace(info, limits=self._lowered(info.limits))
        told = not any(isinstance(t, Apply) and _is_unknown(t.op) for t in subterms(new.body))
        self.definitions[symbol] = Definition(
            symbol, params, new.body, self.infos[symbol].leibniz, d.recursive, d.place,
            () if told else self._hidden(d),
        )
        return symbol

    def _lowered(self, limits: tuple[Level, ...]) -> tuple[Level, ...]:
        n = len(self.params)
        return tuple(min(a, b) for a, b in zip(self.limits, limits[:n], strict=True)) + limits[n:]

    def set_apart(self, params: tuple[Symbol, ...]) -> tuple[Symbol, ...]:
        """The parameters of an instance inside the module under names that are none of this one's."""
        taken = set(self.params).union(*(v.free for v in self.values.values()))
        out: list[Symbol] = []
        for p in params:
            out.append(fresh(p, taken.union(params, out)) if p in taken else p)
        return tuple(out)

    def apart(self, d: Definition) -> tuple[Symbol, ...]:
        """The definition's parameters under names that are none of the instance's parameters'."""
        taken = set(self.params)
        if not any(p in taken for p in d.params):
            return d.params
        avoid = taken | set(d.params) | d.body.free | {s for t in subterms(d.body) for s in t.free}
        out: list[Symbol] = []
        for p in d.params:
            new = fresh(p, avoid) if p in taken else p
            avoid = avoid | {new}
            out.append(new)
        return tuple(out)


def _module(node: ast.InstanceDef, scope: Scope) -> ModuleInfo:
    entry = scope.lookup(f"MODULE {node.module}")
    if isinstance(entry, ModuleEntry):
        return entry.module
    raise refuse("missing-module", f"there is no module {node.module}", scope, node.span)


def renamed(d: Definition, params: tuple[Symbol, ...]) -> Term:
    changed: dict[Symbol, Term] = {
        old: eta(new)
        for old, new in zip(d.params, params, strict=True)
        if old != new
    }
    return substitute(d.body, changed) if changed else d.body


def eta(symbol: Symbol) -> Term:
    """The symbol as a value: an operator that applies it, where it takes arguments."""
    if symbol.arity == 0:
        return ref(symbol)
    inner = anonymous((0,) * symbol.arity)
    return Lambda(inner, Apply(symbol, tuple(ref(i) for i in inner)))
