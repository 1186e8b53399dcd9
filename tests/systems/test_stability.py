"""The proofs of both families do not hang on a seed, an order or a name.

Paxos in one line each under a few variants; with ``--full-budget`` every module under all of the defaults.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tlaverify.obligations.generate import obligations_of
from tlaverify.schedule.options import Options
from tlaverify.semantics.load import load_module
from tlaverify.stability.run import mutants, try_variants

SPECS = Path(__file__).parents[2] / "specs"
MODULES = sorted(
    p for p in SPECS.glob("*/*.tla") if re.search("(?m)^(THEOREM|LEMMA)", p.read_text(encoding="utf-8"))
)


@pytest.mark.parametrize("module", MODULES, ids=lambda p: p.stem)
def test_every_obligation_is_stable(module, full_budget):
    if module.stem != "PaxosHistVarAuto" and not full_budget:
        pytest.skip("slow; runs with --full-budget")
    program = load_module(module, [module.parent])
    obligations = [o for theorem in obligations_of(program.main, program) for o in theorem.obligations]
    variants = mutants(10, 5, 5) if full_budget else mutants(2, 2, 1)
    tried, _ = try_variants(obligations, Options(jobs=1), variants)
    assert any(t.asked for t in tried)
    assert {t.obligation.id: [str(x.variant) for x in t.failed] for t in tried if t.failed} == {}
    assert all(t.whole and not t.errors and not t.omitted for t in tried)
