"""Definitions: operators, functions, RECURSIVE sections, in modules, proofs and LETs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from tlaverify.kernel.sequent import Definition
from tlaverify.kernel.term import Bind, Binder, Bound, Kind, Lambda, LetDef, Level, Symbol, Term, builtin, ref
from tlaverify.semantics.levels import info_of
from tlaverify.semantics.pragmas import builtin_name, prover_names
from tlaverify.semantics.problems import refuse
from tlaverify.semantics.scope import (
    Backend,
    Declared,
    Defined,
    Forward,
    Interpreted,
    LetDefined,
    OperatorInfo,
    Scope,
    Text,
)
from tlaverify.syntax import ast

if TYPE_CHECKING:
    from tlaverify.semantics.expressions import Elaborator

__all__ = ["define_operator", "let_definitions", "run_units"]

DefinitionUnit = ast.OpDef | ast.FnDef
T = TypeVar("T")


def define_operator(
    elab: Elaborator, unit: DefinitionUnit, scope: Scope
) -> tuple[Scope, Defined | Interpreted]:
    """A definition of a module or a proof: the scope with it, and its entry."""
    forward = _forward(elab, unit, scope)
    if isinstance(unit, ast.OpDef) and scope.library:
        name = builtin_name(unit.pragma)
        if name is not None:
            known = Interpreted(name, len(unit.params), scope.module, scope.place(unit.span))
            return scope.bind(unit.name, known), known
    params, body, text = _body(elab, unit, scope, Kind.DEFINED)
    info = info_of(elab.levels.of(body), params)
    symbol = Symbol(unit.name, Kind.DEFINED, len(params), info.level, scope.origin)
    definition = Definition(symbol, params, body, info.leibniz, forward is not None, scope.place(unit.span))
    backend = None
    if isinstance(unit, ast.OpDef):
        provers = prover_names(unit.pragma)
        backend = Backend(unit.name, provers, len(params)) if provers else None
    entry = Defined(definition, info, text, backend, unit.local)
    new = scope.bind(unit.name, entry)
    elab.within(new)
    return new, entry


def _forward(elab: Elaborator, unit: DefinitionUnit, scope: Scope) -> Forward | None:
    """The RECURSIVE declaration that this definition completes, None where there is none."""
    entry = scope.lookup(unit.name)
    if not isinstance(entry, Forward):
        elab.check_new(unit.name, scope, unit.span)
        return None
    arities = tuple(p.arity for p in unit.params) if isinstance(unit, ast.OpDef) else ()
    if len(arities) != entry.symbol.arity:
        raise refuse(
            "arity",
            f"`{unit.name}` is declared RECURSIVE with {entry.symbol.arity} arguments and defined "
            f"with {len(arities)}",
            scope,
            unit.span,
        )
    if any(arities):
        raise refuse(
            "arity",
            f"`{unit.name}` is declared RECURSIVE, so its arguments cannot be operators",
            scope,
            unit.span,
        )
    return entry


def _body(
    elab: Elaborator, unit: DefinitionUnit, scope: Scope, kind: Kind
) -> tuple[tuple[Symbol, ...], Term, Text]:
    if isinstance(unit, ast.OpDef):
        inner, params = elab.parameters(unit.params, scope)
        body = elab.body(unit.body, inner)
        return params, body, Text(unit.body, scope, tuple((p.name, p) for p in params))
    # f[x \in S] == e is CHOOSE f : f = [x \in S |-> e]; without f in e that is the function itself.
    f = Symbol(unit.name, Kind.BOUND)
    node = ast.FnCons(unit.binds, unit.body, span=unit.span)
    recursive = isinstance(scope.lookup(unit.name), Forward)
    function = elab.body(node, scope if recursive else scope.bind(unit.name, Declared(f)))
    origin = scope.origin if kind is Kind.DEFINED else ""
    level = elab.levels.level(function)
    named = scope.bind(unit.name, Declared(Symbol(unit.name, kind, 0, level, origin)))
    text = Text(node, named)
    if f in function.free:
        function = Bind(Binder.CHOOSE, (Bound(f, None),), builtin("=", ref(f), function))
    return (), function, text


# ------------------------------------------------------------------------ RECURSIVE


def run_units(
    units: Sequence[ast.Unit],
    scope: Scope,
    step: Callable[[ast.Unit, Scope], tuple[Scope, T]],
    forward: Callable[[ast.Arity, OperatorInfo, Scope], Forward],
) -> tuple[Scope, list[T]]:
    """Elaborate units in order with ``step``.

    A RECURSIVE section is repeated until what is assumed of its operators' levels is what
    comes out.  ``forward`` makes the entry that stands for an operator until its definition.
    """
    out: list[T] = []
    i = 0
    while i < len(units):
        unit = units[i]
        if not isinstance(unit, ast.RecursiveDecl):
            scope, result = step(unit, scope)
            out.append(result)
            i += 1
            continue
        end, ops = _section(units, i, scope)
        assumed = {
            op.name: OperatorInfo(
                Level.CONSTANT, (False,) * op.arity, (Level.TEMPORAL,) * op.arity, (True,) * op.arity
            )
            for op in ops
        }
        while True:
            inner = scope
            for op in ops:
                if inner.lookup(op.name) is not None:
                    raise refuse("redefinition", f"`{op.name}` already has a meaning here", scope, op.span)
                inner = inner.bind(op.name, forward(op, assumed[op.name], inner))
            results = []
            for u in units[i : end + 1]:
                if not isinstance(u, ast.RecursiveDecl):
                    inner, result = step(u, inner)
                    results.append(result)
            found = {
                op.name: _weaker(assumed[op.name], _found(inner, op.name, assumed[op.name])) for op in ops
            }
            if found == assumed:
                break
            assumed = found
        scope = inner
        out.extend(results)
        i = end + 1
    return scope, out


def _section(units: Sequence[ast.Unit], start: int, scope: Scope) -> tuple[int, list[ast.Arity]]:
    """The last unit of the recursive section that starts at ``start``, and the operators it declares."""
    ops: list[ast.Arity] = []
    missing: dict[str, ast.Arity] = {}
    for i in range(start, len(units)):
        unit = units[i]
        if isinstance(unit, ast.RecursiveDecl):
            ops.extend(unit.ops)
            missing.update((op.name, op) for op in unit.ops)
        elif isinstance(unit, (ast.OpDef, ast.FnDef)):
            missing.pop(unit.name, None)
        elif not isinstance(unit, ast.Separator):
            raise refuse(
                "recursive",
                "only definitions may stand between RECURSIVE and the definitions of the "
                "operators that it declares",
                scope,
                unit.span,
            )
        if not missing:
            return i, ops
    op = next(iter(missing.values()))
    raise refuse(
        "recursive",
        f"`{op.name}` is declared RECURSIVE but not defined",
        scope,
        op.span if op.span.line else units[start].span,
    )


def _found(scope: Scope, name: str, assumed: OperatorInfo) -> OperatorInfo:
    entry = scope.lookup(name)
    return entry.info if isinstance(entry, (Defined, LetDefined)) else assumed


def _weaker(a: OperatorInfo, b: OperatorInfo) -> OperatorInfo:
    return OperatorInfo(
        max(a.level, b.level),
        tuple(x or y for x, y in zip(a.weights, b.weights, strict=True)),
        tuple(min(x, y) for x, y in zip(a.limits, b.limits, strict=True)),
        tuple(x and y for x, y in zip(a.leibniz, b.leibniz, strict=True)),
    )


# ------------------------------------------------------------------------------ LET


@contextmanager
def let_definitions(
    elab: Elaborator, units: Sequence[ast.Unit], scope: Scope
) -> Iterator[tuple[Scope, tuple[LetDef, ...]]]:
    """The definitions of a LET; inside the ``with`` the levels of its operators are known."""
    saved: list[tuple[Symbol, OperatorInfo | None]] = []

    def known(symbol: Symbol, info: OperatorInfo) -> None:
        saved.append((symbol, elab.levels.enter(symbol, info)))

    def forward(op: ast.Arity, info: OperatorInfo, inner: Scope) -> Forward:
        symbol = Symbol(op.name, Kind.BOUND, op.arity, info.level)
        known(symbol, info)
        return Forward(symbol, info, (0,) * op.arity, inner.place(op.span))

    def step(unit: ast.Unit, inner: Scope) -> tuple[Scope, LetDef | None]:
        if isinstance(unit, ast.InstanceDef):
            from tlaverify.semantics.instance import instantiate_in_let

            return instantiate_in_let(elab, unit, inner), None
        if not isinstance(unit, (ast.OpDef, ast.FnDef)):
            raise refuse(
                "not-a-definition", "only definitions and INSTANCE may stand in LET", inner, unit.span
            )
        recursive = _forward(elab, unit, inner) is not None
        params, body, text = _body(elab, unit, inner, Kind.BOUND)
        own = [s for s in body.free if s.name != unit.name and scope.lookup(s.name) is None]
        waiting = [s for s in own if isinstance(inner.lookup(s.name), Forward)]
        if waiting:
            raise refuse(
                "unsupported",
                f"`{unit.name}` and `{waiting[0].name}` are mutually recursive inside a LET; "
                "define them in the module",
                inner,
                unit.span,
            )
        info = info_of(elab.levels.of(body), params)
        symbol = Symbol(unit.name, Kind.BOUND, len(params), info.level)
        known(symbol, info)
        entry = LetDefined(symbol, info, tuple(p.arity for p in params), text, inner.place(unit.span))
        return inner.bind(unit.name, entry), LetDef(symbol, params, body, recursive)

    inner, results = run_units(units, scope, step, forward)
    try:
        yield inner, tuple(d for d in results if d is not None)
    finally:
        for symbol, old in reversed(saved):
            elab.levels.leave(symbol, old)


def lambda_of(definition: Definition) -> Term:
    """The operator that a definition defines, as a term (its body where it takes no arguments)."""
    return Lambda(definition.params, definition.body) if definition.params else definition.body
