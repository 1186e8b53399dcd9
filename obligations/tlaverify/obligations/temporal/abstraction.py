"""From an obligation to a formula of propositional temporal logic.

Every maximal subformula without a temporal operator becomes an atom.  The
obligation ``H1, ..., Hn |- G`` becomes ``H1 /\\ ... /\\ Hn /\\ []B1 /\\ ... /\\ ~G``, which is
unsatisfiable only if the obligation is valid.  Why: an atom stands for the
truth, at each suffix of the behaviour, of the formula that it was made from;
``next`` is the step from a suffix to the one after.  So each TLA behaviour gives a
word over the atoms, and what is used of this word is exact:

- ``[]``, ``<>``, ``~>`` and the connectives have the same meaning on both sides; ``WF``, ``SF``, ``[A]_v``,
  ``<<A>>_v`` and ``UNCHANGED`` are replaced by their definitions ("Specifying Systems", 8.4, 16.2.3).
- ``F'`` for a formula F of level STATE or below is F at the next suffix.  A formula all of whose
  state-dependent parts are primed is such an ``F'``.  An action that mixes states says nothing of ``next``.
- A formula of constant level has one truth value for the whole behaviour: its atom is rigid.  So is a
  quantified fairness condition; an atom that stays true once it is, is its own ``[]`` (``persist``).
- ``ENABLED A`` is an atom; that it is true exactly if A is true for some next state is used in ``enabled``.
- Formulas with one normal form (``normal``) share an atom.
- A quantified temporal formula, ``\\EE``, ``-+->``, and a hidden definition are atoms as they stand
  (a coalescing in the sense of Doligez, Kriener, Lamport, Libal & Merz, "Coalescing: syntactic
  abstraction for reasoning in first-order modal logics", 2014; at this level all atoms are closed, so that no
  bound variable is ever identified with another).  ``\\A`` over a constant domain moves through ``[]`` and
  ``/\\`` first, which is exact since its variable is rigid.

A fact is used at the present instant; its ``[]`` only where ``Hypothesis.boxable`` says that all
it was proved under is constant-level or boxed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tlaverify.kernel.sequent import Definition, Obligation, Sequent
from tlaverify.kernel.term import Apply, Bind, Binder, Bound, Kind, Level, Symbol, Term, builtin, is_builtin
from tlaverify.obligations.actions import expand_actions, unchanged
from tlaverify.obligations.expand import Expander
from tlaverify.obligations.prime import distribute_prime
from tlaverify.obligations.ptl.formula import (
    FALSE,
    TRUE,
    Formula,
    always,
    atom,
    conj,
    disj,
    eventually,
    iff,
    implies,
    next_,
    not_,
)
from tlaverify.obligations.temporal.enabled import Fact, enabled_facts
from tlaverify.obligations.temporal.levels import Levels, unprime
from tlaverify.obligations.temporal.local import local_formula
from tlaverify.obligations.temporal.normal import Normaliser
from tlaverify.obligations.temporal.persist import Stays, stays

__all__ = ["Abstraction", "Abstractor", "abstract_obligation"]


@dataclass(frozen=True, slots=True)
class Abstraction:
    """``formula`` is unsatisfiable only if the obligation is valid.

    atoms  what each atom stands for.
    rigid  the atoms of constant level.
    """

    formula: Formula
    atoms: Mapping[str, Term]
    rigid: frozenset[str]


def abstract_obligation(obligation: Obligation) -> Abstraction:
    """The negation of the obligation as a propositional temporal formula.

    Raises DiagnosticError for a prime around an action or a temporal formula.
    """
    abstractor = Abstractor(obligation.definitions, obligation.visible)
    facts: list[Fact] = []
    for hypothesis in obligation.hypotheses:
        statement = hypothesis.statement
        term = local_formula(statement) if isinstance(statement, Sequent) else statement
        if term is None:
            continue  # not a formula: one fact less is sound
        formula = abstractor.formula(term)
        if hypothesis.boxable:
            formula = always(formula)
        facts.append(Fact(formula, hypothesis.boxable, hypothesis.under <= Level.STATE))
    goal = abstractor.formula(obligation.goal)
    rules = enabled_facts(abstractor.enabled, abstractor.expanded, facts, frozenset(abstractor.rigid))
    formula = conj((*(f.formula for f in facts), *rules, not_(goal)))
    return Abstraction(formula, dict(abstractor.atoms), frozenset(abstractor.rigid))


class Abstractor:
    """The abstraction of several terms that share their atoms.

    atoms    what each atom stands for; ``rigid`` are those that never change.
    enabled  the action A of each atom ``ENABLED A``.
    """

    def __init__(self, definitions: Mapping[Symbol, Definition], visible: frozenset[Symbol]) -> None:
        self.atoms: dict[str, Term] = {}
        self.rigid: set[str] = set()
        self.enabled: dict[str, Term] = {}
        self._definitions = definitions
        self._expander = Expander(definitions, visible)
        self._normaliser = Normaliser()
        self._levels = Levels()
        self._names: dict[Term, Formula] = {}
        self._done: dict[Term, Formula] = {}

    def formula(self, term: Term) -> Formula:
        """The propositional temporal formula of ``term``."""
        expanded = expand_actions(self._expander.expand(term))
        return self._walk(distribute_prime(expanded, self._definitions))

    def expanded(self, term: Term) -> Formula:
        """``formula`` for a term whose definitions are expanded and whose primes are distributed."""
        return self._walk(term)

    def _walk(self, term: Term) -> Formula:
        known = self._done.get(term)
        if known is None:
            known = self._done[term] = self._translate(term)
        return known

    def _translate(self, term: Term) -> Formula:
        if isinstance(term, Bind):
            return self._quantified(term)
        if not isinstance(term, Apply) or term.op.kind is not Kind.BUILTIN:
            return self._atom(term)
        args = term.args
        match term.op.name:
            case "TRUE":
                return TRUE
            case "FALSE":
                return FALSE
            case "~":
                return not_(self._walk(args[0]))
            case "/\\":
                return conj(self._walk(a) for a in args)
            case "\\/":
                return disj(self._walk(a) for a in args)
            case "=>":
                return implies(self._walk(args[0]), self._walk(args[1]))
            case "<=>":
                return iff(self._walk(args[0]), self._walk(args[1]))
            case "IF":
                test, yes, no = map(self._walk, args)
                return conj((implies(test, yes), disj((test, no))))
            case "[]":
                return always(self._walk(args[0]))
            case "<>":
                return eventually(self._walk(args[0]))
            case "~>":
                return always(implies(self._walk(args[0]), eventually(self._walk(args[1]))))
            case "WF_" | "SF_":
                return self._fair(term.op.name, args[0], args[1])
            case "'":
                return self._prime(term)
            case "ENABLED":
                return self._enabled(term)
        return self._atom(term)

    def _enabled(self, term: Apply) -> Formula:
        """``ENABLED (P /\\ A)`` is ``P /\\ ENABLED A`` for a state formula P.

        ``ENABLED P`` is P, as a next state exists.
        """
        now: list[Term] = []
        later: list[Term] = []
        todo = [term.args[0]]
        while todo:
            part = todo.pop(0)
            if is_builtin(part, "/\\"):
                assert isinstance(part, Apply)
                todo = [*part.args, *todo]
            else:
                (now if self._levels.of(part) <= Level.STATE else later).append(part)
        out = [self._walk(p) for p in now]
        if later:
            action = later[0] if len(later) == 1 else builtin("/\\", *later)
            enabled = self._atom(builtin("ENABLED", action))
            if enabled.op == "atom":
                self.enabled.setdefault(enabled.name, action)
            out.append(enabled)
        return conj(out)

    def _fair(self, name: str, subscript: Term, action: Term) -> Formula:
        """``WF_v(A)`` is ``<>[]ENABLED <<A>>_v => []<><<A>>_v``, ``SF_v(A)`` has ``[]<>ENABLED <<A>>_v``."""
        still = distribute_prime(unchanged(subscript), self._definitions)
        step = builtin("/\\", action, builtin("~", still))
        enabled, taken = self._walk(builtin("ENABLED", step)), self._walk(step)
        if name == "WF_":
            return disj((always(eventually(not_(enabled))), always(eventually(taken))))
        return implies(always(eventually(enabled)), always(eventually(taken)))

    def _prime(self, term: Apply) -> Formula:
        """Primes stand at the leaves; a formula there is an atom of the next instant."""
        inner = term.args[0]
        return next_(self._walk(inner)) if self._levels.of(inner) <= Level.STATE else self._atom(term)

    def _quantified(self, term: Bind) -> Formula:
        """``\\A x \\in S : P /\\ []Q``, S constant, becomes ``(\\A x \\in S : P) /\\ [](\\A x \\in S : Q)``.

        ``\\E`` moves through ``\\/`` and ``<>`` likewise.  What remains quantified is an atom.
        """
        if self._levels.of(term) is not Level.TEMPORAL or term.binder not in (Binder.FORALL, Binder.EXISTS):
            return self._atom(term)
        body = term.body
        constant = all(b.domain is None or self._levels.of(b.domain) is Level.CONSTANT for b in term.bounds)
        junction, modality = ("/\\", "[]") if term.binder is Binder.FORALL else ("\\/", "<>")
        if is_builtin(body, junction):
            assert isinstance(body, Apply)
            parts = [self._walk(Bind(term.binder, term.bounds, a)) for a in body.args]
            return conj(parts) if junction == "/\\" else disj(parts)
        if constant and is_builtin(body, modality):
            assert isinstance(body, Apply)
            inner = self._walk(Bind(term.binder, term.bounds, body.args[0]))
            return always(inner) if modality == "[]" else eventually(inner)
        if isinstance(body, Bind) and body.binder is term.binder and len(term.bounds) == 1:
            merged = self._merge(term, body)
            if merged is not None:
                return self._walk(merged)
        return self._atom(term)

    def _merge(self, outer: Bind, inner: Bind) -> Bind | None:
        """``\\A x \\in S : \\A y \\in T : P`` as one quantifier, where T does not depend on x."""
        symbols = {b.symbol for b in outer.bounds}
        taken = any(b.symbol in symbols for b in inner.bounds)
        if taken or any(b.domain is not None and not symbols.isdisjoint(b.domain.free) for b in inner.bounds):
            return None
        outer_free = {s for b in outer.bounds if b.domain is not None for s in b.domain.free}
        if not outer_free.isdisjoint(b.symbol for b in inner.bounds):
            return None
        bounds = (*(Bound(b.symbol, b.domain) for b in outer.bounds), *inner.bounds)
        return Bind(outer.binder, bounds, inner.body)

    def _atom(self, term: Term) -> Formula:
        """The atom of a formula that is no connective, or its translation if its normal form is one."""
        known = self._names.get(term)
        if known is not None:
            return known
        normal = self._normaliser.formula(term)
        self._names[term] = out = self._name(normal)
        return out

    def _steady(self, out: Formula, truth: Stays) -> Formula:
        """A formula that never changes is rigid; F with F => []F is ``[]F``; F with ~F => []~F is ``<>F``."""
        if truth.true and truth.false:
            self.rigid.add(out.name)
            return out
        if truth.true:
            return always(out)
        return eventually(out) if truth.false else out

    def _name(self, normal: Term) -> Formula:
        """The atom of a term in normal form."""
        known = self._names.get(normal)
        if known is not None:
            return known
        out: Formula
        if is_builtin(normal, "TRUE"):
            out = TRUE
        elif is_builtin(normal, "FALSE"):
            out = FALSE
        elif is_builtin(normal, "~"):
            assert isinstance(normal, Apply)
            out = not_(self._name(normal.args[0]))
        else:
            level = self._levels.of(normal)
            before = unprime(normal, self._definitions) if level is Level.ACTION else None
            if before is not None:
                out = next_(self._walk(before))
            else:
                name = f"{level.name.lower()} {len(self.atoms) + 1}"
                self.atoms[name] = normal
                out = self._steady(atom(name), stays(normal, self._levels))
        self._names[normal] = out
        return out
