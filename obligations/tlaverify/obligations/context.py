"""What is known and what is usable at a point of a proof.

A context is a persistent value: each step yields a larger one.  A *fact* is in the
context from where it is assumed or proved; it is *usable* (a leaf proof sees it) if
it was introduced by an unnamed step or a theorem's own ASSUME, if it is the domain
of a NEW symbol, or where BY or USE cites it.  Sources: L. Lamport, "TLA+2: A
Preliminary Guide", section 7; the TLAPS documentation on USE and HIDE.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain, islice

from tlaverify.kernel.sequent import Definition, Hypothesis, New, Place, Sequent
from tlaverify.kernel.term import Level, Symbol, Term, builtin, ref
from tlaverify.obligations.temporal import persists
from tlaverify.semantics.levels import level_of
from tlaverify.semantics.scope import Scope

__all__ = ["Around", "Context", "Fact", "assumed", "assumptions", "holds_always"]

HINTS = 100

_Statement = Term | Sequent


@dataclass(frozen=True, slots=True)
class Around:
    """What a module says before a proof, the nearest ``HINTS``: for hints only.  ``Around.of`` makes it.

    All obligations of a proof mostly share ``facts``; ``statements`` tells at once that they may.
    """

    facts: tuple[Hypothesis, ...] = ()
    statements: frozenset[_Statement] = frozenset()

    @staticmethod
    def of(facts: Iterable[Hypothesis]) -> Around:
        """The facts, each statement once."""
        found = {h.statement: h for h in facts}
        return Around(tuple(found.values()), frozenset(found))

    def without(self, statements: Collection[_Statement]) -> tuple[Hypothesis, ...]:
        """The facts but for those of ``statements``."""
        if self.statements.isdisjoint(statements):
            return self.facts
        return tuple(h for h in self.facts if h.statement not in statements)


_NOTHING = Around()


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a context.

    domain  it is ``x \\in S`` of ``NEW x \\in S``: BY ONLY does not hide it.
    rests   the names of the theorems and assumptions that it is.
    """

    hypothesis: Hypothesis
    usable: bool
    domain: bool = False
    rests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """``facts |- goal`` in ``scope``.

    visible   the definitions that may be expanded.
    boxed     everything assumed so far holds in all later states of the behaviour: what is
              proved here may be boxed.
    under     the highest level among what is assumed so far.
    backends  the pragmas that USE has put in force.
    around    the assumptions and named theorems of the module before this proof, and those of the modules
              that it extends, for hints.
    before    the assumptions and named theorems of the module before this proof, and the assumptions of the
              modules that it extends: to be cited word by word.
    formulas  the names of theorems and assumptions: where they stand as formulas they are expanded.
    """

    scope: Scope
    goal: Term
    facts: tuple[Fact, ...] = ()
    visible: frozenset[Symbol] = frozenset()
    boxed: bool = True
    under: Level = Level.CONSTANT
    backends: frozenset[str] = frozenset()
    around: Around = _NOTHING
    before: tuple[Fact, ...] = ()
    formulas: frozenset[Symbol] = frozenset()

    @property
    def definitions(self) -> Mapping[Symbol, Definition]:
        """All definitions in scope, the visible and the hidden ones."""
        return self.scope.definitions

    def usable(self) -> tuple[Hypothesis, ...]:
        """The usable facts in the order of the text, each statement once."""
        found: dict[Term | Sequent, Hypothesis] = {}
        for fact in self.facts:
            if fact.usable:
                h = fact.hypothesis
                old = found.get(h.statement)
                if old is None:
                    found[h.statement] = h
                else:
                    found[h.statement] = replace(
                        old, boxable=old.boxable or h.boxable, name=old.name or h.name,
                        under=min(old.under, h.under),
                    )
        return tuple(found.values())

    def hidden(self) -> tuple[tuple[Hypothesis, ...], tuple[Hypothesis, ...]]:
        """The facts of the proof, and those of the module around it, that are not usable here (the nearest
        ``HINTS`` of each: they serve for hints only).  What both state counts as the proof's, under the
        module's name."""
        known = {f.hypothesis.statement for f in self.facts if f.usable}
        own = (f.hypothesis for f in reversed(self.facts) if not f.usable)
        last = list(islice((h for h in own if h.statement not in known), HINTS))
        near = {h.statement: h for h in reversed(last)}
        if not self.around.statements.isdisjoint(near):
            near |= {h.statement: h for h in self.around.facts if h.statement in near}
        return tuple(near.values()), self.around.without(known | near.keys())

    def rests_on(self) -> tuple[str, ...]:
        """Names of the theorems and assumptions among the usable facts."""
        return tuple(dict.fromkeys(name for f in self.facts if f.usable for name in f.rests))

    def with_facts(self, facts: Iterable[Fact]) -> Context:
        """With more facts, which come last."""
        return replace(self, facts=(*self.facts, *facts))

    def enter(self, sequent: Sequent, facts: Iterable[Fact], scope: Scope) -> Context:
        """The context in which ``sequent`` is proved: its ``assumptions`` added, its goal the goal.

        What ``[]ASSUME ... []PROVE`` is proved under must hold in all states, so that facts of the
        present state are left behind.
        """
        context = self
        if sequent.boxed:
            always = tuple(f for f in self.facts if f.hypothesis.boxable)
            context = replace(self, facts=always, boxed=True)
        return replace(context.assume(facts), scope=scope, goal=sequent.goal)

    def assume(self, facts: Iterable[Fact]) -> Context:
        """With facts that are assumed, not proved: they decide whether what follows may be boxed."""
        new = tuple(facts)
        return replace(
            self,
            facts=(*self.facts, *new),
            boxed=self.boxed and all(f.hypothesis.boxable for f in new),
            under=max((self.under, *(f.hypothesis.under for f in new))),
        )

    def find(self, statement: Term | Sequent) -> Fact | None:
        """The last fact of the proof, else of the module, with this very statement, usable or not."""
        for fact in chain(reversed(self.facts), reversed(self.before)):
            if fact.hypothesis.statement == statement:
                return fact
        return None

    def forget(self, count: int) -> Context:
        """With the first ``count`` facts, domains of NEW symbols apart, no longer usable (BY ONLY)."""
        head = (f if f.domain else replace(f, usable=False) for f in self.facts[:count])
        return replace(self, facts=(*head, *self.facts[count:]))

    def hide(self, statements: Iterable[Term | Sequent]) -> Context:
        """With the facts of these statements no longer usable."""
        gone = set(statements)
        facts = (replace(f, usable=False) if f.hypothesis.statement in gone else f for f in self.facts)
        return replace(self, facts=tuple(facts))


