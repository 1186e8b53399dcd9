"""What stability runs came to: figures, lines for people, and plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from tlaverify.stability.category import Category, counted, inferred
from tlaverify.stability.run import Tried
from tlaverify.stability.trial import Mutation, Variant

__all__ = ["Figures", "Spread", "figures", "obligation_object", "summary_lines", "table_lines"]

_KINDS: Final = (Mutation.RESEED, Mutation.SHUFFLE, Mutation.RENAME)


@dataclass(frozen=True, slots=True)
class Spread:
    """A solver's units over the variants, other versions of it left out: their units are others."""

    least: int
    median: int
    most: int

    @property
    def ratio(self) -> float:
        """How many times the least is in the most."""
        return self.most / max(1, self.least)


@dataclass(frozen=True, slots=True)
class Figures:
    """What is told of one obligation.

    category  by what was counted; ``inferred`` by the paper's test.
    passes    by how many variants each pass was the one that proved it.
    share     the greatest part of a query's budget that an answer took, over the variants.
    """

    tried: Tried
    category: Category
    inferred: Category
    passes: tuple[tuple[str, int], ...]
    spread: Spread
    share: float

    @property
    def brittle(self) -> bool:
        """Whether it belongs in the table: it fails under some variant, or moves from pass to pass."""
        return bool(self.tried.failed) or len(self.passes) > 1


def figures(tried: Tried, solver: str) -> Figures:
    """The figures of an obligation that was given to solvers; the units are those of ``solver``."""
    trials = tried.trials
    own = [t for t in trials if t.variant.mutation is not Mutation.VERSION]
    units = [t.used(solver) for t in own] or [0]
    counts = [
        (sum(t.solved for t in trials if t.variant.mutation is kind), kinds[kind])
        for kinds in [Counter(t.variant.mutation for t in trials)]
        for kind in _KINDS
    ]
    return Figures(
        tried,
        counted(len(trials) - len(tried.failed), len(trials)) if tried.whole else _part(tried),
        inferred(counts),
        tuple(Counter(t.by for t in own if t.solved).most_common()),
        Spread(min(units), round(median(units)), max(units)),
        max((t.share for t in own), default=0.0),
    )


def _part(tried: Tried) -> Category:
    """Of an obligation that was not tried to the end only failures are known."""
    failed = len(tried.failed)
    return Category.UNSTABLE if 0 < failed < len(tried.trials) else Category.INCONCLUSIVE


def table_lines(found: Sequence[Figures], solver: str) -> Iterator[str]:
    """The table of the brittle ones; nothing where there are none."""
    brittle = [f for f in found if f.brittle]
    if not brittle:
        return
    units = f"{solver} units:"
    yield f"{'':<12} {'proved':>7}  {units:>10} {'min':>7} {'median':>7} {'max':>7}  obligation"
    for one in brittle:
        trials, spread = one.tried.trials, one.spread
        share = f"{len(trials) - len(one.tried.failed)}/{len(trials)}"
        yield (
            f"{one.category.value:<12} {share:>7}  "
            f"{_short(spread.least):>18} {_short(spread.median):>7} {_short(spread.most):>7}"
            f"  {one.tried.obligation.id}"
        )
        if one.tried.failed:
            yield f"{'':<12} not under {_names([t.variant for t in one.tried.failed])}"
        if len(one.passes) > 1:
            yield f"{'':<12} passes    {', '.join(f'{name} {count}' for name, count in one.passes)}"


def summary_lines(
    found: Sequence[Figures], settled: int, variants: Sequence[Variant], solver: str
) -> Iterator[str]:
    """What stands below the table.  settled: how many obligations needed no solver."""
    yield f"{len(variants)} variants of each: {_variants(variants)}"
    counts = Counter(f.category for f in found)
    parts = [f"{counts[c]} {c.value}" for c in Category if counts[c] or c is not Category.INCONCLUSIVE]
    moving = sum(f.category is Category.STABLE and f.brittle for f in found)
    if moving:
        parts[0] += f" ({moving} of them not always by the same pass)"
    besides = f"; {settled} needed no solver" if settled else ""
    yield f"{len(found)} {_plural('obligation', len(found))}: {', '.join(parts)}{besides}"
    begun = [f for f in found if f.tried.trials]
    if begun:
        ratios = sorted(begun, key=lambda f: f.spread.ratio)
        middle, most = ratios[len(ratios) // 2], ratios[-1]
        yield (
            f"{solver} units, most by least: median {middle.spread.ratio:.2f}, "
            f"at most {most.spread.ratio:.2f} ({most.tried.obligation.id})"
        )
        near = max(begun, key=lambda f: f.share)
        yield f"nearest to a query's budget: {near.share:.0%} of it ({near.tried.obligation.id})"
        told = Counter(f.inferred for f in found)
        words = ", ".join(f"{told[c]} {c.value}" for c in Category if told[c])
        if set(told) != {Category.INCONCLUSIVE}:
            yield f"Mariposa's test at the 5% level: {words}"


def obligation_object(one: Figures) -> dict[str, Any]:
    """An obligation as plain values, with keys in a fixed order."""
    obligation, spread = one.tried.obligation, one.spread
    return {
        "id": obligation.id,
        "step": obligation.step,
        "line": obligation.place.line,
        "column": obligation.place.column,
        "category": one.category.value,
        "mariposa": one.inferred.value,
        "tried": len(one.tried.trials),
        "proved": len(one.tried.trials) - len(one.tried.failed),
        "failed": [str(t.variant) for t in one.tried.failed],
        "passes": dict(one.passes),
        "units": {"min": spread.least, "median": spread.median, "max": spread.most},
        "share": round(one.share, 3),
        "trials": [
            {
                "variant": str(t.variant),
                "proved": t.solved,
                "pass": t.by or None,
                "units": dict(t.units),
                "error": t.error or None,
            }
            for t in one.tried.trials
        ],
    }


def _variants(variants: Sequence[Variant]) -> str:
    counts = Counter(v.mutation for v in variants)
    words = {Mutation.RESEED: "other seed", Mutation.SHUFFLE: "other order", Mutation.RENAME: "renaming"}
    parts = ["the original"]
    parts += [f"{counts[kind]} {_plural(words[kind], counts[kind])}" for kind in _KINDS if counts[kind]]
    parts += [str(v) for v in variants if v.mutation is Mutation.VERSION]
    return ", ".join(parts)


def _names(variants: Sequence[Variant]) -> str:
    """``reseed 1-3, 5; shuffle 2``: the numbers of each kind together."""
    by: dict[Mutation, list[Variant]] = {}
    for variant in variants:
        by.setdefault(variant.mutation, []).append(variant)
    parts = []
    for kind, members in by.items():
        if kind in _KINDS:
            parts.append(f"{kind.value} {_ranges([v.number for v in members])}")
        else:
            parts.append(", ".join(str(v) for v in members))
    return "; ".join(parts)


def _ranges(numbers: Sequence[int]) -> str:
    """``1-3, 5`` for 1, 2, 3, 5, which ascend."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}-{r[-1]}" for r in runs)


def _short(units: int) -> str:
    """Three digits and a unit: 24.5k."""
    for size, name in ((1_000_000, "M"), (1_000, "k")):
        if units >= size:
            return f"{units / size:.3g}{name}" if units < 1000 * size else f"{units // size}{name}"
    return str(units)


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"
