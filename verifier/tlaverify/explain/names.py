"""Names that people like for the values of a counterexample: ``a1`` for an element of Acceptors."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from tlaverify.evaluate.evaluate import truth
from tlaverify.evaluate.frames import Frame
from tlaverify.evaluate.machine import Machine
from tlaverify.evaluate.show import tabulate
from tlaverify.evaluate.values import FiniteSet, Function, Model, Value, finite_set
from tlaverify.explain.counterexample import Counterexample, interpretation_of
from tlaverify.kernel.rewrite import subterms
from tlaverify.kernel.sequent import Obligation, Sequent
from tlaverify.kernel.term import Apply, Bind, Binder, Kind, Lambda, Let, Str, Symbol, Term, is_builtin

__all__ = ["chosen_names", "field_order", "models_of", "reached", "renamed", "shortly_named"]

_NUMBERED = re.compile(r"(.*?)(\d+)\Z")


def reached(obligation: Obligation) -> list[Term]:
    """The formulas of the obligation and the bodies of the definitions that they use."""
    out: list[Term] = [h.statement for h in obligation.hypotheses if isinstance(h.statement, Term)]
    out.append(obligation.goal)
    seen: set[Symbol] = set()
    for term in out:  # grows
        for t in subterms(term):
            if isinstance(t, Apply) and t.op.kind is Kind.DEFINED and t.op not in seen:
                seen.add(t.op)
                definition = obligation.definitions.get(t.op)
                if definition is not None:
                    out.append(definition.body)
    return out


def renamed(value: Value, names: Mapping[str, str]) -> Value:
    """The value, its sets written out, with other names for its model values."""
    return _map_models(tabulate(value), lambda m: Model(names.get(m.name, m.name)))


def _map_models(value: Value, change: Callable[[Model], Value]) -> Value:
    if isinstance(value, Model):
        return change(value)
    if isinstance(value, FiniteSet):
        return finite_set(_map_models(v, change) for v in value.elements)
    if isinstance(value, Function):
        return Function({_map_models(k, change): _map_models(v, change) for k, v in value.items.items()})
    return value


def models_of(found: Counterexample) -> list[Model]:
    """The model values that occur, in the order on values."""
    out: dict[Model, None] = {}

    def note(m: Model) -> Value:
        out[m] = None
        return m

    for group in (found.constants, found.state, found.next_state):
        for value in group.values():
            _map_models(tabulate(value), note)
    for table in found.tables.values():
        for args, value in table.items():
            for v in (*args, value):
                _map_models(tabulate(v), note)
    return sorted(out, key=lambda m: (len(m.name), m.name))


def shortly_named(obligation: Obligation, found: Counterexample) -> Counterexample:
    """The counterexample with short names for the elements of constant sets, where it stays one.

    ``Acceptors1`` becomes ``a1``, or ``acc1`` if something else in the obligation is named a1, ...
    CHOOSE looks at values in an order in which names count: the evaluator confirms the renamed ones anew.
    """
    names = _short(obligation, [m.name for m in models_of(found)])
    if not names:
        return found

    def change(values: Mapping[Symbol, Value]) -> dict[Symbol, Value]:
        return {s: renamed(v, names) for s, v in values.items()}

    out = replace(
        found,
        constants=change(found.constants),
        tables={
            s: {tuple(renamed(a, names) for a in args): renamed(v, names) for args, v in table.items()}
            for s, table in found.tables.items()
        },
        state=change(found.state),
        next_state=change(found.next_state),
        witnesses=tuple(renamed(v, names) for v in found.witnesses),
    )
    return out if _same(obligation, found, out) else found


def _same(obligation: Obligation, old: Counterexample, new: Counterexample) -> bool:
    """Whether all formulas of the obligation have the truth values that they had."""
    first, second = interpretation_of(old, obligation), interpretation_of(new, obligation)
    stated = [h.statement for h in obligation.hypotheses if not isinstance(h.statement, Sequent)]
    return truth(obligation.goal, second) is False and all(
        truth(t, first) is True and truth(t, second) is True for t in stated
    )


def _short(obligation: Obligation, models: list[str]) -> dict[str, str]:
    """New names by old one; all elements of a set are named alike."""
    families: dict[str, list[str]] = {}
    for name in models:
        match = _NUMBERED.match(name)
        if match is not None and not name.startswith("choice!") and match[1]:
            families.setdefault(match[1], []).append(match[2])
    taken = _taken(obligation) | set(models)
    out: dict[str, str] = {}
    for base, numbers in families.items():
        word = base.rsplit("!", 1)[-1].lower()
        for length in (1, 3, 4, 6):
            short = word[:length]
            new = [f"{short}{n}" for n in numbers]
            if len(short) < len(base) and short.isidentifier() and taken.isdisjoint(new):
                taken.update(new)
                out.update(zip((f"{base}{n}" for n in numbers), new, strict=True))
                break
    return out


def _taken(obligation: Obligation) -> set[str]:
    """The names that the obligation uses for something, bound variables too."""
    out = {s.name for s in obligation.declared}
    for whole in reached(obligation):
        for t in subterms(whole):
            if isinstance(t, Apply):
                out.add(t.op.name)
            elif isinstance(t, Bind):
                out.update(b.symbol.name for b in t.bounds)
            elif isinstance(t, Lambda):
                out.update(p.name for p in t.params)
            elif isinstance(t, Let):
                out.update(d.symbol.name for d in t.defs)
    return out


def chosen_names(obligation: Obligation, machine: Machine, frame: Frame) -> dict[str, str]:
    """Names for the reserved values of CHOOSE: those of the definitions that choose them (``None``)."""
    names: dict[str, str] = {}
    for symbol, definition in obligation.definitions.items():
        body = definition.body
        if isinstance(body, Bind) and body.binder is Binder.CHOOSE and not definition.params:
            value = machine.value(body, {}, frame)
            if isinstance(value, Model) and value.name.startswith("choice!"):
                names.setdefault(value.name, symbol.name)
    return names


def field_order(obligation: Obligation) -> dict[str, int]:
    """The fields of records in the order in which the module writes them."""
    order: dict[str, int] = {}
    # ``[f |-> ...]`` and ``[f : ...]``: the longest first, for it tells most about the order
    records = [
        [a.value for a in t.args[::2] if isinstance(a, Str)]
        for whole in reached(obligation) for t in subterms(whole)
        if isinstance(t, Apply) and (is_builtin(t, "REC") or is_builtin(t, "RECSET"))
    ]
    for fields in sorted(records, key=len, reverse=True):
        for field in fields:
            order.setdefault(field, len(order))
    return order
