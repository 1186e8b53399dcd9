"""What is different from the ledger, in words, and what of it is a regression."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from tlaverify.kernel.sequent import Place
from tlaverify.ledger.model import Ledger, ObligationLine, Recorded

__all__ = ["Change", "compare", "new_module"]

MOST_NAMED: Final = 6


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    code    a diagnostic's code where it is a regression, empty where it is only news.
    name    the theorem, step, assumption or module that it is about.
    """

    code: str
    name: str
    message: str
    notes: tuple[str, ...] = ()
    place: Place | None = None

    @property
    def regression(self) -> bool:
        """Whether ``verify ledger check`` fails for it."""
        return bool(self.code)


def compare(old: Ledger, now: Recorded) -> list[Change]:
    """The changes from ``old`` to what a run found, regressions first, each sort in the order of the ledger.

    A regression: an assumption or a support that is not listed; a theorem that is gone or says something
    else; an obligation that was proved and is not; an unproved one that is not listed.  A proof that was
    changed and still proves the same theorem is none.
    """
    words = _Comparison(old, now)
    changes = [*words.assumptions(), *words.theorems(), *words.obligations()]
    return sorted(changes, key=lambda c: not c.regression)


def new_module(now: Recorded) -> list[Change]:
    """The changes where there is no ledger of the module: what is not proved is a regression."""
    ledger = now.ledger
    empty = Ledger(ledger.module, ledger.path)
    news = Change("", ledger.module, "the module has no ledger yet: verify ledger update writes one")
    return [*_Comparison(empty, now).open_steps(), news]


