"""What an obligation's facts, its goal and the definitions say of its symbols."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from tlaverify.evaluate.binders import conjuncts
from tlaverify.kernel.rewrite import substitute, subterms
from tlaverify.kernel.sequent import Definition
from tlaverify.kernel.term import Apply, Bind, Binder, Kind, Level, Str, Symbol, Term, is_builtin

__all__ = ["Told", "is_symbol", "primed"]

_SET_POSITIONS: Final = {
    "\\in": (1,), "\\subseteq": (0, 1), "\\cup": (0, 1), "\\cap": (0, 1), "\\": (0, 1), "SUBSET": (0,),
    "UNION": (0,), "[->]": (0, 1), "Seq": (0,),
}


class Told:
    """What is told of the symbols.

    terms      the facts and the goal.
    conjuncts  of the facts, and of what the goal assumes.
    """

    def __init__(self, facts: Iterable[Term], goal: Term, definitions: Mapping[Symbol, Definition]) -> None:
        self._definitions: Final = definitions
        self._hinted: list[Term] | None = None
        known = [*facts]
        self.terms: Final = [*known, goal]
        self.conjuncts: Final = list(self._flat([*known, *self._antecedents(goal)]))

    def _antecedents(self, goal: Term) -> Iterator[Term]:
        """What the goal assumes: A and B of ``A => (B => C)``."""
        opened = self.opened(goal)
        while is_builtin(opened, "=>") and isinstance(opened, Apply):
            yield opened.args[0]
            opened = self.opened(opened.args[1])

    def _flat(self, facts: Iterable[Term]) -> Iterator[Term]:
        """The conjuncts of the facts, defined operators at their roots opened."""
        for fact in facts:
            opened = self.opened(fact)
            if is_builtin(opened, "/\\") and isinstance(opened, Apply):
                yield from self._flat(opened.args)
            else:
                yield opened

    def opened(self, term: Term) -> Term:
        """The term with the definition at its root expanded, as often as there is one."""
        for _ in range(50):
            if not isinstance(term, Apply) or term.op.kind is not Kind.DEFINED:
                break
            definition = self._definitions.get(term.op)
            if definition is None or definition.recursive or any(p.arity for p in definition.params):
                break
            term = substitute(definition.body, dict(zip(definition.params, term.args, strict=True)))
        return term

    def mentions_next(self, fact: Term) -> bool:
        """Whether the state after occurs in the fact, also in definitions."""
        seen: set[Symbol] = set()
        todo = [fact]
        while todo:
            for t in subterms(todo.pop()):
                if is_builtin(t, "'") or is_builtin(t, "UNCHANGED") or is_builtin(t, "[]_"):
                    return True
                if isinstance(t, Apply) and t.op.kind is Kind.DEFINED and t.op not in seen:
                    seen.add(t.op)
                    if t.op in self._definitions:
                        todo.append(self._definitions[t.op].body)
        return False

    def said(self, symbol: Symbol) -> tuple[str, Term] | None:
        """What gives the shape: ``("\\in", S)``, ``("\\subseteq", S)``, ``("=", e)``.

        A fact as a rule; else a conjunct of some definition in scope, such as TypeOK, which
        then serves as a hint and is not assumed.
        """
        said = self._said_in(symbol, self.conjuncts)
        if said is None and symbol.kind is Kind.VARIABLE:
            said = self._said_in(symbol, self._hints(), ("\\in", "\\subseteq"))
        return said

    def _hints(self) -> list[Term]:
        """The conjuncts of the definitions without parameters."""
        if self._hinted is None:
            bodies = [
                d.body for d in self._definitions.values()
                if not d.params and not d.recursive and d.symbol.level is Level.STATE
            ]
            self._hinted = list(self._flat(b for b in bodies if isinstance(b, Apply)))
        return self._hinted

    def _said_in(
        self, symbol: Symbol, facts: Iterable[Term], relations: Iterable[str] = ("\\in", "\\subseteq", "=")
    ) -> tuple[str, Term] | None:
        facts = list(facts)
        for fact in facts:
            if any(is_builtin(fact, r) for r in relations) and isinstance(fact, Apply):
                left, right = fact.args
                if is_symbol(left, symbol) and symbol not in self.symbols_of([right]) and not primed(right):
                    return fact.op.name, right
        return self._said_pointwise(symbol, facts)

    def _said_pointwise(self, symbol: Symbol, facts: Iterable[Term]) -> tuple[str, Term] | None:
        """``DOMAIN f = S`` and ``\\A x \\in S : f[x] \\in T``: as a Bind with the body T."""
        for fact in facts:
            if not isinstance(fact, Bind) or fact.binder is not Binder.FORALL or len(fact.bounds) != 1:
                continue
            bound = fact.bounds[0]
            if bound.domain is None:
                continue
            for part in conjuncts(fact.body):
                if not is_builtin(part, "\\in") or not isinstance(part, Apply):
                    continue
                left, right = part.args
                if not is_builtin(left, "APPLY") or not isinstance(left, Apply):
                    continue
                if not is_symbol(left.args[0], symbol):
                    continue
                if is_symbol(left.args[1], bound.symbol) and symbol not in self.symbols_of([right]):
                    return "pointwise", Bind(Binder.FUNCTION, (bound,), right)
        return None

    def symbols_of(self, terms: Iterable[Term]) -> set[Symbol]:
        """The declared symbols in the terms and in the definitions that they use."""
        found: set[Symbol] = set()
        seen: set[Symbol] = set()
        todo = list(terms)
        while todo:
            for t in subterms(todo.pop()):
                if not isinstance(t, Apply):
                    continue
                if t.op.kind in (Kind.CONSTANT, Kind.VARIABLE):
                    found.add(t.op)
                elif t.op.kind is Kind.DEFINED and t.op not in seen:
                    seen.add(t.op)
                    if t.op in self._definitions:
                        todo.append(self._definitions[t.op].body)
        return found

    def _reached(self) -> Iterator[Term]:
        """The terms and the bodies of the definitions that they use."""
        seen: set[Symbol] = set()
        todo = list(self.terms)
        while todo:
            whole = todo.pop()
            yield whole
            for t in subterms(whole):
                if isinstance(t, Apply) and t.op.kind is Kind.DEFINED and t.op not in seen:
                    seen.add(t.op)
                    if t.op in self._definitions:
                        todo.append(self._definitions[t.op].body)

    def strings(self) -> list[str]:
        """The string literals, also in definitions."""
        found = {t.value: None for whole in self._reached() for t in subterms(whole) if isinstance(t, Str)}
        return list(found)[:60]

    def ends_interval(self, symbol: Symbol) -> bool:
        """Whether ``1..symbol`` occurs: such a number tells how many elements a set has."""
        return any(
            is_builtin(t, "..") and isinstance(t, Apply) and is_symbol(t.args[1], symbol)
            for whole in self._reached() for t in subterms(whole)
        )

    def is_set(self, symbol: Symbol) -> bool:
        """Whether the symbol is used as a set."""
        for whole in [*self.terms, *(d.body for d in self._definitions.values())]:
            for t in subterms(whole):
                if isinstance(t, Bind) and any(
                    b.domain is not None and is_symbol(b.domain, symbol) for b in t.bounds
                ):
                    return True
                if isinstance(t, Apply) and t.op.kind is Kind.BUILTIN:
                    places = _SET_POSITIONS.get(t.op.name, ())
                    if t.op.name == "\\X":
                        places = tuple(range(len(t.args)))
                    elif t.op.name == "RECSET":
                        places = tuple(range(1, len(t.args), 2))
                    if any(is_symbol(t.args[i], symbol) for i in places):
                        return True
        return False


def is_symbol(term: Term, symbol: Symbol) -> bool:
    """Whether the term is just that symbol."""
    return isinstance(term, Apply) and term.op == symbol and not term.args


def primed(term: Term) -> bool:
    """Whether the term itself speaks of the state after."""
    return any(is_builtin(t, "'") or is_builtin(t, "UNCHANGED") for t in subterms(term))
