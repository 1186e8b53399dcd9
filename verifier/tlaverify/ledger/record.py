"""From a run to the ledger of one of its modules."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from tlaverify.audit.supports import TheoremAudit
from tlaverify.kernel.sequent import Definition, Obligation, Place
from tlaverify.kernel.term import Symbol
from tlaverify.ledger.meaning import definition_digest, obligation_digest, reached, statement_digest
from tlaverify.ledger.model import Assumption, Defined, Ledger, ObligationLine, Recorded, TheoremLine
from tlaverify.report.model import ModuleRun, reason, word
from tlaverify.report.transcribe import provenance
from tlaverify.schedule.result import Result
from tlaverify.semantics.program import AssumedUnit, DefinedUnit, ModuleInfo, NestedUnit, Program, TheoremUnit

__all__ = ["natural", "record", "relative_path"]

_Lookup = Callable[[Symbol], Definition | None]

RECORDED_KINDS: Final = ("assume", "axiom", "trusted-library", "omitted", "unproved", "unchecked")
"""What a ledger's ``rests_on`` names; the temporal procedure stands in the lines of the obligations."""


def record(
    run: ModuleRun,
    info: ModuleInfo,
    program: Program,
    obligations: Mapping[str, Obligation],
    audits: Sequence[TheoremAudit],
    folder: Path,
) -> Recorded:
    """The ledger of one module of a run.

    obligations  the module's obligations by id.
    audits       the audits of the run's theorems; those of this module are picked.
    folder       where the ledger is to stand.

    Raises ValueError where the module's file has no path relative to ``folder``.
    """
    lookup = info.scope.definitions.get
    units = dict(_theorems(info))
    digests = {r.id: obligation_digest(obligations[r.id]) for t in run.theorems for r in t.results}
    names = _stable_names(run, units, lookup, digests)
    places: dict[str, Place] = {}
    reasons: dict[str, str] = {}
    reaches: dict[str, tuple[str, ...]] = {}
    chains: dict[tuple[str, str], tuple[str, ...]] = {}
    theorems: list[TheoremLine] = []
    lines: list[ObligationLine] = []
    # two files may hold modules of one name
    audited = {a.id: a for a in audits if a.place.path == info.source.path}
    for theorem in run.theorems:
        own = theorem.outline.id
        name = names[own]
        places[name] = theorem.outline.head
        unit = units.get(own)
        if unit is not None:
            reaches[name] = tuple(_shown(s) for s in reached(unit.statement, lookup))
        rests = []
        for kind, support, chain in _rests_on(audited[own]):
            rest = f"{kind} {_renamed(support, names)}"
            rests.append(rest)
            chains[name, rest] = tuple(_renamed(c, names) for c in chain)
        theorems.append(
            TheoremLine(
                name,
                statement_digest(unit.statement, lookup) if unit is not None else "",
                theorem.verdict,
                tuple(sorted(rests, key=natural)),
            )
        )
        for result in theorem.results:
            line = _line(_renamed(result.id, names), digests[result.id], result)
            lines.append(line)
            places[line.step] = result.place
            reasons[line.step] = reason(result.verdict)
    assumptions: dict[str, Assumption] = {}
    for module in _own_and_extended(info, program):
        for stated in _assumptions(module):
            digest = statement_digest(stated.statement, module.scope.definitions.get)
            assumed = _unused(f"{module.name}!{stated.name or f'unnamed {digest[:8]}'}", assumptions)
            places[assumed] = stated.place
            assumptions[assumed] = Assumption(assumed, stated.keyword, digest)
    ledger = Ledger(
        run.name,
        relative_path(Path(run.path), folder),
        tuple(sorted(assumptions.values(), key=lambda a: natural(a.assumption))),
        tuple(sorted(_definitions(info, program).values(), key=lambda d: natural(d.definition))),
        tuple(sorted(theorems, key=lambda t: natural(t.theorem))),
        tuple(sorted(lines, key=lambda o: natural(o.step))),
    )
    return Recorded(ledger, places, reasons, reaches, chains)


def relative_path(file: Path, folder: Path) -> str:
    """``file`` as seen from ``folder``, with forward slashes.  Raises ValueError if there is no such path."""
    return Path(os.path.relpath(file.resolve(), folder.resolve())).as_posix()