class _Comparison:
    def __init__(self, old: Ledger, now: Recorded) -> None:
        self.old: Final = old
        self.now: Final = now
        self.new: Final = now.ledger
        self._changed: Final = _changed_definitions(old, now.ledger)

    # -- assumptions -------------------------------------------------------------------------------

    def assumptions(self) -> Iterator[Change]:
        before = {a.assumption: a for a in self.old.assumptions}
        after = {a.assumption: a for a in self.new.assumptions}
        for name, stated in after.items():
            if name not in before:
                yield self._bad("ledger-assumption", name, f"new {stated.keyword} {name}")
            elif before[name].statement != stated.statement:
                message = f"{stated.keyword} {name} says something else than the ledger lists"
                yield self._bad("ledger-assumption", name, message, self._causes())
            elif before[name].keyword != stated.keyword:
                yield Change("", name, f"{name} is {stated.keyword} now, was {before[name].keyword}")
        for name, stated in before.items():
            if name not in after:
                yield Change("", name, f"{stated.keyword} {name} is gone")

    # -- theorems ----------------------------------------------------------------------------------

    def theorems(self) -> Iterator[Change]:
        before = {t.theorem: t for t in self.old.theorems}
        after = {t.theorem: t for t in self.new.theorems}
        for name, line in before.items():
            if name in after:
                continue
            fresh = (t for t in after.values() if t.theorem not in before)
            same = [t.theorem for t in fresh if t.statement == line.statement != ""]
            hint = (f"{same[0]} states the same: renamed?",) if same else ()
            yield self._bad("ledger-missing", name, f"theorem {name} is gone", hint)
        for name, line in after.items():
            listed = before.get(name)
            if listed is None:
                yield Change("", name, f"new theorem {name}: {line.verdict}")
                continue
            if listed.statement != line.statement:
                causes = self._causes(self.now.reaches.get(name, ()))
                notes = causes or ("its own statement changed",)
                message = f"theorem {name} says something else than the ledger lists"
                yield self._bad("ledger-statement", name, message, notes)
            for rest in line.rests_on:
                if rest not in listed.rests_on:
                    chain = self.now.chains.get((name, rest), ())
                    kind, _, what = rest.partition(" ")
                    through = " -> ".join([*chain, *([what] if what not in chain else [])])
                    yield self._bad(
                        "ledger-assumption", name, f"theorem {name} now rests on {what} ({kind})",
                        (f"by way of {through}",),
                    )  # fmt: skip
            for rest in listed.rests_on:
                if rest not in line.rests_on:
                    kind, _, what = rest.partition(" ")
                    yield Change("", name, f"theorem {name} no longer rests on {what} ({kind})")

    # -- obligations -------------------------------------------------------------------------------

    def obligations(self) -> Iterator[Change]:
        before = {o.step: o for o in self.old.obligations}
        after = {o.step: o for o in self.new.obligations}
        for name, line in after.items():
            listed = before.get(name)
            if listed is not None:
                yield from self._obligation(listed, line)
        yield from self.open_steps()
        yield from _counted("new and proved", (n for n, o in after.items() if n not in before and _proved(o)))
        yield from _counted("gone", (n for n in before if n not in after))
        yield from self._versions(before, after)

    def open_steps(self) -> Iterator[Change]:
        """What is not proved and not listed."""
        listed = {o.step for o in self.old.obligations}
        for line in self.new.obligations:
            if line.step not in listed and not _proved(line):
                yield self._bad(
                    "ledger-new", line.step, f"{line.step} is {line.verdict}, and no ledger lists it",
                    self._why(line.step),
                )  # fmt: skip

    def _obligation(self, listed: ObligationLine, line: ObligationLine) -> Iterator[Change]:
        name = line.step
        same = listed.statement == line.statement
        if _proved(listed) and not _proved(line):
            notes = [*self._why(name)]
            if same:
                notes.append("what is to be proved is the same as when the ledger was written")
                notes.append(f"it was proved by {listed.solver} {listed.version} on {listed.encoding}")
            else:
                notes.append("what is to be proved has changed since the ledger was written")
                notes.extend(self._causes())
            message = f"{name} is {line.verdict}; the ledger lists it as proved"
            yield self._bad("ledger-unproved", name, message, tuple(notes))
        elif listed.verdict != line.verdict:
            yield Change("", name, f"{name} is {line.verdict}, was {listed.verdict}")
        elif not same:
            yield Change("", name, f"{name} is another obligation now, and {line.verdict}")

    def _versions(
        self, before: dict[str, ObligationLine], after: dict[str, ObligationLine]
    ) -> Iterator[Change]:
        """Who proves what: one line for each pair of provers."""
        moved: dict[tuple[str, str], list[str]] = {}
        for name, line in after.items():
            listed = before.get(name)
            if listed is None or not _proved(listed) or not _proved(line):
                continue
            pair = (_prover(listed), _prover(line))
            if pair[0] != pair[1]:
                moved.setdefault(pair, []).append(name)
        for (was, now), names in moved.items():
            shown = f"{names[0]} is" if len(names) == 1 else f"{len(names)} obligations are"
            yield Change("", self.new.module, f"{shown} proved by {now}, was {was}")

    # -- words -------------------------------------------------------------------------------------

    def _bad(self, code: str, name: str, message: str, notes: tuple[str, ...] = ()) -> Change:
        return Change(code, name, message, notes, self.now.places.get(name))

    def _why(self, name: str) -> tuple[str, ...]:
        reason = self.now.reasons.get(name, "")
        return (reason,) if reason else ()

    def _causes(self, among: Iterable[str] | None = None) -> tuple[str, ...]:
        """The definitions that changed, of those ``among`` which to look."""
        names = self._changed if among is None else [n for n in self._changed if n in set(among)]
        if not names:
            return ()
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        return (f"changed definitions: {', '.join(names[:MOST_NAMED])}{more}",)


def _changed_definitions(old: Ledger, new: Ledger) -> list[str]:
    """Those with another text; where all else is the same, also those that one of the two does not have."""
    before = {d.definition: d.statement for d in old.definitions}
    after = {d.definition: d.statement for d in new.definitions}
    return [n for n in after if before.get(n) != after[n]] + [f"{n} (gone)" for n in before if n not in after]


def _proved(line: ObligationLine) -> bool:
    return line.verdict == "proved"


def _prover(line: ObligationLine) -> str:
    return f"{line.solver} {line.version} on {line.encoding}"


def _counted(what: str, names: Iterable[str]) -> Iterator[Change]:
    """One line for many obligations of the same sort."""
    found = list(names)
    if found:
        first = ", ".join(found[:3]) + (" ..." if len(found) > 3 else "")
        yield Change("", found[0], f"{len(found)} obligation{'s' if len(found) > 1 else ''} {what}: {first}")
