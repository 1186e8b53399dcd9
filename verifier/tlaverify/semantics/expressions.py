"""Expressions of the syntax to terms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from tlaverify.kernel.sequent import Sequent
from tlaverify.kernel.term import Binder, Decimal, Kind, Let, Level, Num, Str, Symbol, Term, builtin
from tlaverify.semantics import binders, paths
from tlaverify.semantics.binders import Group
from tlaverify.semantics.names import Names
from tlaverify.semantics.problems import refuse
from tlaverify.semantics.scope import Declared, Entry, Meaning, Scope
from tlaverify.syntax import ast

__all__ = ["Elaborator"]

_QUANTIFIERS: Final = {
    "\\A": Binder.FORALL,
    "\\E": Binder.EXISTS,
    "\\AA": Binder.TEMPORAL_FORALL,
    "\\EE": Binder.TEMPORAL_EXISTS,
}


class Elaborator(Names):
    """Elaborates expressions."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope)
        self._at: list[Term] = []
        self._label_base: Scope | None = None

    # ------------------------------------------------------------------ entry points

    def expression(self, node: ast.Expr, scope: Scope) -> Term:
        """The term of an expression."""
        return _RULES[type(node)](self, node, scope)

    def body(self, node: ast.Expr, scope: Scope) -> Term:
        """The term of a whole definition or statement, whose labels are counted from here."""
        saved, self._label_base = self._label_base, scope
        try:
            return self.expression(node, scope)
        finally:
            self._label_base = saved

    def quoted(self, node: ast.Expr, scope: Scope) -> Term:
        """The term of a part of a text that a reference names: its labels were counted where it stands."""
        saved, self._label_base = self._label_base, None
        try:
            return self.expression(node, scope)
        finally:
            self._label_base = saved

    def select(
        self, node: ast.OpApp, entry: Entry, used: int, args: Sequence[ast.Expr], scope: Scope
    ) -> Term | Sequent:
        """What a subexpression reference names; see ``paths``."""
        return paths.select(self, node, entry, used, args, scope)

    def groups(
        self, binds: Sequence[ast.BindGroup], scope: Scope, level: Level = Level.CONSTANT
    ) -> tuple[Scope, tuple[Group, ...]]:
        """Bind the variables of a quantifier or constructor; domains do not see them."""
        out = []
        inner = scope
        for bind in binds:
            domain = None
            if bind.domain is not None:
                domain = self.expression(bind.domain, scope)
                self.require(domain, Level.ACTION, bind.domain.span, scope, "a set")
            symbols = []
            for i, name in enumerate(bind.names):
                span = bind.name_spans[i] if i < len(bind.name_spans) else bind.span
                self.check_new(name, inner, span)
                symbol = Symbol(name, Kind.BOUND, 0, level)
                inner = inner.bind(name, Declared(symbol, scope.place(span)))
                symbols.append(symbol)
            out.append(Group(tuple(symbols), domain, bind.tupled))
        return inner, tuple(out)

    # ---------------------------------------------------------------------- names

    # ------------------------------------------------------------------- constructs

    def _values(self, nodes: Sequence[ast.Expr], scope: Scope) -> list[Term]:
        """Parts of sets, functions and tuples: any values, but no temporal formulas."""
        terms = [_RULES[type(n)](self, n, scope) for n in nodes]
        for term, node in zip(terms, nodes, strict=True):
            if self.levels.level(term) is Level.TEMPORAL:
                raise refuse("level", "a temporal formula stands where a value is needed", scope, node.span)
        return terms

    def _junction(self, node: ast.Junction, scope: Scope) -> Term:
        return self.connective(node.op, self.all(node.items, scope), node, scope)

    def _quant(self, node: ast.Quant, scope: Scope) -> Term:
        level = Level.STATE if node.kind in ("\\AA", "\\EE") else Level.CONSTANT
        inner, groups = self.groups(node.binds, scope, level)
        body = self.expression(node.body, inner)
        if self.levels.level(body) is Level.TEMPORAL:
            for bind, group in zip(node.binds, groups, strict=True):
                if group.domain is not None and bind.domain is not None:
                    self.require(
                        group.domain,
                        Level.STATE,
                        bind.domain.span,
                        scope,
                        "the set of a quantified temporal formula",
                    )
        return binders.quantify(_QUANTIFIERS[node.kind], groups, body)

    def _choose(self, node: ast.Choose, scope: Scope) -> Term:
        inner, groups = self.groups((node.bind,), scope)
        return binders.choose(groups[0], self._at_most_action(node.body, inner, "the body of CHOOSE"))

    def _filter(self, node: ast.SetFilter, scope: Scope) -> Term:
        inner, groups = self.groups((node.bind,), scope)
        return binders.filter_set(groups[0], self._at_most_action(node.body, inner, "the condition of a set"))

    def _map(self, node: ast.SetMap, scope: Scope) -> Term:
        inner, groups = self.groups(node.binds, scope)
        return binders.map_set(groups, self._at_most_action(node.body, inner, "an element"))

    def _function(self, node: ast.FnCons, scope: Scope) -> Term:
        inner, groups = self.groups(node.binds, scope)
        return binders.function(groups, self._at_most_action(node.body, inner, "a function's value"))

    def _at_most_action(self, node: ast.Expr, scope: Scope, what: str) -> Term:
        term = self.expression(node, scope)
        self.require(term, Level.ACTION, node.span, scope, what)
        return term

    def _fnapp(self, node: ast.FnApp, scope: Scope) -> Term:
        (fn,) = self._values((node.fn,), scope)
        return builtin("APPLY", fn, self._index(node.args, scope))

    def _index(self, args: Sequence[ast.Expr], scope: Scope) -> Term:
        terms = self._values(args, scope)
        return terms[0] if len(terms) == 1 else builtin("<<>>", *terms)

    def _record(self, op: str, node: ast.RecCons | ast.RecSet, scope: Scope) -> Term:
        args: list[Term] = []
        seen: set[str] = set()
        for name, value in node.fields:
            if name in seen:
                raise refuse("redefinition", f"the record has two fields `{name}`", scope, node.span)
            seen.add(name)
            args += [Str(name), *self._values((value,), scope)]
        return builtin(op, *args)

    def _except(self, node: ast.Except, scope: Scope) -> Term:
        (fn,) = self._values((node.fn,), scope)
        for update in node.updates:
            path = [Str(e) if isinstance(e, str) else self._index(e, scope) for e in update.path]
            heads = [fn]
            for key in path:
                heads.append(builtin("APPLY", heads[-1], key))
            self._at.append(heads[-1])
            (value,) = self._values((update.value,), scope)
            self._at.pop()
            for head, key in zip(reversed(heads[:-1]), reversed(path), strict=True):
                value = builtin("EXCEPT", head, key, value)
            fn = value
        return fn

    def _at_sign(self, node: ast.At, scope: Scope) -> Term:
        if self._at:
            return self._at[-1]
        entry = scope.lookup("@")
        if isinstance(entry, Meaning):
            return entry.term
        raise refuse(
            "unknown-identifier",
            "`@` has a meaning only in EXCEPT, or in a step after an equation",
            scope,
            node.span,
        )

    def _case(self, node: ast.Case, scope: Scope) -> Term:
        args: list[Term] = []
        for test, value in node.arms:
            args += [self.expression(test, scope), self.expression(value, scope)]
        if node.other is not None:
            args.append(self.expression(node.other, scope))
        return builtin("CASE", *args)

    def _action(self, op: str, node: ast.Box | ast.Angle, scope: Scope) -> Term:
        action, sub = self.all((node.action, node.sub), scope)
        self.limit_argument(
            "[A]_v" if op == "[]_" else "<<A>>_v", action, Level.ACTION, node.action.span, scope
        )
        self.limit_argument("[A]_v" if op == "[]_" else "<<A>>_v", sub, Level.STATE, node.sub.span, scope)
        return builtin(op, action, sub)

    def _fairness(self, node: ast.Fairness, scope: Scope) -> Term:
        sub, action = self.all((node.sub, node.action), scope)
        self.limit_argument(node.kind, sub, Level.STATE, node.sub.span, scope)
        self.limit_argument(node.kind, action, Level.ACTION, node.action.span, scope)
        return builtin(node.kind, sub, action)

    def _let(self, node: ast.Let, scope: Scope) -> Term:
        from tlaverify.semantics.definitions import let_definitions

        with let_definitions(self, node.units, scope) as (inner, defs):
            body = self.expression(node.body, inner)
            return Let(defs, body) if defs else body

    def _label(self, node: ast.Label, scope: Scope) -> Term:
        if isinstance(node.body, ast.AssumeProve):
            return self._stray_sequent(node.body, scope)
        if self._label_base is not None:
            self._check_label(node, self._label_base, scope)
            return self.body(node.body, scope)
        return self.expression(node.body, scope)

    def _check_label(self, node: ast.Label, base: Scope, scope: Scope) -> None:
        """A label's parameters are the variables bound between it and the label or definition around it."""
        bound = [
            name
            for name, entry in scope.names.items()
            if isinstance(entry, Declared)
            and entry.symbol.kind is Kind.BOUND
            and base.lookup(name) is not entry
        ]
        for name in (*bound, *node.params):
            if (name in bound) != (name in node.params):
                what = "must have the parameter" if name in bound else "cannot have the parameter"
                raise refuse("label", f"the label `{node.name}` {what} `{name}`", scope, node.span)
        if len(set(node.params)) != len(node.params):
            raise refuse("label", f"the label `{node.name}` repeats a parameter", scope, node.span)

    def _stray_lambda(self, node: ast.Lambda, scope: Scope) -> Term:
        raise refuse("not-a-formula", "LAMBDA stands where an expression is needed", scope, node.span)

    def _stray_sequent(self, node: ast.AssumeProve, scope: Scope) -> Term:
        raise refuse("not-a-formula", "ASSUME/PROVE stands where an expression is needed", scope, node.span)


