# ruff: noqa: E501 (the terms read better in long lines)
r"""What a term is not known to be it is not known to be anywhere: in sets, tuples, functions, equations.

Each term of ``TERMS`` need not be what is claimed of its kind: it looks past the end of a sequence, out of
a domain, at what may be no number.  ``PLACES`` say of ``@`` that it is such a term, in as many ways as there are
to give a symbol the type of a term; no strategy may prove the claim then.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from test_differential import obligations_in, proving

SAMPLE: Final = 29
"""Without ``--full-budget`` one of so many is tried."""

TERMS: Final = {
    "@ \\in Int": [
        "s[9]", "f[N]", "r.b", "N", "N + 1", "-N", "n \\div 0", "n % (-2)", "N * 2", "2 ^ n", "Head(s)", "Len(N)",
        "Cardinality(S)", "(CHOOSE z \\in S : TRUE)", "(CHOOSE z \\in B : TRUE)", "(CASE N = 1 -> 1)",
        '(IF c THEN 1 ELSE "a")', "<<n>>[n]", "[a |-> n].b", "[z \\in S |-> n][N]", "SubSeq(s, n, 5)[2]",
        "(s \\o s)[n]", "Append(s, N)[1]", "Tail(s)[1]", "[f EXCEPT ![N] = N][N]", "q[1][1]", "g[N][1]", "h[N][N]",
        "d[n].a", "N.a", "(N \\o s)[1]", "<<f, s>>[n][1]", "(LET z == N IN z)", "(CHOOSE z : z = N)", "UNION {N}",
        "(CHOOSE z \\in {n, N} : TRUE)", "Head(Tail(s))", "SubSeq(q, 1, 2)[2][1]", "Head(SubSeq(s, 1, 1))", "f[f[N]]",
    ],
    "@ \\in Seq(Int)": [
        "SubSeq(s, 1, 3)", "SubSeq(s, n, n + 1)", "Tail(s)", "Append(s, N)", "N", "s \\o N", "N \\o s", "q[1]", "q[n]",
        "Head(q)", "g[N]", "SubSeq(N, 1, 2)", "[s EXCEPT ![1] = N]", "[z \\in 1..n |-> N]", "[z \\in DOMAIN N |-> n]",
        "(IF c THEN s ELSE f)", "<<n, N>>", "SubSeq(q, 1, 2)[2]", "Tail(q)[1]", "(CHOOSE z \\in {s, N} : TRUE)",
        "[q EXCEPT ![1] = N][1]", "Append(q, N)[Len(q) + 1]", "Tail(Tail(s))", "SubSeq(s \\o <<1>>, 0, 1)",
        "SubSeq(Tail(s), 1, 1)", "SubSeq(Append(s, n), 1, n)", "h[N]", "f", "(CASE N = 1 -> s)", "[z \\in S |-> s][N]",
    ],
    "\\A w \\in S : @[w] \\in Int": [
        "[z \\in T |-> f[z]]", "[f EXCEPT ![N] = N]", "h[N]", "[z \\in {N} |-> f[z]]", "(CHOOSE z \\in [S -> T] : TRUE)",
        "N", "[N EXCEPT ![1] = 1]", "[z \\in S |-> h[z][N]]", "(CASE c -> f [] N = 1 -> f)", "[z \\in S |-> g[z][1]]",
        "[z \\in S |-> Head(g[z])]", "[h EXCEPT ![N] = N][N]",
    ],
    "@ \\subseteq Int": [
        "B \\cup {N}", "S", "{f[z] : z \\in T}", "{z \\in S : z > 0}", "UNION {B, N}", "UNION {S}", "S \\cap T",
        "{s[z] : z \\in 1..n}", "DOMAIN N", "SUBSET N", "(IF c THEN B ELSE S)", "{g[z][1] : z \\in S}", "S \\ B",
        "{SubSeq(s, 1, z)[z] : z \\in B}", "{d[z].a : z \\in 1..n}", "DOMAIN f", "{Head(g[z]) : z \\in S}",
    ],
}  # fmt: skip
"""The terms by what is claimed of them."""

PLACES: Final = [
    "NEW v \\in {@} |- v", "NEW v \\in [{1} -> {@}] |- v[1]", "NEW v \\in {<<@>>} |- v[1]",
    "NEW v \\in {[k |-> @]} |- v.k", "NEW v \\in [k : {@}] |- v.k", "NEW v \\in {@} \\X {1} |- v[1]",
    "NEW v \\in Seq({@}), v # <<>> |- v[1]", "NEW v \\in {[w1 \\in {1} |-> @]} |- v[1]",
    "NEW v \\in UNION {{@}} |- v", "NEW v \\in {@ : w1 \\in {1}} |- v", "NEW u \\in SUBSET {@}, NEW v \\in u |- v",
    "x' = @ |- x'", "x' \\in {@} |- x'", "x = @ |- x", "x' = <<@>> |- x'[1]", "x' = [k |-> @] |- x'.k",
    "x' = [w1 \\in {1} |-> @] |- x'[1]", "x' = [w1 \\in {1} |-> <<@>>] |- x'[1][1]",
    "x \\in [{1} -> Int], x' = [x EXCEPT ![1] = @] |- x'[1]", "x \\in [k : Int], x' = [x EXCEPT !.k = @] |- x'.k",
    "x \\in Seq(Int), x' = Append(x, @) |- x'[Len(x) + 1]", "x' = {@}, NEW v \\in x' |- v", "TRUE |- (LET w1 == @ IN w1)",
    "TRUE |- (CHOOSE w1 : w1 = @)", "NEW v, v = @ |- v", "NEW v \\in {w1 \\in {@} : TRUE} |- v",
    "NEW v \\in {@} \\cap {@} |- v", "NEW v \\in {@, @} \\ {} |- v", "NEW v \\in {CHOOSE w1 \\in {@} : TRUE} |- v",
    "TRUE |- App(LAMBDA w1 : w1, @)", "NEW v \\in {IF p THEN @ ELSE @} |- v", "NEW u \\in {{@}}, NEW v \\in u |- v",
    "NEW u \\in [{1} -> SUBSET {@}], NEW v \\in u[1] |- v", "NEW v \\in [{1} -> [{2} -> {@}]] |- v[1][2]",
    "NEW v \\in Seq(Seq({@})), v # <<>>, v[1] # <<>> |- v[1][1]",
]  # fmt: skip

HEAD: Final = """\
---- MODULE R ----
EXTENDS Integers, Sequences, FiniteSets, TLAPS
VARIABLE x
CONSTANTS S, T, N, p
App(F(_), z) == F(z)
"""
KNOWN: Final = (
    "NEW s \\in Seq(Int), NEW f \\in [S -> Int], NEW r \\in [a : Int], NEW q \\in Seq(Seq(Int)), NEW n \\in Int, "
    "NEW g \\in [S -> Seq(Int)], NEW h \\in [S -> [T -> Int]], NEW c \\in BOOLEAN, NEW B \\in SUBSET Int, "
    "NEW d \\in Seq([a : Int])"
)


def statements() -> Iterator[str]:
    """One for each term and place."""
    for claim, terms in TERMS.items():
        for term in terms:
            for place in PLACES:
                facts, _, subject = place.partition(" |- ")
                goal = claim.replace("@", subject)
                yield f"ASSUME {KNOWN}, {facts} PROVE {goal}".replace("@", term)


def test_no_place_makes_a_term_what_it_need_not_be(full_budget: bool) -> None:
    chosen = list(statements())[:: 1 if full_budget else SAMPLE]
    assert len(chosen) > 100
    text = "".join(f"THEOREM T{i} == {s}\nBY DEF App\n" for i, s in enumerate(chosen))
    made = obligations_in(f"{HEAD}{text}====\n")
    assert len(made) == len(chosen)
    wrong = [s.removeprefix(f"ASSUME {KNOWN}, ") for s, o in zip(chosen, made, strict=True) if proving(o)]
    assert wrong == []
