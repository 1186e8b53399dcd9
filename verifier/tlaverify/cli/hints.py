"""What ``verify all`` suggests for steps that stay unknown, where that is cheap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tlaverify.kernel.verdict import Unknown

if TYPE_CHECKING:
    from tlaverify.kernel.sequent import Obligation
    from tlaverify.report.model import Run
    from tlaverify.schedule.crew import Crew
    from tlaverify.schedule.options import Options

__all__ = ["hint_lines"]

_MOST: Final = 3
"""More steps than these fail for a reason that one forgotten citation does not explain."""


def hint_lines(
    run: Run, obligations: Sequence[Obligation], options: Options, crew: Crew | None = None
) -> list[str]:
    """For the unknown steps that were run now, if few, the one citation with which each is proved."""
    unknown = {r.id for r in run.results if isinstance(r.verdict, Unknown)}
    asked = [o for o in obligations if o.id in unknown]
    if run.interrupted or run.stopped or not asked or len(unknown) > _MOST:
        return []
    from tlaverify.explain.missing import first_hints
    from tlaverify.schedule.portfolio import probing
    from tlaverify.schedule.run import asked as ask

    told = probing(options)

    def proved(tries: Sequence[Obligation]) -> list[bool]:
        return [r.proved for r in ask(tries, told, crew=crew)]

    try:
        found = first_hints(asked, proved)
    except KeyboardInterrupt:  # there is a result to tell without them
        return []
    return [f"hint: {o.step} is proved with this cited too, add: {found[o.id].text()}"
            for o in asked if o.id in found]
