"""Definitions, sequents and obligations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tlaverify.kernel.term import Level, Symbol, Term

__all__ = ["Definition", "Hypothesis", "New", "Obligation", "Place", "Sequent"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: file, and line and column from 1 (columns in characters; end exclusive)."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Definition:
    """``symbol(params) == body``.

    ``leibniz[i]`` tells whether equal values of parameter i give equal results
    (false where the body primes the parameter or uses it under ENABLED or a
    temporal operator); such an operator may not stand as an uninterpreted function.
    ``hides`` are the terms that decide what it means and do not stand in the body, of which
    less is known: an INSTANCE could not look into them.
    """

    symbol: Symbol
    params: tuple[Symbol, ...]
    body: Term
    leibniz: tuple[bool, ...] = ()
    recursive: bool = False
    place: Place | None = field(default=None, compare=False)
    hides: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class New:
    """A declaration in a sequent's context: ``NEW x \\in S``; what it declares is told by the symbol."""

    symbol: Symbol
    domain: Term | None = None


@dataclass(frozen=True, slots=True)
class Sequent:
    """``ASSUME context PROVE goal``: each element may use the symbols declared before it."""

    context: tuple[New | Term | Sequent, ...]
    goal: Term
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A fact with the name it is cited by (``<1>2``, ``TypeOK`` ...; empty for a raw or anonymous one).

    ``statement`` is a Sequent for a cited theorem or step stated with ASSUME/PROVE.
    ``boxable``: proved under constant-level or boxed assumptions only, so that it
    holds in every state of the behaviour and ``[]`` of it is a fact too.
    ``under``: the highest level among the assumptions that it was proved under (of an
    assumption: its own level).  At STATE or below, it holds whatever the next state is.
    """

    statement: Term | Sequent
    name: str = ""
    boxable: bool = False
    place: Place | None = field(default=None, compare=False)
    under: Level = Level.TEMPORAL

    @property
    def is_assumption(self) -> bool:
        """Among the hidden facts: whether it is a formula that a module assumes, and no step's fact."""
        return (
            self.boxable and self.under is Level.CONSTANT
            and isinstance(self.statement, Term) and not self.name.startswith("<")
        )


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing to prove: ``declared; hypotheses |- goal`` under ``definitions``.

    id           unique: ``Module!Theorem!<1>2!<2>3/goal``.
    step         the id of the step or theorem it belongs to.
    kind         "goal", "fact" (a raw fact in BY), "domain" (WITNESS, TAKE), "pick", "suffices", ...
    place        what to underline.
    declared     all constants, variables and NEW symbols in scope.
    hypotheses   the usable facts, in the order of the text; nothing else may be used.
    hidden       facts of the proof that are in scope and not usable (for hints only); ``around`` those of the
                 module (``Hypothesis.is_assumption`` tells the ASSUMEs among them).
    definitions  all definitions in scope by symbol, nested uses included.
    visible      the symbols of the definitions that may be expanded.
    backends     the TLAPS pragmas cited: "ptl", "smt", "zenon", "isabelle", "expandenabled", ...
    omitted      the proof is OMITTED or missing: nothing is to be run.
    refused      why the step could not be read, or depends on one that could not: nothing is to be run, and
                 goal and hypotheses mean nothing.
    rests_on     names of the theorems, ASSUMEs and library facts that the hypotheses come from: ``Thm``,
                 ``I!Thm``, ``MODULE M!Thm`` of the module M, ``USE M!line 7`` for the raw facts of that USE.
    """

    id: str
    step: str
    kind: str
    place: Place
    declared: tuple[Symbol, ...]
    hypotheses: tuple[Hypothesis, ...]
    goal: Term
    definitions: Mapping[Symbol, Definition]
    visible: frozenset[Symbol]
    hidden: tuple[Hypothesis, ...] = ()
    around: tuple[Hypothesis, ...] = ()
    backends: frozenset[str] = frozenset()
    omitted: bool = False
    refused: str = ""
    rests_on: tuple[str, ...] = ()
    level: Level = Level.CONSTANT

    @property
    def unused(self) -> tuple[Hypothesis, ...]:
        """The facts in scope that are not usable: first the proof's, then the module's."""
        return (*self.hidden, *self.around)
