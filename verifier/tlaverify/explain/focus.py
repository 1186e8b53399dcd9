"""The case of an obligation that a counterexample is about, with everything in it named.

    Inv /\\ (\\E a \\in Acceptors : Phase2b(a)) => (\\A m \\in sent : P(m))'

becomes, for a counterexample in which Phase2b(a) breaks P(m),

    NEW a, NEW m, Inv, a \\in Acceptors, (the conjuncts of Phase2b(a)), m \\in sent'  |-  P(m)'

A counterexample to the case is one to the obligation, not the other way round.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tlaverify.evaluate.values import Value
from tlaverify.explain.action import changes
from tlaverify.explain.blame import rows
from tlaverify.explain.counterexample import Counterexample, interpretation_of
from tlaverify.explain.machine import machine_of
from tlaverify.kernel.rewrite import substitute, subterms
from tlaverify.kernel.sequent import Definition, Hypothesis, Obligation
from tlaverify.kernel.term import Apply, Bind, Binder, Kind, Level, Symbol, Term, builtin, is_builtin, ref

__all__ = ["Case", "focus"]


@dataclass(frozen=True, slots=True)
class Case:
    """The case as an obligation of its own.

    action    the innermost named action that was opened, over the new constants; None if there is none.
    steps     the facts that say what the action does; the rest of what is assumed is none of its business.
    of_action, of_goal   the constants that stand for what \\E and \\A bound, with their domains.
    values    what the new constants are in the counterexample.
    home      the last definition on the way to the goal's false part.
    """

    obligation: Obligation
    action: Term | None
    steps: tuple[Term, ...]
    of_action: tuple[tuple[Symbol, Term | None], ...]
    of_goal: tuple[tuple[Symbol, Term | None], ...]
    values: tuple[tuple[Symbol, Value], ...]
    home: Term | None


def focus(obligation: Obligation, found: Counterexample) -> Case:
    """The case of the obligation that the counterexample is one to."""
    return _Opening(obligation, found).case()


class _Opening:
    def __init__(self, obligation: Obligation, found: Counterexample) -> None:
        self.obligation = obligation
        meaning = interpretation_of(found, obligation)
        self.constants = dict(meaning.constants)
        self.machine, self.frame = machine_of(replace(meaning, constants=self.constants))
        self.taken = {s.name for s in obligation.declared} | {s.name for s in obligation.definitions}
        self.facts: list[Hypothesis] = []
        self.steps: list[Term] = []
        self.of_action: list[tuple[Symbol, Term | None]] = []
        self.of_goal: list[tuple[Symbol, Term | None]] = []
        self.values: list[tuple[Symbol, Value]] = []
        self.opened: set[Symbol] = set()
        self.action: Term | None = None
        self.home: Term | None = None

    def case(self) -> Case:
        # what names the action itself comes before what only says that it is one of many
        for hypothesis in sorted(self.obligation.hypotheses, key=self._breadth):
            if not isinstance(hypothesis.statement, Term) or self.action is not None:
                self.facts.append(hypothesis)
            else:
                self._fact(hypothesis.statement, hypothesis)
        goal = self._goal(self.obligation.goal, False)
        declared = (*self.obligation.declared, *(s for s, _ in self.values))
        opened = replace(
            self.obligation, id=f"{self.obligation.id}/case", declared=declared, hypotheses=tuple(self.facts),
            goal=goal, visible=self.obligation.visible | self.opened,
        )
        return Case(
            opened, self.action, tuple(self.steps), tuple(self.of_action), tuple(self.of_goal),
            tuple(self.values), self.home,
        )

    def _add(self, term: Term, origin: Hypothesis | None, step: bool) -> None:
        self.facts.append(replace(origin, statement=term) if origin is not None else Hypothesis(term))
        if step:
            self.steps.append(term)

    def _fact(self, term: Term, origin: Hypothesis | None, step: bool = False) -> None:
        """Open a fact as far as it says which action was taken."""
        if is_builtin(term, "/\\") and isinstance(term, Apply):
            for part in term.args:
                self._fact(part, origin, step)
        elif not self._changes(term):
            self._add(term, origin, step)
        elif is_builtin(term, "[]_") and isinstance(term, Apply):
            taken = self.machine.truth(term.args[0], {}, self.frame) is True
            self._fact(term.args[0] if taken else builtin("UNCHANGED", term.args[1]), origin, True)
        elif is_builtin(term, "\\/") and isinstance(term, Apply):
            true = [p for p in term.args if self.machine.truth(p, {}, self.frame) is True]
            self._fact(true[0], origin, True) if true else self._add(term, origin, True)
        elif isinstance(term, Bind) and term.binder is Binder.EXISTS:
            body = self._instance(term, self.of_action, True, False, origin)
            self._fact(body, origin, True) if body is not None else self._add(term, origin, True)
        elif (definition := self._definition(term)) is not None and isinstance(term, Apply):
            self.opened.add(term.op)
            body = _body(definition, term)
            if not _is_equation(body):
                self.action = term
            self._fact(body, origin, True)
        else:
            self._add(term, origin, True)

    def _goal(self, term: Term, primed: bool) -> Term:
        """Open the goal down to the part that is false, as far as it says something of all values."""
        frame = self.frame.following if primed and self.frame.following is not None else self.frame

        def wrapped(t: Term) -> Term:
            return builtin("'", t) if primed and not _rigid(t) else t

        if is_builtin(term, "'") and isinstance(term, Apply):
            return self._goal(term.args[0], True)
        if is_builtin(term, "/\\") and isinstance(term, Apply):
            false = [p for p in term.args if self.machine.truth(p, {}, frame) is False]
            return self._goal(false[0], primed) if false else wrapped(term)
        if is_builtin(term, "=>") and isinstance(term, Apply):
            if primed:
                self._add(wrapped(term.args[0]), None, False)
            else:
                self._fact(term.args[0], None)
            return self._goal(term.args[1], primed)
        if isinstance(term, Bind) and term.binder is Binder.FORALL:
            body = self._instance(term, self.of_goal, False, primed, None)
            return wrapped(term) if body is None else self._goal(body, primed)
        if is_builtin(term, "~") and isinstance(term, Apply):
            inner = term.args[0]
            if isinstance(inner, Bind) and inner.binder is Binder.EXISTS:
                body = self._instance(inner, self.of_goal, True, primed, None)
                return wrapped(term) if body is None else self._goal(builtin("~", body), primed)
            return wrapped(term)
        definition = self._definition(term)
        if definition is not None and isinstance(term, Apply) and self._universal(definition.body, 0):
            self.opened.add(term.op)
            self.home = wrapped(term)
            return self._goal(_body(definition, term), primed)
        return wrapped(term)

    def _instance(
        self, term: Bind, new: list[tuple[Symbol, Term | None]], holds: bool, primed: bool,
        origin: Hypothesis | None,
    ) -> Term | None:
        """The body for values that give it that truth value, under new constants; None without such."""
        frame = self.frame.following if primed and self.frame.following is not None else self.frame
        found = next(
            (r for r in rows(self.machine, term, {}, frame)
             if self.machine.truth(term.body, r, frame) is holds),
            None,
        )
        if found is None:
            return None
        values: dict[Symbol, Term] = {}
        for bound in term.bounds:
            symbol = Symbol(self._name(bound.symbol.name), Kind.CONSTANT, scope="case")
            value = found[bound.symbol]
            assert isinstance(value, Value)
            self.constants[symbol] = value
            self.values.append((symbol, value))
            new.append((symbol, bound.domain))
            values[bound.symbol] = ref(symbol)
            if bound.domain is not None:
                later = primed and not _rigid(bound.domain)
                domain = builtin("'", bound.domain) if later else bound.domain
                self._add(builtin("\\in", ref(symbol), domain), origin, False)
        return substitute(term.body, values)

    def _breadth(self, hypothesis: Hypothesis) -> int:
        """How many actions the hypothesis may be about."""
        if not isinstance(hypothesis.statement, Term) or not self._changes(hypothesis.statement):
            return 0
        seen: set[Symbol] = set()
        todo = [hypothesis.statement]
        while todo:
            for t in subterms(todo.pop()):
                definition = self._definition(t)
                if definition is None or definition.symbol in seen:
                    continue
                if self._changes(definition.body):
                    seen.add(definition.symbol)
                    todo.append(definition.body)
        return len(seen)

    def _name(self, name: str) -> str:
        base = new = name.replace("$", "_")
        n = 1
        while new in self.taken:
            new = f"{base}_{n}"
            n += 1
        self.taken.add(new)
        return new

    def _definition(self, term: Term) -> Definition | None:
        if not isinstance(term, Apply) or term.op.kind is not Kind.DEFINED:
            return None
        definition = self.obligation.definitions.get(term.op)
        return None if definition is None or definition.recursive else definition

    def _changes(self, term: Term) -> bool:
        return changes(self.machine, term, set())

    def _universal(self, body: Term, depth: int) -> bool:
        """Whether the formula is about all values, or a conjunction: what can be opened further."""
        if isinstance(body, Bind):
            return body.binder is Binder.FORALL
        if any(is_builtin(body, op) for op in ("/\\", "=>", "'")):
            return True
        if is_builtin(body, "~") and isinstance(body, Apply):
            return isinstance(body.args[0], Bind) and body.args[0].binder is Binder.EXISTS
        definition = self._definition(body)
        if definition is None:
            return not any(is_builtin(body, op) for op in ("\\/", "~")) and not isinstance(body, Bind)
        return depth < 20 and self._universal(definition.body, depth + 1)


def _body(definition: Definition, term: Apply) -> Term:
    return substitute(definition.body, dict(zip(definition.params, term.args, strict=True)))


def _rigid(term: Term) -> bool:
    """Whether the term means the same in all states."""
    return all(
        t.op.level is Level.CONSTANT and t.op.kind is not Kind.VARIABLE
        for t in subterms(term) if isinstance(t, Apply)
    )


def _is_equation(body: Term) -> bool:
    """``x' = e``: no action of its own, but a way to write one (``Send(m)``)."""
    return is_builtin(body, "=") or is_builtin(body, "UNCHANGED")


