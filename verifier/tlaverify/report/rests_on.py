"""What each theorem rests on without proof, directly or through the theorems that it cites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tlaverify.report.model import ModuleRun, TheoremRun

if TYPE_CHECKING:
    from tlaverify.semantics.program import ModuleInfo, Program
    from tlaverify.semantics.scope import FactEntry, Scope

__all__ = ["cited_fact", "citations", "plain", "rests_on", "used_at"]

_Key = tuple[str, str]
"""A theorem: the file that states it, and its id.  (Two files may hold modules of one name.)"""


def rests_on(
    modules: Sequence[ModuleRun], cited: Sequence[Mapping[str, tuple[str, str]]]
) -> tuple[ModuleRun, ...]:
    """The modules with each theorem's ``rests_on``.

    A cited theorem that this run proved whole counts by what it rests on itself; every other fact
    (an ASSUME, a library fact, a theorem that is omitted, not proved, or was not checked) by its name.
    cited  for each module the theorems that its proofs cite (``citations``).
    """
    known = {_key(m, t): (t, c) for m, c in zip(modules, cited, strict=True) for t in m.theorems}
    memo: dict[_Key, tuple[str, ...]] = {}

    def of(key: _Key, trail: frozenset[_Key]) -> tuple[str, ...]:
        if key in memo:
            return memo[key]
        theorem, theorems = known[key]
        out: list[str] = []
        for name in dict.fromkeys(name for result in theorem.results for name in result.rests_on):
            other = theorems.get(name, (key[0], used_at(name)))
            if other in known and other not in trail and known[other][0].verdict == "proved":
                out.extend(of(other, trail | {key}))
            else:
                out.append(plain(name))
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
        entry = cited_fact(name, program)
        if entry is not None and entry.theorem and not entry.library:
            out[name] = (str(Path(entry.path).resolve()), f"{entry.module}!{name.rpartition('!')[2]}")
    return out


_OF_MODULE, _USE = "MODULE ", "USE "


def used_at(name: str) -> str:
    """The id of the USE whose raw facts an obligation's ``rests_on`` names; empty for other names."""
    return name.removeprefix(_USE) if name.startswith(_USE) else ""


def plain(name: str) -> str:
    """What an obligation's ``rests_on`` names, for people: without the word before the name."""
    return name.removeprefix(_OF_MODULE).removeprefix(_USE)


def cited_fact(name: str, program: Program) -> FactEntry | None:
    """The fact that an obligation's ``rests_on`` names, see ``obligations.cite``; None if that is not clear.

    It is a name of the module's scope, through instances too (``I!J!Thm``); or ``MODULE M!Thm`` of a module
    M, one that it extends or nested ones included.
    """
    if not name.startswith(_OF_MODULE):
        found = _in_scope(program.main.scope, name)
        if found is not None:
            return found
    module, _, fact = name.removeprefix(_OF_MODULE).partition("!")
    if not fact:
        module, fact = program.main.name, name
    stating = [m for info in program.modules.values() for m in _with_nested(info) if m.name == module]
    entries = {id(e): e for m in stating if (e := _stated(m, fact)) is not None}
    return next(iter(entries.values())) if len(entries) == 1 else None


def _stated(module: ModuleInfo, name: str) -> FactEntry | None:
    """The fact of that name, or the unnamed ASSUME, that the module's own text states."""
    own = _in_scope(module.scope, name)
    if own is not None and own.module == module.name:
        return own
    return next((a for a in module.assumes if (a.module, a.name) == (module.name, name)), None)


def _with_nested(module: ModuleInfo) -> Iterator[ModuleInfo]:
    from tlaverify.semantics.program import NestedUnit

    yield module
    for unit in module.units:
        if isinstance(unit, NestedUnit):
            yield from _with_nested(unit.module)


def _in_scope(scope: Scope, name: str) -> FactEntry | None:
    from tlaverify.semantics.scope import FactEntry, InstanceEntry

    head, *rest = name.split("!")
    entry = scope.lookup(head)
    for part in rest:
        if not isinstance(entry, InstanceEntry):
            return None
        entry = entry.members.get(part)
    return entry if isinstance(entry, FactEntry) else None
