"""Tuple patterns, EXCEPT and the rest mean what "Specifying Systems" says: checked by their values."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tlaverify.evaluate.evaluate import Interpretation, truth
from tlaverify.semantics.program import Program
from tlaverify.semantics.scope import Defined

Load = Callable[..., Program]

TRUE = [
    "\\A <<x, y>> \\in {<<1, 2>>, <<3, 4>>} : x < y",
    "\\A <<x, y>> \\in {<<1, 2>>, <<3, 4>>} : \\E <<a, b>> \\in {<<2, 1>>, <<4, 3>>} : a = y /\\ b = x",
    # What is no pair is passed over.
    "\\A <<x, y>> \\in {<<1, 2>>, <<1, 2, 3>>} : x + 1 = y",
    "~ \\E <<x, y>> \\in {<<1, 2, 3>>} : TRUE",
    "{x + y : <<x, y>> \\in {<<1, 2>>, <<3, 4>>}} = {3, 7}",
    "{x + y : <<x, y>> \\in {<<1, 2>>, <<3, 4, 5>>}} = {3}",
    "{x + y : <<x, y>> \\in {1, 2} \\X {10}} = {11, 12}",
    "{<<x, y, z>> : <<x, y>> \\in {<<1, 2>>}, z \\in {3, 4}} = {<<1, 2, 3>>, <<1, 2, 4>>}",
    "{<<x, y>> \\in {<<1, 2>>, <<4, 3>>, <<1, 2, 3>>} : x < y} = {<<1, 2>>}",
    "{<<x, y>> \\in {1, 3} \\X {2} : x < y} = {<<1, 2>>}",
    "(CHOOSE <<x, y>> \\in {<<1, 2>>, <<4, 3>>} : y < x) = <<4, 3>>",
    "[<<x, y>> \\in {1, 2} \\X {3} |-> x + y][2, 3] = 5",
    "[<<x, y>> \\in {<<1, 2>>, <<3, 4>>} |-> x + y][<<3, 4>>] = 7",
    "DOMAIN [<<x, y>> \\in {<<1, 2>>} |-> x] = {<<1, 2>>}",
    "[<<x, y>> \\in {1} \\X {2}, z \\in {3} |-> <<x, y, z>>][<<1, 2>>, 3] = <<1, 2, 3>>",
    "[x, y \\in {1, 2} |-> x - y][2, 1] = 1",
    "[x \\in {1, 2} |-> x] = <<1, 2>>",
    "[[x \\in {1, 2} |-> x] EXCEPT ![1] = @ + 10, ![1] = @ + 10] = <<21, 2>>",
    "[[x \\in {1, 2} |-> <<x, x>>] EXCEPT ![1][2] = @ + 5][1] = <<1, 6>>",
    "[[a |-> 1, b |-> 2] EXCEPT !.a = @ + 1] = [b |-> 2, a |-> 2]",
    "[[x \\in {1} |-> x] EXCEPT ![7] = 9] = [x \\in {1} |-> x]",
    "LET f[n \\in 0 .. 5] == IF n = 0 THEN 1 ELSE n * f[n - 1] IN f[4] = 24",
    "LET F(G(_), x) == G(G(x)) IN F(LAMBDA y : y + 3, 1) = 7",
    "LET a ++ b == 10 * a + b IN (1 ++ 2) ++ 3 = 123",
    "1 \\notin {2} /\\ 1 # 2 /\\ 2 > 1 /\\ 2 >= 2 /\\ ~(1 > 1)",
]


@pytest.mark.parametrize("text", TRUE)
def test_true(text: str, load: Load) -> None:
    program = load(f"A == {text}", extends="Integers")
    entry = program.main.scope.lookup("A")
    assert isinstance(entry, Defined)
    assert truth(entry.definition.body, Interpretation(definitions=program.main.definitions)) is True
