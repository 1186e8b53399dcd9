"""Write action notation out: ``UNCHANGED e``, ``[A]_v`` and ``<<A>>_v``."""

from __future__ import annotations

from tlaverify.kernel.rewrite import map_children
from tlaverify.kernel.term import Apply, Kind, Term, builtin, is_builtin

__all__ = ["expand_actions", "unchanged"]


def expand_actions(term: Term) -> Term:
    """Rewrite at every depth ``UNCHANGED e`` to ``e' = e`` (by component for a tuple), ``[A]_v`` to
    ``A \\/ UNCHANGED v`` and ``<<A>>_v`` to ``A /\\ ~UNCHANGED v`` ("Specifying Systems", 16.2.3).
    """
    return _expand(term, {})


def _expand(term: Term, memo: dict[Term, Term]) -> Term:
    known = memo.get(term)
    if known is not None:
        return known
    out = map_children(term, lambda t: _expand(t, memo))
    if isinstance(out, Apply) and out.op.kind is Kind.BUILTIN:
        if out.op.name == "UNCHANGED":
            out = unchanged(out.args[0])
        elif out.op.name == "[]_":
            out = builtin("\\/", out.args[0], unchanged(out.args[1]))
        elif out.op.name == "<<>>_":
            out = builtin("/\\", out.args[0], builtin("~", unchanged(out.args[1])))
    memo[term] = out
    return out


def unchanged(term: Term) -> Term:
    """``term' = term``; for a tuple the conjunction over its components."""
    if is_builtin(term, "<<>>"):
        assert isinstance(term, Apply)
        if not term.args:
            return builtin("TRUE")
        parts = tuple(unchanged(a) for a in term.args)
        return parts[0] if len(parts) == 1 else builtin("/\\", *parts)
    return builtin("=", builtin("'", term), term)