# By class, not by instance: an elaborator serves one step of a proof, and there are many.
_RULES: Final[dict[type, Callable[[Elaborator, Any, Scope], Term]]] = {
    ast.OpApp: Elaborator.application,
    ast.Num: lambda _, n, s: Num(n.value),
    ast.Str: lambda _, n, s: Str(n.value),
    ast.Decimal: lambda _, n, s: Decimal(n.text),
    ast.Paren: lambda e, n, s: e.expression(n.body, s),
    ast.Junction: Elaborator._junction,
    ast.Quant: Elaborator._quant,
    ast.Choose: Elaborator._choose,
    ast.SetEnum: lambda e, n, s: builtin("{}", *e._values(n.items, s)),
    ast.SetFilter: Elaborator._filter,
    ast.SetMap: Elaborator._map,
    ast.FnCons: Elaborator._function,
    ast.FnApp: Elaborator._fnapp,
    ast.FnSet: lambda e, n, s: builtin("[->]", *e._values((n.domain, n.codomain), s)),
    ast.RecCons: lambda e, n, s: e._record("REC", n, s),
    ast.RecSet: lambda e, n, s: e._record("RECSET", n, s),
    ast.Field: lambda e, n, s: builtin("APPLY", *e._values((n.record,), s), Str(n.name)),
    ast.Tuple: lambda e, n, s: builtin("<<>>", *e._values(n.items, s)),
    ast.Times: lambda e, n, s: builtin("\\X", *e._values(n.factors, s)),
    ast.Except: Elaborator._except,
    ast.At: Elaborator._at_sign,
    ast.If: lambda e, n, s: builtin("IF", *e.all((n.test, n.then, n.other), s)),
    ast.Case: Elaborator._case,
    ast.Let: Elaborator._let,
    ast.Box: lambda e, n, s: e._action("[]_", n, s),
    ast.Angle: lambda e, n, s: e._action("<<>>_", n, s),
    ast.Fairness: Elaborator._fairness,
    ast.Label: Elaborator._label,
    ast.Lambda: Elaborator._stray_lambda,
    ast.AssumeProve: Elaborator._stray_sequent,
}
