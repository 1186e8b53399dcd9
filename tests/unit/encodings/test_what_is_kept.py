"""What the encoder and the wire keep from one obligation to the next does not grow with their number."""

from __future__ import annotations

import gc
import pickle
from itertools import pairwise
from pathlib import Path

import pytest

from tlaverify.encodings import encode as encoding
from tlaverify.encodings import smt
from tlaverify.encodings.encode import encode
from tlaverify.kernel.sequent import Obligation
from tlaverify.obligations import distributed
from tlaverify.obligations.generate import generate
from tlaverify.schedule.wire import KEPT, Receiver, Sender
from tlaverify.semantics.load import load_module

THEOREMS = 40


@pytest.fixture
def obligations(tmp_path: Path) -> list[Obligation]:
    """One for each theorem, no two of them alike; each theorem's name makes a scope of its own."""
    theorems = (
        f"THEOREM T{n} == \\A x \\in Nat : P(x, {n}) => x + {n + 1} > {n}\nBY DEF P"
        for n in range(THEOREMS)
    )
    text = "\n".join(["EXTENDS Integers", "P(a, b) == a # b", *theorems])
    path = tmp_path / "Many.tla"
    path.write_text(f"---- MODULE Many ----\n{text}\n====\n", encoding="utf-8")
    program = load_module(path)
    return [o for group in generate(program.main, program)[0] for o in group.obligations]


def test_expressions_are_forgotten_and_texts_do_not_depend_on_that(
    obligations: list[Obligation], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [[q.text for q in encode(o, "typed-def")] for o in obligations]
    monkeypatch.setattr(encoding, "_MOST_EXPRESSIONS", 100)
    counts, again = [], []
    for obligation in reversed(obligations):
        again.append([q.text for q in encode(obligation, "typed-def")])
        counts.append(smt.made())
    assert again[::-1] == texts
    assert max(counts[1:]) <= 100 + max(b - a for a, b in pairwise(counts))


def test_encoding_leaves_no_garbage_in_cycles(tmp_path: Path) -> None:
    """So that a worker's memory is given back at once, though it seldom looks for such garbage."""
    domains = [
        "1..n", "(IF n > 3 THEN 1 ELSE m)..n", "Nat", "Real", "(1..n) \\X BOOLEAN", "[1..n -> Nat]",
        "[a: Nat, b: 1..n]", "Seq(1..n)", "SUBSET (1..n)", "{n, m}", "{<<n, m>>[i] : i \\in 1..2}",
    ]  # fmt: skip
    theorems = (
        f"THEOREM \\A x : \\A n, m \\in Nat : (IF m = n THEN x ELSE n) \\in {domain}\n"
        "    => <<x, n, m>>[n] = [a |-> n, b |-> x][m]\nOBVIOUS"
        for domain in domains
    )
    path = tmp_path / "Sets.tla"
    text = "\n".join(["EXTENDS Reals, Sequences", *theorems])
    path.write_text(f"---- MODULE Sets ----\n{text}\n====\n", encoding="utf-8")
    program = load_module(path)
    found = [o for group in generate(program.main, program)[0] for o in group.obligations]
    assert len(found) == len(domains)
    for obligation in found[::-1]:  # what is made once for all is made now
        encode(obligation, "typed-def")
    gc.collect()
    gc.disable()
    try:
        for obligation in found:
            assert encode(obligation, "typed-def")
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_a_symbol_that_comes_again_is_one_object(obligations: list[Obligation]) -> None:
    first, second = (pickle.loads(pickle.dumps(sorted(obligations[n].visible, key=str))) for n in (0, 1))
    assert [*map(id, first)] == [*map(id, second)] and {*first} == obligations[0].visible != set()


def test_few_scopes_are_kept(obligations: list[Obligation]) -> None:
    sender, receiver = Sender(), Receiver()
    for obligation in obligations:
        parcel = pickle.loads(pickle.dumps(sender.pack(obligation, 1)))
        got = receiver.unpack(parcel)
        assert got.definitions == dict(obligation.definitions) and got.visible == obligation.visible
        assert encode(got, "typed-def") == encode(obligation, "typed-def")
    assert len({id(o.definitions) for o in obligations}) == THEOREMS > KEPT
    assert len(receiver._scopes) <= KEPT and len(sender._scopes) <= KEPT
    assert len(distributed._scopes) <= distributed._SCOPES
    names = {symbol for o in obligations for symbol in o.definitions}
    assert len(receiver._entries) == len(names)  # each definition was sent once


def test_a_message_does_not_grow_with_the_definitions_in_scope(obligations: list[Obligation]) -> None:
    """Each definition goes once, and its number with the log2(n) layers that it comes to stand in."""
    sender = Sender()
    parcels = [sender.pack(obligation, 1) for obligation in obligations]
    definitions = obligations[-1].definitions
    first = len(obligations[0].definitions)
    assert sum(len(p.fresh) for p in parcels) == len(definitions) == first + THEOREMS - 1
    told = sum(len(members or ()) for p in parcels for _, members in p.layers or ())
    assert told <= first + (THEOREMS + first) * THEOREMS.bit_length()
    assert max(len(p.layers or ()) for p in parcels) <= len(definitions).bit_length()
