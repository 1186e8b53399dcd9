"""Integer polynomials in one normal form.

Where a product of two non-literals occurs, each maximal term over ``+``, ``-``, ``*`` becomes an expanded sum
of sorted monomials, and each (in)equality of such terms one about their difference::

    f(x * (y + 1))       f(x * y + x)
    x * (y + 1) <= x     x * y <= 0

Everything else of sort Int (applications, ``div``, ``mod``, ``ite``, variables) is an indeterminate.  Such
terms are integers by their sort: the encoder makes them under that condition only (docs/adr/001).  sympy
expands; Z3 confirms each rewrite, for all integers in place of the indeterminates, before it is used.  See
docs/adr/005.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import gcd
from typing import Any, Final, TypeAlias

from tlaverify.encodings import smt
from tlaverify.encodings.smt import BOOL, FALSE, INT, TRUE, Expr

__all__ = ["Expand", "Polynomial", "confirmed", "expanded", "multiplies", "normalize"]

_MOST_MONOMIALS: Final = 60
_MOST_DEGREE: Final = 12
_RESOURCES: Final = 200_000
"""Z3's rlimit for one confirmation: a few milliseconds."""

_ARITHMETIC: Final = ("+", "-", "*")


def normalize(assertions: Iterable[Expr], expand: Expand | None = None) -> list[Expr]:
    """Each assertion with its nonlinear integer terms in normal form; equivalent to it.

    Assertions without a product of two non-literals come back as they are, and sympy is not imported
    for them.  Triggers are left alone: a trigger holds no arithmetic.

    expand  multiplies a term out, given its indeterminates in order; sympy does it unless told otherwise.
    """
    kept = list(assertions)  # known by identity while the work goes on
    if not any(map(multiplies, kept)):
        return kept
    work = _Normalizer(expand or expanded)
    return [work.rewrite(a) for a in kept]


def confirmed(before: Expr, after: Expr) -> bool:
    """Whether Z3 shows that the two are equal whatever integers their indeterminates are.

    No hypothesis is used, so that the answer holds wherever the terms stand.  False where Z3 does not answer
    within its resources, which are counted and not timed.
    """
    if before.sort != after.sort:
        return False
    names = {e: smt.app(f"x{i}", (), INT) for i, e in enumerate(_indeterminates((before, after)))}
    return _equal(_text(before, names), _text(after, names), len(names))


# ------------------------------------------------------------------- polynomials


