"""What each theorem rests on without proof, directly or through the theorems that it cites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tlaverify.report.model import ModuleRun, TheoremRun

if TYPE_CHECKING:
    from tlaverify.semantics.program import Program
    from tlaverify.semantics.scope import FactEntry, Scope

__all__ = ["citations", "fact_entry", "rests_on"]

_Key = tuple[str, str]
"""A theorem: the file that states it, and its id.  (Two files may hold modules of one name.)"""


def rests_on(
    modules: Sequence[ModuleRun], cited: Sequence[Mapping[str, tuple[str, str]]]
) -> tuple[ModuleRun, ...]:
    """The modules with each theorem's ``rests_on``.

    A cited theorem that this run proved whole counts by what it rests on itself; every other fact
    (an ASSUME, a library fact, a theorem that is omitted, not proved, or was not checked) by its name.
    cited  for each module the theorems that its proofs cite (``citations``); a USE is cited by its id.
    """
    known = {_key(m, t): (t, c) for m, c in zip(modules, cited, strict=True) for t in m.theorems}
    memo: dict[_Key, tuple[str, ...]] = {}

    def of(key: _Key, trail: frozenset[_Key]) -> tuple[str, ...]:
        if key in memo:
            return memo[key]
        theorem, theorems = known[key]
        out: list[str] = []
        for name in dict.fromkeys(name for result in theorem.results for name in result.rests_on):
            other = theorems.get(name, (key[0], name))
            if other in known and other not in trail and known[other][0].verdict == "proved":
                out.extend(of(other, trail | {key}))
            else:
                out.append(name)
        memo[key] = tuple(dict.fromkeys(out))
        return memo[key]

    return tuple(
        replace(
            m,
            theorems=tuple(
                replace(t, rests_on=of(_key(m, t), frozenset())) for t in m.theorems
            ),
        )
        for m in modules
    )


def _key(module: ModuleRun, theorem: TheoremRun) -> _Key:
    return str(Path(module.path).resolve()), theorem.outline.id


def citations(names: Iterable[str], program: Program) -> dict[str, tuple[str, str]]:
    """The file and the id of each theorem that ``names``, as a proof cites them, lead to.

    ASSUMEs and the library's facts are left out.
    """
    out = {}
    for name in dict.fromkeys(names):
        entry = fact_entry(program.main.scope, name)
        if entry is not None and entry.theorem and not entry.library:
            out[name] = (str(Path(entry.path).resolve()), f"{entry.module}!{name.rpartition('!')[2]}")
    return out


def fact_entry(scope: Scope, name: str) -> FactEntry | None:
    """The fact that ``name`` cites in ``scope``, through instances too (``I!J!Thm``); None if it is none."""
    from tlaverify.semantics.scope import FactEntry, InstanceEntry

    head, *rest = name.split("!")
    entry = scope.lookup(head)
    for part in rest:
        if not isinstance(entry, InstanceEntry):
            return None
        entry = entry.members.get(part)
    return entry if isinstance(entry, FactEntry) else None
