"""Equisatisfiable simplification of a formula, with the way back for its models.

Three steps, repeated until nothing changes:

1. local laws (``[]<>a \\/ []<>b`` is ``[]<>(a \\/ b)``, temporal operators over rigid formulas vanish, ...);
2. an atom that occurs in one polarity only takes the value that makes its occurrences true
   (formulas are monotone in their literals);
3. literals that occur nowhere but side by side in one conjunction, disjunction or equivalence are
   together one atom: their junction can take either value at each instant independently of all the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tlaverify.obligations.ptl.formula import (
    FALSE,
    TRUE,
    Formula,
    always,
    atom,
    conj,
    disj,
    eventually,
    iff,
    next_,
    nodes,
    not_,
    until,
)

__all__ = ["Simplified", "complete_valuation", "simplify"]


@dataclass(frozen=True, slots=True)
class _Step:
    """``name`` stood for ``value``: TRUE or FALSE, or a junction of literals."""

    name: str
    value: Formula


@dataclass(frozen=True, slots=True)
class Simplified:
    """The formula, its rigid atoms, and the steps that lead back (the last was made last)."""

    formula: Formula
    rigid: frozenset[str]
    steps: tuple[_Step, ...]


def simplify(f: Formula, rigid: Iterable[str]) -> Simplified:
    """A formula that is satisfiable iff ``f`` is, over words in which the ``rigid`` atoms never change."""
    rigid = frozenset(rigid)
    steps: list[_Step] = []
    while True:
        before = f
        f = _rewrite(f, rigid)
        values = _pure(f)
        if values:
            steps.extend(_Step(n, v) for n, v in sorted(values.items(), key=lambda p: p[0]))
            f = _rewrite(_replace(f, values), rigid)
        merged = _merge(f, rigid, len(steps))
        if merged is not None:
            f, rigid, new = merged
            steps.extend(new)
        if f == before:
            return Simplified(f, rigid, tuple(steps))


def complete_valuation(valuation: Mapping[str, bool], steps: tuple[_Step, ...]) -> dict[str, bool]:
    """A valuation of the original atoms from one of the simplified formula's (missing atoms are false)."""
    out = dict(valuation)
    for step in reversed(steps):
        if step.value.op in ("true", "false"):
            out[step.name] = step.value is TRUE
        else:
            value = out.pop(step.name, False)
            _choose(step.value, value, out)
    return out


def _choose(junction: Formula, value: bool, out: dict[str, bool]) -> None:
    """Values for the junction's literals that give the junction ``value``."""
    for i, literal in enumerate(junction.args):
        want = value
        if junction.op == "iff":
            want = value if i == 0 else True
        name, positive = (literal.args[0].name, False) if literal.op == "not" else (literal.name, True)
        out[name] = want == positive


def _rewrite(f: Formula, rigid: frozenset[str]) -> Formula:
    """Local laws, bottom up."""
    new: dict[Formula, Formula] = {}
    still: set[Formula] = set()  # formulas over rigid atoms only
    for node in nodes(f):
        args = [new[a] for a in node.args]
        if node.op == "atom":
            out = node
            if node.name in rigid:
                still.add(node)
        elif all(a in still for a in args) and node.op in ("next", "always", "eventually", "until"):
            out = args[-1]
        else:
            out = _build(node, args)
        if out.args and all(a in still or a.op in ("true", "false") for a in out.args):
            still.add(out)
        new[node] = out
    return new[f]


def _build(node: Formula, args: list[Formula]) -> Formula:
    match node.op:
        case "true":
            return TRUE
        case "false":
            return FALSE
        case "not":
            return not_(args[0])
        case "and":
            return _gather(conj(args), "and")
        case "or":
            return _gather(disj(args), "or")
        case "iff":
            return iff(args[0], args[1])
        case "next":
            return next_(args[0])
        case "always":
            return _unary("always", args[0])
        case "eventually":
            return _unary("eventually", args[0])
        case "until":
            return until(args[0], args[1])
    raise ValueError(node.op)


