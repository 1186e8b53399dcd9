"""What each theorem rests on without proof, directly or through the theorems that it cites."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tlaverify.report.model import ModuleRun, TheoremRun
from tlaverify.semantics.program import Program
from tlaverify.semantics.scope import FactEntry, InstanceEntry, Scope

__all__ = ["fact_entry", "rests_on"]


def rests_on(modules: Sequence[ModuleRun], programs: Sequence[Program | None]) -> tuple[ModuleRun, ...]:
    """The modules with each theorem's ``rests_on``.

    A cited theorem that this run proved whole counts by what it rests on itself; every other fact
    (an ASSUME, a library fact, a theorem that is omitted, not proved, or was not checked) by its name.
    programs  for each module its program, to tell where a cited name comes from.
    """
    known = {
        (m.name, t.outline.name): (t, p) for m, p in zip(modules, programs, strict=True) for t in m.theorems
    }
    memo: dict[tuple[str, str], tuple[str, ...]] = {}

    def of(key: tuple[str, str], trail: frozenset[tuple[str, str]]) -> tuple[str, ...]:
        if key in memo:
            return memo[key]
        theorem, program = known[key]
        out: list[str] = []
        for name in _cited(theorem):
            cited = _theorem_key(program, name)
            if cited in known and cited not in trail and known[cited][0].verdict == "proved":
                out.extend(of(cited, trail | {key}))
            else:
                out.append(name)
        memo[key] = tuple(dict.fromkeys(out))
        return memo[key]

    return tuple(
        replace(
            m,
            theorems=tuple(
                replace(t, rests_on=of((m.name, t.outline.name), frozenset())) for t in m.theorems
            ),
        )
        for m in modules
    )


def _cited(theorem: TheoremRun) -> Iterable[str]:
    return dict.fromkeys(name for result in theorem.results for name in result.rests_on)


def _theorem_key(program: Program | None, name: str) -> tuple[str, str]:
    """The module and name of the theorem that ``name`` cites; a key that fits nothing for other facts."""
    entry = fact_entry(program.main.scope, name) if program is not None else None
    if entry is None or not entry.theorem or entry.library:
        return ("", name)
    return (entry.module, name.rpartition("!")[2])


def fact_entry(scope: Scope, name: str) -> FactEntry | None:
    """The fact that ``name`` cites in ``scope``, through instances too (``I!J!Thm``); None if it is none."""
    head, *rest = name.split("!")
    entry = scope.lookup(head)
    for part in rest:
        if not isinstance(entry, InstanceEntry):
            return None
        entry = entry.members.get(part)
    return entry if isinstance(entry, FactEntry) else None
