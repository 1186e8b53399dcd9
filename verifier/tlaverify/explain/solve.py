"""Models of a circuit from Z3."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import z3

from tlaverify.encodings.finite.circuit import Circuit, Lit

__all__ = ["Solver"]


class Solver:
    """Asks for models of a circuit in which some of its literals are true.

    budget: Z3's resource units for each call (a deterministic count, no time).
    """

    def __init__(self, circuit: Circuit, asserted: Sequence[Lit], budget: int) -> None:
        self._context = z3.Context()
        self._solver = z3.SolverFor("QF_FD", ctx=self._context)
        self._solver.set("rlimit", budget)
        self._circuit = circuit
        self._written: set[int] = set()
        self._literals: dict[Lit, z3.BoolRef] = {}
        self._bounds: dict[tuple[int, ...], z3.BoolRef] = {}
        self.require(asserted)

    def require(self, asserted: Sequence[Lit]) -> None:
        """From now on these literals are true, too."""
        self._solver.from_string(self._circuit.script(asserted, self._written))
        for i in self._circuit.inputs:
            if i not in self._literals:
                name = z3.Bool(f"x{i}", self._context)
                self._literals[i], self._literals[-i] = name, z3.Not(name)

    def model(self, assumed: Iterable[Lit], also: Iterable[z3.BoolRef] = ()) -> frozenset[Lit] | None:
        """The true inputs of a model in which the literals hold; None if there is none within the budget."""
        if self._solver.check(*(self._literals[i] for i in assumed), *also) != z3.sat:
            return None
        model = self._solver.model()
        return frozenset(i for i in self._circuit.inputs if z3.is_true(model.eval(self._literals[i])))

    def at_most(self, number: int, counted: Sequence[Lit]) -> z3.BoolRef:
        """An assumption: no more than ``number`` of the inputs are true."""
        bound = self._bounds.get((number, *counted))
        if bound is None:
            bound = z3.Bool(f"bound{len(self._bounds)}", self._context)
            self._bounds[number, *counted] = bound
            self._solver.add(z3.Implies(bound, z3.AtMost(*(self._literals[i] for i in counted), number)))
        return bound

    def minimised(self, model: frozenset[Lit], wanted_false: Sequence[Lit]) -> frozenset[Lit]:
        """A model in which no further input of ``wanted_false`` can be false."""
        wanted = list(dict.fromkeys(wanted_false))
        low = [-i for i in wanted if i not in model]
        for i in wanted:
            if i in model and i not in low:
                better = self.model([*low, -i])
                if better is None:
                    low.append(i)
                else:
                    model = better
                    low = [*[x for x in low if x > 0], *(-j for j in wanted if j not in model)]
        return model

    def exclude(self, model: frozenset[Lit]) -> None:
        """Rule this model out."""
        clause = [self._literals[-i if i in model else i] for i in self._circuit.inputs]
        self._solver.add(z3.Or(*clause) if clause else z3.BoolVal(False, self._context))
