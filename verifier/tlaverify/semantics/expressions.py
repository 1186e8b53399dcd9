"""Expressions of the syntax to terms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from tlaverify.kernel.diagnostic import DiagnosticError
from tlaverify.kernel.rewrite import beta
from tlaverify.kernel.term import (
    Apply,
    Bind,
    Binder,
    Decimal,
    Kind,
    Lambda,
    Let,
    Level,
    Num,
    Str,
    Symbol,
    Term,
    builtin,
    ref,
)
from tlaverify.semantics import binders
from tlaverify.semantics.binders import Group
from tlaverify.semantics.levels import ARGUMENT_LIMITS, TEMPORAL_ARGUMENTS, Analysis
from tlaverify.semantics.problems import already_told, did_you_mean, refuse
from tlaverify.semantics.scope import (
    Broken,
    Declared,
    Defined,
    Entry,
    FactEntry,
    Forward,
    InstanceEntry,
    Interpreted,
    LetDefined,
    Meaning,
    ModuleEntry,
    Scope,
    StepEntry,
    Unsupported,
)
from tlaverify.syntax import ast

__all__ = ["BUILTIN_ARITY", "Elaborator", "normalised"]

BUILTIN_ARITY: Final[dict[str, int]] = {
    "TRUE": 0,
    "FALSE": 0,
    "BOOLEAN": 0,
    "STRING": 0,
    "/\\": 2,
    "\\/": 2,
    "~": 1,
    "=>": 2,
    "<=>": 2,
    "=": 2,
    "#": 2,
    "\\in": 2,
    "\\notin": 2,
    "\\subseteq": 2,
    "\\cup": 2,
    "\\cap": 2,
    "\\": 2,
    "SUBSET": 1,
    "UNION": 1,
    "DOMAIN": 1,
    "ENABLED": 1,
    "UNCHANGED": 1,
    "'": 1,
    "[]": 1,
    "<>": 1,
    "~>": 2,
    "-+->": 2,
    "\\cdot": 2,
}
"""The operators that belong to the language itself; no module can define them."""

LEVEL_WORDS: Final = {
    Level.CONSTANT: "a constant",
    Level.STATE: "a state function",
    Level.ACTION: "an action",
    Level.TEMPORAL: "a temporal formula",
}

_QUANTIFIERS: Final = {
    "\\A": Binder.FORALL,
    "\\E": Binder.EXISTS,
    "\\AA": Binder.TEMPORAL_FORALL,
    "\\EE": Binder.TEMPORAL_EXISTS,
}


def normalised(name: str, args: Sequence[Term]) -> Term:
    """The application of a built-in or interpreted operator, derived forms rewritten.

    >>> # a # b   is  ~(a = b);   a >= b   is  b <= a
    """
    if name == "#":
        return builtin("~", builtin("=", *args))
    if name == "\\notin":
        return builtin("~", builtin("\\in", *args))
    if name == ">":
        return builtin("<", args[1], args[0])
    if name == ">=":
        return builtin("<=", args[1], args[0])
    return builtin(name, *args)


class Elaborator:
    """Elaborates expressions; ``levels`` keeps what was found out about their levels.

    One instance serves one module or proof step: it only saves work, no result depends on it.
    """

    def __init__(self, scope: Scope) -> None:
        self._definitions = scope
        self.levels = Analysis(lambda symbol: self._definitions.operators.get(symbol))
        self._at: list[Term] = []
        self._dispatch: dict[type, Callable[[Any, Scope], Term]] = {
            ast.OpApp: self._opapp,
            ast.Num: lambda n, s: Num(n.value),
            ast.Str: lambda n, s: Str(n.value),
            ast.Decimal: lambda n, s: Decimal(n.text),
            ast.Paren: lambda n, s: self.expression(n.body, s),
            ast.Junction: self._junction,
            ast.Quant: self._quant,
            ast.Choose: self._choose,
            ast.SetEnum: lambda n, s: builtin("{}", *self._values(n.items, s)),
            ast.SetFilter: self._filter,
            ast.SetMap: self._map,
            ast.FnCons: self._function,
            ast.FnApp: self._fnapp,
            ast.FnSet: lambda n, s: builtin("[->]", *self._values((n.domain, n.codomain), s)),
            ast.RecCons: lambda n, s: self._record("REC", n, s),
            ast.RecSet: lambda n, s: self._record("RECSET", n, s),
            ast.Field: lambda n, s: builtin("APPLY", *self._values((n.record,), s), Str(n.name)),
            ast.Tuple: lambda n, s: builtin("<<>>", *self._values(n.items, s)),
            ast.Times: lambda n, s: builtin("\\X", *self._values(n.factors, s)),
            ast.Except: self._except,
            ast.At: self._at_sign,
            ast.If: lambda n, s: builtin("IF", *self._all((n.test, n.then, n.other), s)),
            ast.Case: self._case,
            ast.Let: self._let,
            ast.Box: lambda n, s: self._action("[]_", n, s),
            ast.Angle: lambda n, s: self._action("<<>>_", n, s),
            ast.Fairness: self._fairness,
            ast.Label: self._label,
            ast.Lambda: self._stray_lambda,
            ast.AssumeProve: self._stray_sequent,
        }

    def within(self, scope: Scope) -> None:
        """Take definitions from ``scope`` (a later one of the same module or proof)."""
        self._definitions = scope

    # ------------------------------------------------------------------ entry points

    def expression(self, node: ast.Expr, scope: Scope) -> Term:
        """The term of an expression."""
        return self._dispatch[type(node)](node, scope)

    def operator(self, node: ast.Expr, arity: int, scope: Scope, what: str = "this argument") -> Lambda:
        """An operator of the given arity: a name, a symbol, ``LAMBDA`` or ``Op!@``."""
        while isinstance(node, ast.Paren):
            node = node.body
        if isinstance(node, ast.Lambda):
            if len(node.params) != arity:
                raise refuse(
                    "arity",
                    f"{what} must be an operator of {arity} arguments, this LAMBDA has {len(node.params)}",
                    scope,
                    node.span,
                )
            return self.lambda_(node, scope)
        if isinstance(node, ast.OpApp):
            result = self._operator_reference(node, arity, scope, what)
            if result is not None:
                return result
        raise refuse(
            "arity",
            f"{what} must be an operator of {arity} argument{'s' * (arity > 1)}, not an expression",
            scope,
            node.span,
        )

    def lambda_(self, node: ast.Lambda, scope: Scope) -> Lambda:
        """``LAMBDA x, y : e``."""
        inner, params = self.parameters(node.params, scope)
        return Lambda(params, self.expression(node.body, inner))

    def parameters(self, params: Sequence[ast.Arity], scope: Scope) -> tuple[Scope, tuple[Symbol, ...]]:
        """Bind formal parameters."""
        symbols = []
        for p in params:
            self.check_new(p.name, scope, p.span)
            symbol = Symbol(p.name, Kind.BOUND, p.arity)
            scope = scope.bind(p.name, Declared(symbol, scope.place(p.span)))
            symbols.append(symbol)
        return scope, tuple(symbols)

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

    def check_new(self, name: str, scope: Scope, span: ast.Span) -> None:
        """Refuse a name that already means something."""
        old = scope.lookup(name)
        if old is None and name not in BUILTIN_ARITY:
            return
        place = _place_of(old)
        raise refuse(
            "redefinition",
            f"`{name}` already has a meaning here",
            scope,
            span,
            "declared again",
            other=(place, "its first meaning") if place is not None else None,
        )

    def require(self, term: Term, limit: Level, span: ast.Span, scope: Scope, what: str) -> None:
        """Refuse a term whose level is above ``limit``."""
        if limit is Level.TEMPORAL:
            return
        level = self.levels.level(term)
        if level > limit:
            raise refuse(
                "level",
                f"{what} may be at most {LEVEL_WORDS[limit]}, this is {LEVEL_WORDS[level]}",
                scope,
                span,
            )

    # ---------------------------------------------------------------------- names

    def _opapp(self, node: ast.OpApp, scope: Scope) -> Term:
        path = node.path
        first = path[0]
        assert isinstance(first, ast.Name)
        if len(path) == 1:
            arity = BUILTIN_ARITY.get(first.name)
            if arity is not None:
                return self._builtin(first, arity, node, scope)
        entry, used, args = self.resolve(node, scope)
        if used < len(path):
            from tlaverify.semantics.paths import select

            term = select(self, node, entry, used, args, scope)
            if isinstance(term, Lambda):
                raise refuse(
                    "subexpression", "this names an operator; give it its arguments", scope, node.span
                )
            if not isinstance(term, Term):
                raise refuse(
                    "subexpression", "this names an ASSUME/PROVE, not an expression", scope, node.span
                )
            return term
        return self.apply(entry, args, node, scope)

    def resolve(self, node: ast.OpApp, scope: Scope) -> tuple[Entry, int, list[ast.Expr]]:
        """The entry that the leading names of a path lead to (through instances), how many
        components that took, and their arguments."""
        first = node.path[0]
        assert isinstance(first, ast.Name)
        entry = scope.lookup(first.name)
        if entry is None:
            if first.name in BUILTIN_ARITY:
                raise refuse("subexpression", f"`{first.name}` has no subexpressions", scope, node.span)
            raise self._unknown(first.name, scope, first.span if first.span.line else node.span)
        args = list(first.args)
        used = 1
        while isinstance(entry, InstanceEntry):
            if used == len(node.path):
                raise refuse(
                    "unknown-identifier",
                    f"`{entry.name}` is an instance of module {entry.module}, not an operator",
                    scope,
                    node.span,
                    hints=(f"write `{entry.name}!Op` for one of its operators",),
                )
            component = node.path[used]
            if not isinstance(component, ast.Name):
                raise refuse(
                    "subexpression",
                    f"`{entry.name}!` must be followed by a name of module {entry.module}",
                    scope,
                    component.span,
                )
            member = entry.members.get(component.name)
            if member is None:
                raise refuse(
                    "unknown-identifier",
                    f"module {entry.module} has no `{component.name}`",
                    scope,
                    component.span if component.span.line else node.span,
                    hints=did_you_mean(component.name, entry.members),
                )
            args.extend(component.args)
            used += 1
            entry = member
        return entry, used, args

    def _unknown(self, name: str, scope: Scope, span: ast.Span) -> DiagnosticError:
        if name.startswith("<"):
            steps = [n for n in scope.names if n.startswith("<")]
            return refuse(
                "unknown-step",
                f"there is no step {name} that can be cited here",
                scope,
                span,
                hints=did_you_mean(name, steps),
            )
        visible = [n for n in scope.names if not n.startswith(("<", "MODULE "))]
        return refuse(
            "unknown-identifier",
            f"`{name}` is not declared or defined",
            scope,
            span,
            "unknown here",
            did_you_mean(name, visible),
        )

    def _builtin(self, name: ast.Name, arity: int, node: ast.OpApp, scope: Scope) -> Term:
        op = name.name
        if len(name.args) != arity:
            raise refuse("arity", f"`{op}` takes {arity} arguments, not {len(name.args)}", scope, node.span)
        if op in ("/\\", "\\/"):
            items: list[ast.Expr] = []
            left: ast.Expr = node
            while isinstance(left, ast.OpApp) and len(left.path) == 1 and _is_name(left.path[0], op):
                items.append(left.path[0].args[1])  # type: ignore[union-attr]
                left = left.path[0].args[0]  # type: ignore[union-attr]
            items.append(left)
            return self._connective(op, self._all(items[::-1], scope), node, scope)
        args = self._all(name.args, scope)
        limits = ARGUMENT_LIMITS.get(op)
        if limits is not None:
            for arg, limit, argument in zip(args, limits, name.args, strict=True):
                self._limit_builtin(op, arg, limit, argument.span, scope)
        elif op in TEMPORAL_ARGUMENTS:
            self._temporal(op, args, node, scope)
        else:
            for arg, argument in zip(args, name.args, strict=True):
                self.require(arg, Level.ACTION, argument.span, scope, f"an argument of `{op}`")
        return normalised(op, args)

    def _limit_builtin(self, op: str, arg: Term, limit: Level, span: ast.Span, scope: Scope) -> None:
        level = self.levels.level(arg)
        if level <= limit:
            return
        if op == "'":
            message = (
                "a prime may stand only on a state function, this has a prime already"
                if (level is Level.ACTION)
                else "a temporal formula cannot be primed"
            )
            raise refuse("level", message, scope, span)
        raise refuse(
            "level",
            f"an argument of `{op}` may be at most {LEVEL_WORDS[limit]}, this is {LEVEL_WORDS[level]}",
            scope,
            span,
        )

    def _temporal(self, op: str, args: Sequence[Term], node: ast.Expr, scope: Scope) -> None:
        if op in ("/\\", "\\/", "=>", "<=>"):
            levels = {self.levels.level(a) for a in args}
            if Level.TEMPORAL in levels and Level.ACTION in levels:
                raise refuse("level", f"`{op}` joins a temporal formula and an action", scope, node.span)
        elif op in ("[]", "<>"):
            form = "[]_" if op == "[]" else "<<>>_"
            arg = args[0]
            if (
                self.levels.level(arg) is Level.ACTION
                and isinstance(arg, (Apply, Bind))
                and not (isinstance(arg, Apply) and arg.op.kind is Kind.BUILTIN and arg.op.name == form)
            ):
                written = "[A]_v" if op == "[]" else "<<A>>_v"
                raise refuse(
                    "level",
                    f"`{op}` is followed by an action that is not of the form {written}",
                    scope,
                    node.span,
                )
        elif op in ("~>", "-+->") and any(self.levels.level(a) is Level.ACTION for a in args):
            raise refuse(
                "level",
                f"an action stands where `{op}` needs a temporal formula or state predicate",
                scope,
                node.span,
            )

    def _connective(self, op: str, args: tuple[Term, ...], node: ast.Expr, scope: Scope) -> Term:
        self._temporal(op, args, node, scope)
        return args[0] if len(args) == 1 else builtin(op, *args)

    def apply(self, entry: Entry, nodes: Sequence[ast.Expr], node: ast.Expr, scope: Scope) -> Term:
        """The application of what an entry names to arguments in the text."""
        arities = self._arities(entry, node, scope)
        name = _written(node)
        if len(nodes) != len(arities):
            wanted = f"{len(arities)} argument{'s' * (len(arities) != 1)}" if arities else "no arguments"
            raise refuse("arity", f"`{name}` takes {wanted}, not {len(nodes)}", scope, node.span)
        args = tuple(
            self.expression(a, scope)
            if arity == 0
            else self.operator(a, arity, scope, f"argument {i + 1} of `{name}`")
            for i, (a, arity) in enumerate(zip(nodes, arities, strict=True))
        )
        return self.applied(entry, args, [a.span for a in nodes], node, scope)

    def applied(
        self, entry: Entry, args: tuple[Term, ...], spans: Sequence[ast.Span], node: ast.Expr, scope: Scope
    ) -> Term:
        """The application to elaborated arguments, their levels checked."""
        if isinstance(entry, (Defined, LetDefined, Forward)):
            for i, limit in enumerate(entry.info.limits):
                if limit is not Level.TEMPORAL and self.levels.level(args[i]) > limit:
                    raise refuse(
                        "level",
                        f"argument {i + 1} of `{_written(node)}` may be at most {LEVEL_WORDS[limit]}, "
                        f"this is {LEVEL_WORDS[self.levels.level(args[i])]}",
                        scope,
                        spans[i],
                    )
            if (
                isinstance(entry, Defined)
                and any(isinstance(a, Lambda) and self.levels.limited(a) for a in args)
                and self.levels.exceeds(
                    beta(Lambda(entry.definition.params, entry.definition.body), args),
                    self._definitions.definitions,
                )
            ):
                raise refuse(
                    "level",
                    f"`{_written(node)}` applies the operator that it is given to something of too "
                    "high a level",
                    scope,
                    node.span,
                )
            return Apply(entry.definition.symbol if isinstance(entry, Defined) else entry.symbol, args)
        if isinstance(entry, Declared):
            return Apply(entry.symbol, args)
        if isinstance(entry, Interpreted):
            for arg, span in zip(args, spans, strict=True):
                self.require(arg, Level.ACTION, span, scope, f"an argument of `{entry.name}`")
            return normalised(entry.name, args)
        if isinstance(entry, Meaning):
            return beta(entry.term, args) if isinstance(entry.term, Lambda) else entry.term
        if isinstance(entry, FactEntry):
            self.check_fact_arguments(entry, args, spans, scope)
            if entry.symbol is None:
                raise refuse(
                    "not-a-formula",
                    f"`{entry.name}` is an ASSUME/PROVE and can be cited as a fact only",
                    scope,
                    node.span,
                )
            return Apply(entry.symbol, args)
        assert isinstance(entry, StepEntry)
        if not isinstance(entry.statement, Term):
            raise refuse(
                "not-a-formula",
                f"step {entry.name} is an ASSUME/PROVE and can be cited as a fact only",
                scope,
                node.span,
            )
        return entry.statement

    def check_fact_arguments(
        self, entry: FactEntry, args: Sequence[Term], spans: Sequence[ast.Span], scope: Scope
    ) -> None:
        """Refuse what may not be given for the parameters of the instance that a fact came through."""
        for arg, limit, span in zip(args, entry.limits, spans, strict=True):
            self.require(arg, limit, span, scope, f"a parameter of `{entry.name}`")

    def _arities(self, entry: Entry, node: ast.Expr, scope: Scope) -> tuple[int, ...]:
        if isinstance(entry, Defined):
            return tuple(p.arity for p in entry.definition.params)
        if isinstance(entry, (LetDefined, Forward)):
            return entry.arities
        if isinstance(entry, Declared):
            return (0,) * entry.symbol.arity
        if isinstance(entry, Interpreted):
            return (0,) * entry.arity
        if isinstance(entry, Meaning):
            return tuple(p.arity for p in entry.term.params) if isinstance(entry.term, Lambda) else ()
        if isinstance(entry, FactEntry):
            return tuple(p.arity for p in entry.params)
        if isinstance(entry, StepEntry):
            return ()
        if isinstance(entry, Broken):
            raise already_told()
        if isinstance(entry, Unsupported):
            raise refuse("unsupported", f"`{entry.name}` cannot be used: {entry.reason}", scope, node.span)
        what = entry.name if isinstance(entry, InstanceEntry) else "a module"
        raise refuse("unknown-identifier", f"{what} is a module, not an operator", scope, node.span)

    def _operator_reference(self, node: ast.OpApp, arity: int, scope: Scope, what: str) -> Lambda | None:
        first = node.path[0]
        assert isinstance(first, ast.Name)
        if len(node.path) == 1 and first.name in BUILTIN_ARITY:
            if first.args or BUILTIN_ARITY[first.name] != arity:
                return None
            params = _anonymous((0,) * arity)
            return Lambda(params, normalised(first.name, [ref(p) for p in params]))
        entry, used, args = self.resolve(node, scope)
        if used < len(node.path):
            from tlaverify.semantics.paths import select

            term = select(self, node, entry, used, args, scope)
            return term if isinstance(term, Lambda) and len(term.params) == arity else None
        arities = self._arities(entry, node, scope)
        if args or len(arities) != arity:
            if not args and arities:
                raise refuse(
                    "arity",
                    f"{what} must be an operator of {arity} arguments, `{_written(node)}` takes "
                    f"{len(arities)}",
                    scope,
                    node.span,
                )
            return None
        params = _anonymous(arities)
        refs: tuple[Term, ...] = tuple(_eta(p) for p in params)
        return Lambda(params, self.applied(entry, refs, [node.span] * arity, node, scope))

    # ------------------------------------------------------------------- constructs

    def _all(self, nodes: Sequence[ast.Expr], scope: Scope) -> tuple[Term, ...]:
        return tuple([self._dispatch[type(n)](n, scope) for n in nodes])

    def _values(self, nodes: Sequence[ast.Expr], scope: Scope) -> list[Term]:
        """Parts of sets, functions and tuples: any values, but no temporal formulas."""
        terms = [self._dispatch[type(n)](n, scope) for n in nodes]
        for term, node in zip(terms, nodes, strict=True):
            if self.levels.level(term) is Level.TEMPORAL:
                raise refuse("level", "a temporal formula stands where a value is needed", scope, node.span)
        return terms

    def _junction(self, node: ast.Junction, scope: Scope) -> Term:
        return self._connective(node.op, self._all(node.items, scope), node, scope)

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
        action, sub = self._all((node.action, node.sub), scope)
        self._limit_builtin(
            "[A]_v" if op == "[]_" else "<<A>>_v", action, Level.ACTION, node.action.span, scope
        )
        self._limit_builtin("[A]_v" if op == "[]_" else "<<A>>_v", sub, Level.STATE, node.sub.span, scope)
        return builtin(op, action, sub)

    def _fairness(self, node: ast.Fairness, scope: Scope) -> Term:
        sub, action = self._all((node.sub, node.action), scope)
        self._limit_builtin(node.kind, sub, Level.STATE, node.sub.span, scope)
        self._limit_builtin(node.kind, action, Level.ACTION, node.action.span, scope)
        return builtin(node.kind, sub, action)

    def _let(self, node: ast.Let, scope: Scope) -> Term:
        from tlaverify.semantics.definitions import let_definitions

        with let_definitions(self, node.units, scope) as (inner, defs):
            body = self.expression(node.body, inner)
            return Let(defs, body) if defs else body

    def _label(self, node: ast.Label, scope: Scope) -> Term:
        if isinstance(node.body, ast.AssumeProve):
            return self._stray_sequent(node.body, scope)
        return self.expression(node.body, scope)

    def _stray_lambda(self, node: ast.Lambda, scope: Scope) -> Term:
        raise refuse("not-a-formula", "LAMBDA stands where an expression is needed", scope, node.span)

    def _stray_sequent(self, node: ast.AssumeProve, scope: Scope) -> Term:
        raise refuse("not-a-formula", "ASSUME/PROVE stands where an expression is needed", scope, node.span)


def _anonymous(arities: Sequence[int]) -> tuple[Symbol, ...]:
    return tuple(Symbol(f"e_{i + 1}", Kind.BOUND, a) for i, a in enumerate(arities))


def _eta(symbol: Symbol) -> Term:
    if symbol.arity == 0:
        return ref(symbol)
    inner = tuple(Symbol(f"{symbol.name}_{i + 1}", Kind.BOUND) for i in range(symbol.arity))
    return Lambda(inner, Apply(symbol, tuple(ref(i) for i in inner)))


def _is_name(component: ast.Name | ast.Select | ast.Args, op: str) -> bool:
    return isinstance(component, ast.Name) and component.name == op and len(component.args) == 2


def _written(node: ast.Expr) -> str:
    if isinstance(node, ast.OpApp):
        return "!".join(c.name for c in node.path if isinstance(c, ast.Name))
    return "this operator"


def _place_of(entry: Entry | None) -> Any:
    if isinstance(entry, Defined):
        return entry.definition.place
    if isinstance(entry, (Broken, InstanceEntry, ModuleEntry, Meaning)):
        return None
    return getattr(entry, "place", None)