def holds_always(statement: Term | Sequent, definitions: Mapping[Symbol, Definition]) -> bool:
    """Whether the statement, once true, is true in all later states.

    A sequent is, if all its parts are of constant level.
    """
    if isinstance(statement, Term):
        return persists(statement, definitions)
    parts: list[Term | Sequent] = [statement.goal]
    for element in statement.context:
        if isinstance(element, New):
            if element.symbol.level is not Level.CONSTANT:
                return False
            parts.extend(() if element.domain is None else (element.domain,))
        else:
            parts.append(element)
    return all(
        holds_always(p, definitions)
        if isinstance(p, Sequent)
        else level_of(p, definitions) is Level.CONSTANT
        for p in parts
    )


def assumed(
    statement: Term | Sequent, definitions: Mapping[Symbol, Definition], name: str, place: Place
) -> Hypothesis:
    """The hypothesis that an assumption is."""
    if isinstance(statement, Term):
        level = level_of(statement, definitions)
    else:
        level = Level.CONSTANT if holds_always(statement, definitions) else Level.TEMPORAL
    return Hypothesis(statement, name, holds_always(statement, definitions), place, level)


def assumptions(
    sequent: Sequent, definitions: Mapping[Symbol, Definition], name: str, usable: bool, place: Place
) -> tuple[Fact, ...]:
    """The facts that the context of ``sequent`` gives its proof.

    name    what they are cited by; usable says whether those that are no domains are so uncited.
    Those of ``[]ASSUME`` hold in all states of the behaviour.
    """
    out: list[Fact] = []
    for element in sequent.context:
        if isinstance(element, New):
            if element.domain is not None:
                inside = builtin("\\in", ref(element.symbol), element.domain)
                out.append(Fact(assumed(inside, definitions, name, place), usable=True, domain=True))
        elif sequent.boxed:  # what it says of later states makes it temporal
            out.append(Fact(Hypothesis(element, name, True, place), usable))
        else:
            out.append(Fact(assumed(element, definitions, name, place), usable))
    return tuple(out)
