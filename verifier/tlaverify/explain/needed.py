"""Which of the facts and definitions that a leaf proof cites it needs.

Found by leaving them out: a citation that can go without harm goes, one after the other, so that
what remains suffices and none of it was found to be spare.  A candidate is the module with its BY
lists shortened, from which the obligations are generated anew: what a citation does (a raw fact is
an obligation, a definition may be in use anyway) is thus never guessed.  As a BY list matters
to its own step only, all leaf proofs are shortened at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from tlaverify.kernel.sequent import Obligation
from tlaverify.obligations.generate import generate
from tlaverify.obligations.outline import step_names
from tlaverify.semantics.program import ModuleInfo, NestedUnit, Program, TheoremUnit, Unit
from tlaverify.syntax import ast

__all__ = ["Needed", "all_citations", "needed_citations", "with_citations"]

Prover = Callable[[Sequence[Obligation]], Sequence[bool]]
"""Which of the obligations are proved, in their order."""


@dataclass(frozen=True, slots=True)
class Needed:
    """The citations of one BY that suffice.

    step         the id of the step or theorem that it proves.
    node         the BY as it stands.
    facts, defs  the indices of what is needed, in order.
    """

    step: str
    node: ast.By
    facts: tuple[int, ...]
    defs: tuple[int, ...]

    @property
    def spare(self) -> int:
        """How many citations are not needed."""
        return len(self.node.facts) + len(self.node.defs) - len(self.facts) - len(self.defs)

    def proof(self) -> ast.Proof:
        """The shortened proof."""
        if not self.facts and not self.defs and not self.node.only:
            return ast.Obvious(span=self.node.span)
        return replace(
            self.node,
            facts=tuple(self.node.facts[i] for i in self.facts),
            defs=tuple(self.node.defs[i] for i in self.defs),
        )


def needed_citations(
    module: ModuleInfo, program: Program, steps: AbstractSet[str], quick: Prover, thorough: Prover
) -> list[Needed]:
    """What the BY proofs of ``steps`` need, in the order of the text.

    steps     ids of steps whose obligations are all proved; others are not to be asked for.
    quick     decides on candidates; ``thorough`` confirms the result.  Where it does not confirm
              it, the proof keeps all its citations.
    """
    leaves = {n.step: n for n in all_citations(module) if n.step in steps}
    before = _by_step(module, program)
    backends = {step: _backends(before.get(step, ())) for step in leaves}

    def accepted(candidates: Mapping[str, Needed], prover: Prover) -> list[str]:
        found = _by_step(with_citations(module, candidates.values()), program)
        steps = [s for s in candidates if _backends(found.get(s, ())) == backends[s]]
        answers = iter(prover([o for s in steps for o in found[s]]))
        verdicts = {s: [next(answers) for _ in found[s]] for s in steps}
        return [s for s in steps if verdicts[s] and all(verdicts[s])]

    current = dict(leaves)
    bare = {s: replace(n, facts=(), defs=()) for s, n in leaves.items() if not n.node.only}
    for step in accepted(bare, quick):
        current[step] = bare[step]
    longest = max((len(n.node.facts) + len(n.node.defs) for n in leaves.values()), default=0)
    for number in range(longest):
        candidates = {s: c for s, n in current.items() if (c := _without(n, number)) is not None}
        for step in accepted(candidates, quick) if candidates else ():
            current[step] = candidates[step]
    changed = {s: n for s, n in current.items() if n.spare}
    confirmed = set(accepted(changed, thorough)) if changed else set()
    return [n if not n.spare or s in confirmed else leaves[s] for s, n in current.items()]


def with_citations(module: ModuleInfo, changes: Iterable[Needed]) -> ModuleInfo:
    """The module with the BY proofs of some steps shortened."""
    proofs = {n.step: n.proof() for n in changes}
    return _module(module, proofs) if proofs else module


def all_citations(module: ModuleInfo) -> list[Needed]:
    """Each BY of the module with all that it cites."""
    return [
        Needed(step, node, tuple(range(len(node.facts))), tuple(range(len(node.defs))))
        for step, node in _leaves(module)
    ]


def _without(needed: Needed, number: int) -> Needed | None:
    """One citation fewer: definitions count first, from the last; None where that one is gone."""
    defs, facts = len(needed.node.defs), len(needed.node.facts)
    if number < defs:
        index = defs - 1 - number
        out = replace(needed, defs=tuple(i for i in needed.defs if i != index))
    else:
        index = facts - 1 - (number - defs)
        out = replace(needed, facts=tuple(i for i in needed.facts if i != index))
    if out == needed or (needed.node.only and not out.facts and not out.defs):
        return None
    return out


def _by_step(module: ModuleInfo, program: Program) -> dict[str, list[Obligation]]:
    out: dict[str, list[Obligation]] = {}
    for theorem in generate(module, program)[0]:
        for obligation in theorem.obligations:
            out.setdefault(obligation.step, []).append(obligation)
    return out


def _backends(obligations: Sequence[Obligation]) -> frozenset[str]:
    return frozenset(b for o in obligations for b in o.backends)


def _leaves(module: ModuleInfo) -> Iterator[tuple[str, ast.By]]:
    for unit in module.units:
        if isinstance(unit, TheoremUnit):
            yield from _leaves_of(unit.node.proof, f"{module.name}!{unit.id}")
        elif isinstance(unit, NestedUnit):
            yield from _leaves(unit.module)


def _leaves_of(proof: ast.Proof | None, step: str) -> Iterator[tuple[str, ast.By]]:
    if isinstance(proof, ast.By):
        yield step, proof
    elif isinstance(proof, ast.Steps):
        for child, name in zip(proof.steps, step_names(proof.steps), strict=True):
            yield from _leaves_of(child.proof, f"{step}!{name}")


def _module(module: ModuleInfo, proofs: Mapping[str, ast.Proof]) -> ModuleInfo:
    units: list[Unit] = []
    for unit in module.units:
        if isinstance(unit, TheoremUnit):
            proof = _proof(unit.node.proof, f"{module.name}!{unit.id}", proofs)
            units.append(replace(unit, node=replace(unit.node, proof=proof)))
        elif isinstance(unit, NestedUnit):
            units.append(replace(unit, module=_module(unit.module, proofs)))
        else:
            units.append(unit)
    return replace(module, units=tuple(units))


def _proof(proof: ast.Proof | None, step: str, proofs: Mapping[str, ast.Proof]) -> ast.Proof | None:
    if isinstance(proof, ast.By):
        return proofs.get(step, proof)
    if not isinstance(proof, ast.Steps):
        return proof
    steps = tuple(
        replace(child, proof=_proof(child.proof, f"{step}!{name}", proofs))
        for child, name in zip(proof.steps, step_names(proof.steps), strict=True)
    )
    return replace(proof, steps=steps)