@dataclass(frozen=True, slots=True)
class Polynomial:
    """A sum of integer multiples of monomials, which are sorted; ``constant`` is apart."""

    monomials: tuple[tuple[Expr, int], ...]
    constant: int

    def term(self) -> Expr:
        """The polynomial as a term."""
        up, down = self.sides()
        total = smt.sub(up, down) if up != smt.integer(0) else smt.neg(down)
        return smt.add(total, smt.integer(self.constant))

    def sides(self) -> tuple[Expr, Expr]:
        """The sum of what has positive coefficients, and that of what has negative ones, negated."""
        up, down = smt.integer(0), smt.integer(0)
        for m, c in self.monomials:
            part = smt.mul(smt.integer(abs(c)), m)
            if c > 0:
                up = smt.add(up, part)
            else:
                down = smt.add(down, part)
        return up, down

    def comparison(self, op: str) -> Expr:
        """``self op 0`` for ``=`` or ``<=``, divided by the greatest common divisor."""
        if not self.monomials:
            return TRUE if (self.constant == 0 if op == "=" else self.constant <= 0) else FALSE
        divisor = gcd(*(c for _, c in self.monomials))
        if op == "=":
            if self.constant % divisor:
                return FALSE
            if self.monomials[0][1] < 0:
                divisor = -divisor
        rest = -self.constant // divisor  # floored: only integers are below it
        up, down = Polynomial(tuple((m, c // divisor) for m, c in self.monomials), 0).sides()
        if up == smt.integer(0) and op == "<=":
            return smt.le(smt.integer(-rest), down)
        right = smt.add(down, smt.integer(rest))
        return smt.eq(up, right) if op == "=" else smt.le(up, right)


Expand: TypeAlias = Callable[[Expr, tuple[Expr, ...]], Polynomial]


def expanded(e: Expr, indeterminates: tuple[Expr, ...]) -> Polynomial:
    """``e`` multiplied out; its indeterminates are given, in the order that sorts the monomials."""
    from sympy import ZZ
    from sympy.polys.orderings import grlex
    from sympy.polys.rings import ring

    made, *generators = ring([f"x{i}" for i in range(len(indeterminates))], ZZ, grlex)
    values = dict(zip(indeterminates, generators, strict=True))

    def value(e: Expr) -> Any:
        if e in values:
            return values[e]
        if e.kind == "lit":
            return made(int(e.op))
        out, *rest = (value(a) for a in e.args)
        if e.op == "-" and not rest:
            return -out
        for r in rest:
            out = out + r if e.op == "+" else out - r if e.op == "-" else out * r
        return out

    monomials: list[tuple[Expr, int]] = []
    constant = 0
    for powers, coefficient in value(e).terms():
        product = smt.integer(1)
        for x, power in zip(indeterminates, powers, strict=True):
            for _ in range(power):
                product = smt.mul(product, x)
        if product.kind == "lit":
            constant = int(coefficient)
        else:
            monomials.append((product, int(coefficient)))
    return Polynomial(tuple(monomials), constant)


def _indeterminates(terms: Iterable[Expr]) -> tuple[Expr, ...]:
    """The maximal parts that are no integer arithmetic, sorted by their text alone."""
    found: dict[Expr, None] = {}
    todo = list(terms)
    while todo:
        e = todo.pop()
        if _is_arithmetic(e) or _is_comparison(e):
            todo.extend(e.args)
        elif e.kind != "lit":
            found[e] = None
    return tuple(sorted(found, key=lambda e: (len(text := repr(e)), text)))


def _is_arithmetic(e: Expr) -> bool:
    return e.kind == "op" and e.sort == INT and e.op in _ARITHMETIC


def _is_comparison(e: Expr) -> bool:
    return e.kind == "op" and (e.op == "<=" or (e.op == "=" and e.args[0].sort == INT))


def _is_product(e: Expr) -> bool:
    return _is_arithmetic(e) and e.op == "*" and sum(a.kind != "lit" for a in e.args) > 1


def multiplies(expression: Expr) -> bool:
    """Whether there is a product of two terms that are not literals anywhere."""
    seen: set[int] = set()
    todo = [expression]
    while todo:
        e = todo.pop()
        if e.args and id(e) not in seen:
            seen.add(id(e))
            if e.op == "*" and _is_product(e):
                return True
            todo.extend(e.args)
    return False


def _size(e: Expr) -> tuple[int, int]:
    """Bounds of the number of monomials and of the degree, multiplied out."""
    if e.kind == "lit":
        return 1, 0
    if not _is_arithmetic(e):
        return 1, 1
    sizes = [_size(a) for a in e.args]
    if e.op != "*":
        return sum(n for n, _ in sizes), max(d for _, d in sizes)
    count = 1
    for n, _ in sizes:
        count *= n
    return count, sum(d for _, d in sizes)


# ---------------------------------------------------------------------- rewriting


class _Normalizer:
    """Rewrites from the leaves up; equal parts once."""

    def __init__(self, expand: Expand) -> None:
        self._expand: Final = expand
        self._done: Final[dict[Expr, Expr]] = {}
        self._products: Final[dict[int, bool]] = {}

    def rewrite(self, e: Expr) -> Expr:
        if not self._has_product(e):
            return e
        found = self._done.get(e)
        if found is None or found.pats != e.pats:  # equality of expressions does not see triggers
            found = self._done[e] = self._rewritten(e)
        return found

    def _rewritten(self, e: Expr) -> Expr:
        if e.kind == "quant":
            body = self.rewrite(e.args[0])
            # the bound variables stay, even those that have cancelled out: the triggers may hold them
            return Expr("quant", e.op, (body,), BOOL, e.bound, e.pats) if body.kind != "lit" else body
        if _is_arithmetic(e) or _is_comparison(e):
            shell = self._shell(e)
            return self._normal_form(shell) if _is_arithmetic(shell) or _is_comparison(shell) else shell
        return smt.rebuild(e, tuple(map(self.rewrite, e.args)))

    def _shell(self, e: Expr) -> Expr:
        """``e`` with its indeterminates rewritten."""
        if _is_arithmetic(e) or _is_comparison(e):
            return smt.rebuild(e, tuple(map(self._shell, e.args)))
        return self.rewrite(e)

    def _normal_form(self, e: Expr) -> Expr:
        terms = e.args if _is_comparison(e) else (e,)
        if not any(map(_multiplies, terms)):
            return e
        difference = Expr("op", "-", terms, INT) if len(terms) == 2 else e
        count, degree = _size(difference)
        if count > _MOST_MONOMIALS or degree > _MOST_DEGREE:
            return e
        polynomial = self._expand(difference, _indeterminates(terms))
        form = polynomial.comparison(e.op) if _is_comparison(e) else polynomial.term()
        return form if form == e or confirmed(e, form) else e

    def _has_product(self, e: Expr) -> bool:
        if not e.args:
            return False
        found = self._products.get(id(e))
        if found is None:
            found = _is_product(e) or any(map(self._has_product, e.args))
            self._products[id(e)] = found
        return found


def _multiplies(e: Expr) -> bool:
    """Whether the polynomial itself holds a product, not only its indeterminates."""
    return _is_arithmetic(e) and (_is_product(e) or any(map(_multiplies, e.args)))


# ------------------------------------------------------------------- confirmation


def _text(e: Expr, names: Mapping[Expr, Expr]) -> str:
    if e in names:
        return names[e].op
    if e.kind == "lit":
        return f"(- {e.op[1:]})" if e.op.startswith("-") else e.op
    return f"({e.op} {' '.join(_text(a, names) for a in e.args)})"


@cache
def _equal(before: str, after: str, variables: int) -> bool:
    """Whether Z3 refutes that the texts over ``x0``, ``x1``, ... differ, in a context of its own."""
    import z3

    declared = "".join(f"(declare-const x{i} Int)" for i in range(variables))
    script = f"{declared}(assert (not (= {before} {after})))"
    z3.reset_params()  # a script run earlier in this process may have set global ones
    context = z3.Context()
    try:
        goal = z3.Goal(ctx=context)
        goal.add(z3.parse_smt2_string(script, ctx=context))
        sums = z3.With(z3.Tactic("simplify", ctx=context), som=True)
        solver = z3.Then(sums, z3.Tactic("smt", ctx=context), ctx=context).solver()
        solver.set("rlimit", _RESOURCES)
        solver.add(goal)
        return bool(solver.check() == z3.unsat)
    except z3.Z3Exception:
        return False
    finally:
        del context
