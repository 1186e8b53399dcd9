"""JSON Lines: one object for each obligation as its verdict is known, the summary last."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tlaverify.report.json_report import obligation_object, run_object
from tlaverify.report.transcript import CheckedObligation, Transcript

__all__ = ["json_lines", "result_line", "summary_json_line"]


def result_line(obligation: CheckedObligation) -> str:
    """``{"type": "obligation", ...}`` with the keys that an obligation has in ``--json``."""
    return json.dumps({"type": "obligation", **obligation_object(obligation)})


def summary_json_line(transcript: Transcript) -> str:
    """``{"type": "summary", ...}``: everything of ``--json`` but the modules."""
    rest = {k: v for k, v in run_object(transcript).items() if k != "modules"}
    return json.dumps({"type": "summary"} | rest)


def json_lines(transcript: Transcript) -> Iterator[str]:
    """What a whole run streams, in the order of the text."""
    yield from (result_line(o) for o in transcript.obligations)
    yield summary_json_line(transcript)
