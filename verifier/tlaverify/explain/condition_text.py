"""The condition under which a case fails, in words and as plain values."""

from __future__ import annotations

import textwrap
from typing import Any, Final

from tlaverify.explain.condition import Condition
from tlaverify.kernel.term import Apply, Term, is_builtin
from tlaverify.semantics.printing import show

__all__ = ["condition_lines", "condition_object"]

_ONE_LINE: Final = 1_000_000

NONE_FOUND: Final = "no condition that tells when it fails was found in the module's own words"


def condition_lines(condition: Condition | None, width: int) -> list[str]:
    """When the case fails, what the prover says of that, and what it may be good for."""
    if condition is None:
        return ["", *textwrap.wrap(NONE_FOUND, width, initial_indent="  ", subsequent_indent="  ")]
    case = condition.case
    subject = "the step" if case.action is None else show(case.action)
    with_own = _and([s.name for s, _ in case.of_action if s.name not in subject])
    aim = "the goal" if case.home is None else show(_bare(case.home))
    of_goal = _and([s.name for s, _ in case.of_goal])
    sentence = f"{subject}{f', with {with_own},' if with_own else ''} breaks {aim}"
    sentence += f"{f' for {of_goal}' if of_goal else ''} {'exactly' if condition.exact else 'only'} when"
    guard = f"the guard of {case.action.op.name}" if isinstance(case.action, Apply) else "the action"
    told = f"(the prover confirms it; {guard}, or the invariant, is to rule it out)"
    out = ["", "  when it fails", *_wrapped(sentence, width)]
    for line in show(condition.formula, max(30, width - 7)).split("\n"):
        shift = len(line) - len(line.lstrip())
        out += textwrap.wrap(
            line.strip(), width, initial_indent=" " * (7 + shift), subsequent_indent=" " * (11 + shift),
            break_long_words=False, break_on_hyphens=False,
        )
    return [*out, *_wrapped(told, width)]


def condition_object(condition: Condition) -> dict[str, Any]:
    """All of it, for JSON; formulas are TLA+ text."""
    case = condition.case
    return {
        "formula": show(condition.formula, _ONE_LINE),
        "negation": show(condition.negated, _ONE_LINE),
        "exact": condition.exact,
        "action": None if case.action is None else show(case.action, _ONE_LINE),
        "goal": show(case.obligation.goal, _ONE_LINE),
        "constants": [
            {"name": s.name, "domain": None if d is None else show(d, _ONE_LINE), "of": kind}
            for kind, bound in (("action", case.of_action), ("goal", case.of_goal)) for s, d in bound
        ],
    }


def _bare(term: Term) -> Term:
    return term.args[0] if is_builtin(term, "'") and isinstance(term, Apply) else term


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent="    ", subsequent_indent="    ", break_long_words=False,
        break_on_hyphens=False,
    )
