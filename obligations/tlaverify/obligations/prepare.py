"""From an obligation to first-order terms: the entry of the encodings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tlaverify.kernel.sequent import New, Obligation, Sequent
from tlaverify.kernel.term import Apply, Bind, Binder, Bound, Kind, Lambda, Symbol, Term, builtin, is_builtin
from tlaverify.obligations.distributed import Distributor
from tlaverify.obligations.formula import Schema, close, has_schema, matrix
from tlaverify.obligations.one_point import eliminate_all
from tlaverify.obligations.opaque import Opaque
from tlaverify.obligations.prime import distribute_prime
from tlaverify.obligations.replace import replace_symbols, symbols_of, terms_of
from tlaverify.obligations.schema import instances, is_constant

__all__ = ["Prepared", "prepare"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """The hypotheses and the goal as first-order terms; ``names[i]`` is what hypothesis i is cited by.

    What may occur: the built-in operators but those of actions and temporal logic,
    of which only ``'`` on a VARIABLE is left; no Lambda and no Let; symbols that
    are CONSTANT, VARIABLE, BOUND, or, as uninterpreted functions, OPAQUE and (hidden)
    DEFINED.  An OPAQUE symbol of scope ``opaque.BOOLEAN`` is a formula.
    """

    hypotheses: tuple[Term, ...]
    goal: Term
    names: tuple[str, ...]


def prepare(obligation: Obligation) -> Prepared:
    """The obligation with visible definitions expanded, primes distributed and the rest made opaque.

    The result is valid only if the obligation is.  Facts that declare operators are
    replaced by instances; a fact that cannot be stated in first order is left out.
    Raises DiagnosticError for a prime within a prime.
    """
    return _Preparation(obligation).run()


class _Preparation:
    def __init__(self, obligation: Obligation) -> None:
        self._obligation = obligation
        self._definitions = obligation.definitions
        self._distributor = Distributor(
            obligation.definitions, obligation.visible, enabled="expandenabled" in obligation.backends
        )
        self._opaque = Opaque(obligation.definitions)

    def distributed(self, term: Term) -> Term:
        """Definitions expanded, primes distributed, temporal operators moved in through quantifiers."""
        return self._distributor.distribute(term)

    def term(self, term: Term) -> Term:
        """One term made first order."""
        out = self._opaque.hide(self.distributed(term))
        # facts beside an ENABLED written out name the next values by quantifiers of their own
        return eliminate_all(out) if "expandenabled" in self._obligation.backends else out

    def run(self) -> Prepared:
        """See ``prepare``."""
        goal = self.term(self._obligation.goal)
        terms: list[Term] = []
        names: list[str] = []
        schemas: list[tuple[Schema, str]] = []
        for hypothesis in self._obligation.hypotheses:
            statement = hypothesis.statement
            formula: Term | None
            if not isinstance(statement, Sequent):
                formula = self.term(statement)
            elif has_schema(statement):
                schema = matrix(statement, self.distributed)
                if schema is not None and is_constant(schema):
                    schemas.append((schema, hypothesis.name))
                continue
            else:
                whole = matrix(statement, self.term)
                formula = None if whole is None else close(whole, self._opaque.hidden_in)
            if formula is not None and not is_builtin(formula, "TRUE"):
                terms.append(formula)
                names.append(hypothesis.name)
        for schema, name in schemas:
            for formula in self._instances(schema):
                terms.append(formula)
                names.append(name)
        return Prepared(tuple(terms), goal, tuple(names))

    def _instances(self, schema: Schema) -> Iterator[Term]:
        """First-order instances of a schema."""
        facts = [
            self.distributed(h.statement)
            for h in self._obligation.hypotheses
            if isinstance(h.statement, Term)
        ]
        goal = self.distributed(self._obligation.goal)
        for instance, later in instances(schema, goal, facts, self._operators()):
            values = {symbol: self._again(value) for symbol, value in later.items()}
            elements: list[New | Term] = []
            for e in instance.elements:
                if not isinstance(e, New):
                    elements.append(replace_symbols(self._again(e), values))
                    continue
                domain = None if e.domain is None else replace_symbols(self._again(e.domain), values)
                if e.symbol not in values:
                    elements.append(New(e.symbol, domain))
                elif domain is not None:
                    elements.append(builtin("\\in", values[e.symbol], domain))
            conclusion = replace_symbols(self._again(instance.goal), values)
            formula = close(Schema((), tuple(elements), conclusion), self._opaque.hidden_in)
            if formula is None:
                continue
            if formula.free:  # the match was found below binders of the obligation
                bounds = tuple(Bound(s, None) for s in sorted(formula.free, key=lambda s: s.name))
                formula = Bind(Binder.FORALL, bounds, formula)
            yield formula

    def _again(self, term: Term) -> Term:
        """An instance made first order: putting operators in can set a prime on what is rigid."""
        return self._opaque.hide(distribute_prime(term, self._definitions))

    def _operators(self) -> Sequence[Lambda]:
        """The operators that the proof defines or declares and the obligation mentions: what a schema's
        operator is likely to stand for."""
        mentioned = _mentioned(self._obligation)
        out: list[Lambda] = []
        for definition in reversed(list(self._obligation.definitions.values())):
            symbol = definition.symbol
            if "!" not in symbol.scope or symbol not in mentioned or not definition.params:
                continue
            if any(p.arity for p in definition.params):
                continue
            params = tuple(Symbol(f"{p.name}$$", Kind.BOUND) for p in definition.params)
            body = self.distributed(Apply(symbol, tuple(Apply(p, ()) for p in params)))
            out.append(Lambda(params, body))
        for symbol in self._obligation.declared:
            if "!" in symbol.scope and symbol in mentioned and symbol.arity:
                params = tuple(Symbol(f"p{n}$$", Kind.BOUND) for n in range(symbol.arity))
                out.append(Lambda(params, Apply(symbol, tuple(Apply(p, ()) for p in params))))
        return out


def _mentioned(obligation: Obligation) -> frozenset[Symbol]:
    memo: dict[Term, frozenset[Symbol]] = {}
    statements = (obligation.goal, *(h.statement for h in obligation.hypotheses))
    return frozenset(s for term in terms_of(statements) for s in symbols_of(term, memo))
