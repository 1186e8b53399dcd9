"""Names and their applications: what an identifier, an operator or ``I!Op`` stands for."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, Final

from tlaverify.kernel.diagnostic import DiagnosticError
from tlaverify.kernel.rewrite import beta
from tlaverify.kernel.sequent import Sequent
from tlaverify.kernel.term import Apply, Kind, Lambda, Level, Symbol, Term, builtin, ref
from tlaverify.semantics.level_checks import LEVEL_WORDS, LevelChecks
from tlaverify.semantics.levels import ARGUMENT_LIMITS, TEMPORAL_ARGUMENTS
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

__all__ = ["BUILTIN_ARITY", "Names", "anonymous", "normalised"]

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
    "\\X": 2,
}
"""The operators that belong to the language itself; no module can define them."""


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


class Names(LevelChecks):
    """Resolves names and elaborates applications."""

    @abstractmethod
    def expression(self, node: ast.Expr, scope: Scope) -> Term:
        """The term of an expression."""

    @abstractmethod
    def select(
        self, node: ast.OpApp, entry: Entry, used: int, args: Sequence[ast.Expr], scope: Scope
    ) -> Term | Sequent:
        """What a subexpression reference names; see ``paths``."""

    def all(self, nodes: Sequence[ast.Expr], scope: Scope) -> tuple[Term, ...]:
        """The terms of several expressions."""
        return tuple([self.expression(n, scope) for n in nodes])

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

    def application(self, node: ast.OpApp, scope: Scope) -> Term:
        path = node.path
        first = path[0]
        assert isinstance(first, ast.Name)
        if len(path) == 1:
            arity = BUILTIN_ARITY.get(first.name)
            if arity is not None:
                return self._builtin(first, arity, node, scope)
        entry, used, args = self.resolve(node, scope)
        if used < len(path):
            term = self.select(node, entry, used, args, scope)
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
        misplaced: InstanceEntry | None = None
        while isinstance(entry, InstanceEntry):
            if len(args) != len(entry.params):
                misplaced = misplaced or entry
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
        if misplaced is not None and args:
            raise refuse(
                "arity",
                f"the arguments of the instance `{misplaced.name}` stand behind its name, "
                f"and they are {len(misplaced.params)}",
                scope,
                node.span,
                hints=("write I(x)!Op(y): those of Op stand behind Op",) if misplaced.params else (),
            )
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
            return self.connective(op, self.all(items[::-1], scope), node, scope)
        args = self.all(name.args, scope)
        limits = ARGUMENT_LIMITS.get(op)
        if limits is not None:
            for arg, limit, argument in zip(args, limits, name.args, strict=True):
                self.limit_argument(op, arg, limit, argument.span, scope)
        elif op in TEMPORAL_ARGUMENTS:
            self.check_temporal(op, args, node, scope)
        else:
            for arg, argument in zip(args, name.args, strict=True):
                self.require(arg, Level.ACTION, argument.span, scope, f"an argument of `{op}`")
        return normalised(op, args)

    def connective(self, op: str, args: tuple[Term, ...], node: ast.Expr, scope: Scope) -> Term:
        self.check_temporal(op, args, node, scope)
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
        if entry.statement is None:
            raise refuse(
                "not-a-formula",
                f"step {entry.name} asserts no formula that its name could stand for",
                scope,
                node.span,
                hints=("a part of it may be named: <1>2!1, <1>2!(x)",) if entry.text is not None else (),
            )
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
            params = anonymous((0,) * arity)
            return Lambda(params, normalised(first.name, [ref(p) for p in params]))
        entry, used, args = self.resolve(node, scope)
        if used < len(node.path):
            term = self.select(node, entry, used, args, scope)
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
        params = anonymous(arities)
        refs: tuple[Term, ...] = tuple(_eta(p) for p in params)
        return Lambda(params, self.applied(entry, refs, [node.span] * arity, node, scope))


def anonymous(arities: Sequence[int]) -> tuple[Symbol, ...]:
    """Parameters for an operator without any in the text: no identifier has such a name, so that they
    capture nothing that the operator's meaning mentions."""
    return tuple(Symbol(f"e${i + 1}", Kind.BOUND, a) for i, a in enumerate(arities))


def _eta(symbol: Symbol) -> Term:
    if symbol.arity == 0:
        return ref(symbol)
    inner = anonymous((0,) * symbol.arity)
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
