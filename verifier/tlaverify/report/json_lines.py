"""JSON Lines: one object for each obligation as its verdict is known, the summary last."""

from __future__ import annotations

import json

from tlaverify.report.json_report import obligation_object, run_object
from tlaverify.report.model import Run
from tlaverify.schedule.result import Result

__all__ = ["result_line", "summary_json_line"]


def result_line(result: Result) -> str:
    """``{"type": "obligation", ...}`` with the keys that an obligation has in ``--json``."""
    return json.dumps({"type": "obligation", **obligation_object(result)})


def summary_json_line(run: Run) -> str:
    """``{"type": "summary", ...}``: everything of ``--json`` but the modules."""
    return json.dumps({"type": "summary"} | {k: v for k, v in run_object(run).items() if k != "modules"})