def natural(text: str) -> tuple[tuple[int, int | str], ...]:
    """A key that sorts numbers by their value: ``<2>10`` after ``<2>9``."""
    return tuple((0, int(p)) if p.isdecimal() else (1, p) for p in re.split(r"(\d+)", text) if p)


def _line(name: str, digest: str, result: Result) -> ObligationLine:
    """Who answered is only told of a proved one: what else was tried depends on budgets."""
    verdict = word(result.verdict)
    solver, version, encoding, _ = provenance(result) if verdict == "proved" else (None, None, None, None)
    return ObligationLine(name, digest, verdict, encoding or "", solver or "", version or "")


def _rests_on(audit: TheoremAudit) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Kind, name and chain of what a ledger says that a theorem rests on.

    Open steps of other theorems count by their theorem; its own have lines of their own.
    """
    for support in audit.named(RECORDED_KINDS):
        if support.kind in ("omitted", "unproved"):
            if support.chain[-1] != audit.id:
                yield support.kind, support.chain[-1], support.chain
        else:
            yield support.kind, support.name, support.chain


def _stable_names(
    run: ModuleRun, units: Mapping[str, TheoremUnit], lookup: _Lookup, digests: Mapping[str, str]
) -> dict[str, str]:
    """The theorems' names in the ledger, by id.

    One without a name is known by what it says, ``Module!unnamed 1a2b3c4d``, not by its line: a comment
    above it changes nothing.
    """
    names: dict[str, str] = {}
    for theorem in run.theorems:
        own = theorem.outline.id
        unit = units.get(own)
        if unit is not None and unit.name is not None:
            names[own] = own
            continue
        digest = (
            statement_digest(unit.statement, lookup)
            if unit is not None
            else hashlib.sha256(" ".join(digests[r.id] for r in theorem.results).encode()).hexdigest()
        )
        wanted = f"{own.partition('!')[0]}!{'unnamed' if unit is not None else 'USE'} {digest[:8]}"
        names[own] = _unused(wanted, names.values())
    return names


def _unused(wanted: str, taken: Collection[str]) -> str:
    """``wanted``, or ``wanted-2`` and so on where that is taken."""
    name, count = wanted, 1
    while name in taken:
        count += 1
        name = f"{wanted}-{count}"
    return name


def _renamed(name: str, names: Mapping[str, str]) -> str:
    """An id of a theorem, step or obligation with its theorem's name in the ledger."""
    module, _, rest = name.partition("!")
    theorem, mark, inner = re.match(r"([^!/]*)([!/]?)(.*)", rest, re.DOTALL).groups()  # type: ignore[union-attr]
    own = f"{module}!{theorem}"
    return f"{names.get(own, own)}{mark}{inner}" if rest else name


def _theorems(info: ModuleInfo) -> Iterator[tuple[str, TheoremUnit]]:
    for unit in info.units:
        if isinstance(unit, TheoremUnit):
            yield f"{info.name}!{unit.id}", unit
        elif isinstance(unit, NestedUnit):
            yield from _theorems(unit.module)


def _own_and_extended(info: ModuleInfo, program: Program) -> Iterator[ModuleInfo]:
    """The module and those that it extends, the package library left out."""
    for name in info.all_extends:
        module = program.modules.get(name)
        if module is not None and not module.library:
            yield module
    yield info


def _assumptions(module: ModuleInfo) -> Iterator[AssumedUnit]:
    for unit in module.units:
        if isinstance(unit, AssumedUnit):
            yield unit
        elif isinstance(unit, NestedUnit):
            yield from _assumptions(unit.module)


def _definitions(info: ModuleInfo, program: Program) -> dict[str, Defined]:
    found: dict[str, Defined] = {}
    for module in _own_and_extended(info, program):
        for unit in module.units:
            if isinstance(unit, DefinedUnit):
                name = _unused(_shown(unit.definition.symbol), found)
                found[name] = Defined(name, definition_digest(unit.definition))
    return found


def _shown(symbol: Symbol) -> str:
    return f"{symbol.scope}!{symbol.name}" if symbol.scope else symbol.name
