"""Whether a term's level fits the place where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tlaverify.kernel.term import Apply, Bind, Kind, Level, Term
from tlaverify.semantics.levels import Analysis
from tlaverify.semantics.problems import refuse
from tlaverify.semantics.scope import Scope
from tlaverify.syntax import ast

__all__ = ["LEVEL_WORDS", "LevelChecks"]

LEVEL_WORDS: Final = {
    Level.CONSTANT: "a constant",
    Level.STATE: "a state function",
    Level.ACTION: "an action",
    Level.TEMPORAL: "a temporal formula",
}


class LevelChecks:
    """The checks of the TLA+ tools; ``levels`` keeps what was found out about terms.

    One instance serves one module or proof step: it only saves work, no result depends on it.
    """

    def __init__(self, scope: Scope) -> None:
        self._definitions = scope
        self.levels = Analysis(scope.operators.get)

    def within(self, scope: Scope) -> None:
        """Take definitions from ``scope`` (a later one of the same module or proof)."""
        self._definitions = scope
        self.levels.lookup = scope.operators.get

    def require(self, term: Term, limit: Level, span: ast.Span, scope: Scope, what: str) -> None:
        """Refuse a term whose level is above ``limit``."""
        if limit is Level.TEMPORAL:
            return
        level = self.levels.level(term)
        if level > limit:
            raise refuse(
                "level",
                f"{what} may be at most {LEVEL_WORDS[limit]}, this is {LEVEL_WORDS[level]}",
                scope,
                span,
            )

    def limit_argument(self, op: str, arg: Term, limit: Level, span: ast.Span, scope: Scope) -> None:
        level = self.levels.level(arg)
        if level <= limit:
            return
        if op == "'":
            message = (
                "a prime may stand only on a state function, this has a prime already"
                if (level is Level.ACTION)
                else "a temporal formula cannot be primed"
            )
            raise refuse("level", message, scope, span)
        raise refuse(
            "level",
            f"an argument of `{op}` may be at most {LEVEL_WORDS[limit]}, this is {LEVEL_WORDS[level]}",
            scope,
            span,
        )

    def check_temporal(self, op: str, args: Sequence[Term], node: ast.Expr, scope: Scope) -> None:
        if op in ("/\\", "\\/", "=>", "<=>"):
            levels = {self.levels.level(a) for a in args}
            if Level.TEMPORAL in levels and Level.ACTION in levels:
                raise refuse("level", f"`{op}` joins a temporal formula and an action", scope, node.span)
        elif op in ("[]", "<>"):
            form = "[]_" if op == "[]" else "<<>>_"
            arg = args[0]
            if (
                self.levels.level(arg) is Level.ACTION
                and isinstance(arg, (Apply, Bind))
                and not (isinstance(arg, Apply) and arg.op.kind is Kind.BUILTIN and arg.op.name == form)
            ):
                written = "[A]_v" if op == "[]" else "<<A>>_v"
                raise refuse(
                    "level",
                    f"`{op}` is followed by an action that is not of the form {written}",
                    scope,
                    node.span,
                )
        elif op in ("~>", "-+->") and any(self.levels.level(a) is Level.ACTION for a in args):
            raise refuse(
                "level",
                f"an action stands where `{op}` needs a temporal formula or state predicate",
                scope,
                node.span,
            )
