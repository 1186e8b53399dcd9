"""Uses of instances against what they stand for, written out by the test itself (``random_modules``).

Of random modules that instantiate one another each claim ``use = plain expression`` must be true wherever the
evaluator says something: it is never FALSE.  Where it is TRUE its negation must not be proved; nor must the
claim with one number changed, where that is FALSE.

TLAVERIFY_INSTANCES (default 150) is the number of sets of modules, TLAVERIFY_INSTANCES_SEED (default 0) says
which they are; one in TLAVERIFY_INSTANCES_PROVED (default 10) goes to the prover as well.  With
TLAVERIFY_INSTANCES_FIGURES the figures of the run are added to that file.
"""

from __future__ import annotations

import os
import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, note, seed, settings
from random_modules import Claim, Modules, modules
from test_differential import proving

from tlaverify.evaluate.evaluate import Interpretation, Operator, truth
from tlaverify.evaluate.values import Integer, Undefined, Value, finite_set
from tlaverify.kernel.diagnostic import DiagnosticError
from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.term import Kind, Lambda, Symbol, builtin
from tlaverify.obligations.generate import obligations_of
from tlaverify.semantics.load import KnownModules, load_module

SETS = int(os.environ.get("TLAVERIFY_INSTANCES", "150"))
SEED = int(os.environ.get("TLAVERIFY_INSTANCES_SEED", "0"))
PROVED = int(os.environ.get("TLAVERIFY_INSTANCES_PROVED", "10"))
FIGURES = os.environ.get("TLAVERIFY_INSTANCES_FIGURES", "")
LIBRARY = KnownModules()
FOUND: Counter[str] = Counter()


def obligations_in(files: dict[str, str], claims: list[Claim]) -> tuple[Obligation, ...]:
    """For each claim that it is true; nothing if a module is refused."""
    theorems = "".join(f"THEOREM T{i} == ({c.use}) = ({c.plain}) OBVIOUS\n" for i, c in enumerate(claims))
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            end = f"{theorems}====\n" if name == "Main.tla" else ""
            (Path(folder) / name).write_text(text + end, encoding="utf-8")
        program = load_module(Path(folder) / "Main.tla", known=LIBRARY)
        found = tuple(o for t in obligations_of(program.main, program) for o in t.obligations)
    return tuple(o for o in found if o.id.startswith("Main!"))


def interpretations(obligation: Obligation, sets: frozenset[str], count: int) -> Iterator[Interpretation]:
    """Different numbers for different symbols."""
    rng = random.Random(1)
    for _ in range(count):
        numbers = iter(rng.sample(range(-1, 39), 40))

        def value(symbol: Symbol, numbers: Iterator[int] = numbers) -> Value:
            n = next(numbers) % 20
            return finite_set([Integer(n), Integer(rng.randrange(4))]) if symbol.name in sets else Integer(n)

        constants: dict[Symbol, Value | Lambda | Operator] = {}
        now: dict[Symbol, Value] = {}
        then: dict[Symbol, Value] = {}
        for symbol in obligation.declared:
            if symbol.kind is Kind.VARIABLE:
                now[symbol], then[symbol] = value(symbol), value(symbol)
            elif symbol.arity:
                constants[symbol] = linear([rng.randrange(1, 9) for _ in range(3)])
            else:
                constants[symbol] = value(symbol)
        yield Interpretation(constants, now, then, obligation.definitions, rng.random() < 0.5, 50_000)


def linear(by: list[int]) -> Operator:
    """Of one number or of two."""

    def operate(args: tuple[Value, ...]) -> Value | Undefined:
        if not all(isinstance(a, Integer) for a in args):
            return Undefined("an argument that is no number")
        return Integer(
            by[0] + sum(n * a.value for n, a in zip(by[1:], args, strict=False) if isinstance(a, Integer))
        )

    return operate


def truths(obligation: Obligation, sets: frozenset[str], count: int) -> set[bool]:
    """The values of the goal, where it has one."""
    found = {truth(obligation.goal, meaning) for meaning in interpretations(obligation, sets, count)}
    return {v for v in found if isinstance(v, bool)}


def altered(claim: Claim) -> Claim | None:
    """One number of the plain form changed."""
    numbers = list(re.finditer(r"\b\d+\b", claim.plain))
    if not numbers:
        return None
    n = numbers[len(claim.use) % len(numbers)]
    return Claim(claim.use, f"{claim.plain[: n.start()]}{int(n[0]) + 1}{claim.plain[n.end() :]}")


def check(drawn: Modules) -> None:
    FOUND["sets of modules"] += 1
    asked = PROVED > 0 and FOUND["sets of modules"] % PROVED == 0
    twins = [t for c in drawn.claims if (t := altered(c)) is not None] if asked else []
    try:
        made = obligations_in(drawn.files, [*drawn.claims, *twins])
    except DiagnosticError as error:
        FOUND["refused"] += 1
        FOUND[f"refused: {re.sub('`.*?`', '`...`', error.diagnostics[0].message)}"] += 1
        return
    for number, (obligation, claim) in enumerate(zip(made, [*drawn.claims, *twins], strict=True)):
        twin = number >= len(drawn.claims)
        values = truths(obligation, drawn.sets, 3)
        seen = replace(obligation, visible=frozenset(obligation.definitions))
        FOUND["twins" if twin else "claims"] += 1
        if not values:
            FOUND["twins undecided" if twin else "claims undecided"] += 1
        if not twin and False in values:
            tell(drawn, claim, seen, "is FALSE")
            raise AssertionError(f"{claim.use} does not stand for {claim.plain}")
        if asked and (not twin) in values:
            FOUND["asked"] += 1
            how = proving(seen if twin else replace(seen, goal=builtin("~", seen.goal)))
            if how:
                tell(drawn, claim, seen, f"{'is' if twin else 'its negation is'} proved by {how}")
            assert how == []


def tell(drawn: Modules, claim: Claim, obligation: Obligation, what: str) -> None:
    for name, text in drawn.files.items():
        note(f"{name}\n{text}")
    note(f"{claim.use}\n  stands for {claim.plain}\n  {obligation.goal!r}\n  {what}")


def test_uses_are_what_they_stand_for() -> None:
    @seed(SEED)
    @settings(
        max_examples=SETS, deadline=None, database=None, suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
    )  # fmt: skip
    @given(modules())
    def run(drawn: Modules) -> None:
        check(drawn)

    run()
    if FIGURES:
        with Path(FIGURES).open("a", encoding="utf-8") as file:
            file.write(f"seed {SEED}: {dict(FOUND)}\n")
    assert FOUND["refused"] <= 0.3 * FOUND["sets of modules"], FOUND
    assert FOUND["claims undecided"] <= 0.3 * FOUND["claims"], FOUND