def _unary(op: str, f: Formula) -> Formula:
    """``[]<>[]a`` is ``<>[]a`` and ``<>[]<>a`` is ``[]<>a``."""
    dual = "eventually" if op == "always" else "always"
    if f.op == dual and f.args[0].op == op:
        return f
    return always(f) if op == "always" else eventually(f)


def _gather(f: Formula, op: str) -> Formula:
    """``[]<>a \\/ []<>b`` is ``[]<>(a \\/ b)``; ``<>a \\/ <>b`` is ``<>(a \\/ b)``; and dually."""
    if f.op != op:
        return f
    first, second = ("eventually", "always") if op == "or" else ("always", "eventually")
    one = [a for a in f.args if a.op == first and a.args[0].op != second]
    two = [a for a in f.args if a.op == second and a.args[0].op == first]
    build = disj if op == "or" else conj
    make = {"always": always, "eventually": eventually}
    out = f.args
    if op == "or" and len(one) > 1:  # conjunctions of [] stay apart: their bodies are shared with other parts
        out = (*(a for a in out if a not in one), make[first](build(a.args[0] for a in one)))
    if len(two) > 1:
        inner = build(a.args[0].args[0] for a in two)
        out = (*(a for a in out if a not in two), make[second](make[first](inner)))
    return f if out is f.args else build(out)


def _pure(f: Formula) -> dict[str, Formula]:
    """Atoms that occur in one polarity only, with the value that helps."""
    seen: dict[Formula, int] = {f: 1}
    for node in reversed(list(nodes(f))):  # parents first
        here = seen[node]
        for a in node.args:
            if node.op == "iff":
                seen[a] = 3
            else:
                flipped = ((here & 1) << 1) | (here >> 1)
                seen[a] = seen.get(a, 0) | (flipped if node.op == "not" else here)
    return {
        n.name: TRUE if polarity == 1 else FALSE
        for n, polarity in seen.items() if n.op == "atom" and polarity != 3
    }


def _replace(f: Formula, values: Mapping[str, Formula]) -> Formula:
    new: dict[Formula, Formula] = {}
    for node in nodes(f):
        if node.op == "atom":
            new[node] = values.get(node.name, node)
        else:
            new[node] = _build(node, [new[a] for a in node.args])
    return new[f]


def _merge(
    f: Formula, rigid: frozenset[str], count: int
) -> tuple[Formula, frozenset[str], list[_Step]] | None:
    """Step 3; None if there is nothing to merge."""
    home: dict[str, set[Formula]] = {}  # atom -> the nodes it stands in, as a literal
    for node in nodes(f):
        if node.op == "not" and node.args[0].op == "atom":
            continue
        for a in node.args:
            base = a.args[0] if a.op == "not" else a
            if base.op == "atom":
                home.setdefault(base.name, set()).add(node)
    steps: list[_Step] = []
    swap: dict[Formula, Formula] = {}
    for node in nodes(f):
        if node.op not in ("and", "or", "iff"):
            continue
        group = [a for a in node.args if _alone(a, home)]
        for is_rigid in (False, True):
            part = [a for a in group if (_name(a) in rigid) == is_rigid]
            if len(part) < 2:
                continue
            fresh = atom(f"#{count + len(steps)}")
            steps.append(_Step(fresh.name, Formula(node.op, tuple(part))))
            if is_rigid:
                rigid |= {fresh.name}
            rest = [fresh, *(a for a in node.args if a not in part)]
            swap[node] = fresh if len(rest) == 1 else Formula(node.op, tuple(rest))
            break
    if not steps:
        return None
    new: dict[Formula, Formula] = {}
    for node in nodes(f):
        target = swap.get(node, node)
        new[node] = (
            target if not target.args else _build(target, [new.get(a, a) for a in target.args])
        )
    return new[f], rigid, steps


def _name(literal: Formula) -> str:
    return literal.args[0].name if literal.op == "not" else literal.name


def _alone(a: Formula, home: Mapping[str, set[Formula]]) -> bool:
    base = a.args[0] if a.op == "not" else a
    return base.op == "atom" and len(home[base.name]) == 1
