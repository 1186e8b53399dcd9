"""Models of a circuit from Z3."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import z3

__all__ = ["Solver"]

Lit = int


class Solver:
    """Asks for models of an SMT-LIB script over Boolean inputs ``x<n>``.

    budget: Z3's resource units for all calls together (a deterministic count, no time).
    """

    def __init__(self, text: str, inputs: Sequence[Lit], budget: int) -> None:
        self._context = z3.Context()
        self._solver = z3.SolverFor("QF_FD", ctx=self._context)
        self._solver.set("rlimit", budget)
        self._solver.from_string(text)
        self._inputs = tuple(inputs)
        self._names = {i: z3.Bool(f"x{i}", self._context) for i in self._inputs}

    def model(self, assumed: Iterable[Lit]) -> frozenset[Lit] | None:
        """The true inputs of a model in which the literals hold; None if there is none within the budget."""
        assumptions = [self._names[i] if i > 0 else z3.Not(self._names[-i]) for i in assumed]
        if self._solver.check(*assumptions) != z3.sat:
            return None
        model = self._solver.model()
        return frozenset(i for i in self._inputs if z3.is_true(model.eval(self._names[i])))

    def minimised(self, model: frozenset[Lit], wanted_false: Sequence[Lit]) -> frozenset[Lit]:
        """A model in which no further input of ``wanted_false`` can be false."""
        wanted = [i for i in wanted_false if abs(i) in self._names]
        low = [-i for i in wanted if i not in model]
        for i in wanted:
            if i in model and -i not in low:
                better = self.model([*low, -i])
                if better is None:
                    low.append(i)
                else:
                    model = better
                    low = [*[x for x in low if x > 0], *(-j for j in wanted if j not in model)]
        return model

    def exclude(self, model: frozenset[Lit]) -> None:
        """Rule this model out."""
        if not self._names:
            self._solver.add(z3.BoolVal(False, self._context))
            return
        clause = [z3.Not(n) if i in model else n for i, n in self._names.items()]
        self._solver.add(z3.Or(*clause))
