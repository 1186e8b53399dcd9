"""Read every module with proofs below a folder and print what came of it, a row for each.

    python tools/corpus.py [--no-solve] [--budget FACTOR] [--jobs N] [--json FILE] DIR

Each module is read in a process of its own with a time limit, so that nothing it does stops the others.
The exit code is 0 when every module was parsed and elaborated and gave its obligations, else 1: what was
proved is a figure, not a test.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

PROOF = re.compile(r"^\s*(?:THEOREM|LEMMA|PROPOSITION|COROLLARY)\b", re.MULTILINE)
LEAF = re.compile(r"\b(?:PROOF|BY|OBVIOUS|OMITTED)\b|^\s*<[\d*+]+>", re.MULTILINE)
COLUMNS = (
    "parsed",
    "elaborated",
    "obligations",
    "proved",
    "unknown",
    "omitted",
    "error",
    "solver_s",
    "wall_s",
)


def main() -> int:
    arguments = parse_arguments()
    if arguments.one is not None:
        print(json.dumps(examine(arguments.one, arguments)))
        return 0
    started = time.perf_counter()
    files = [f for f in sorted(arguments.folder.rglob("*.tla")) if has_proofs(f)]
    if not files:
        print(f"no module with proofs below {arguments.folder}", file=sys.stderr)
        return 1
    # Solving uses all cores for one module; reading uses one core, so that as many are read at once.
    rows = []
    with ThreadPoolExecutor(1 if arguments.solve else arguments.jobs) as pool:
        print(header(), flush=True)
        for row in pool.map(lambda f: in_process(f, arguments), files):
            rows.append(row)
            print(text(row, arguments.folder), flush=True)
    print(text(total(rows), arguments.folder))
    read = [r for r in rows if r["parsed"] and r["elaborated"] and r["obligations"] is not None]
    print(f"{len(read)} of {len(rows)} modules with proofs gave their obligations", end="; ")
    if arguments.solve:
        counted = sum(r["obligations"] or 0 for r in rows)
        proved = sum(r["proved"] or 0 for r in rows)
        print(f"{proved} of {counted} obligations proved ({100 * proved / max(1, counted):.1f} %)", end="; ")
    print(f"{time.perf_counter() - started:.0f} s")
    if arguments.json is not None:
        arguments.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return 0 if len(read) == len(rows) else 1


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, nargs="?", metavar="DIR")
    parser.add_argument("--no-solve", dest="solve", action="store_false", help="only read and generate")
    parser.add_argument("--budget", type=float, default=1.0, help="factor on the budget of each obligation")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--solver", default="z3,cvc5")
    parser.add_argument("--timeout", type=float, default=1800.0, help="seconds for one module")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows as JSON too")
    parser.add_argument("-I", dest="roots", type=Path, action="append", default=[], metavar="DIR")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.folder is None and arguments.one is None:
        parser.error("a folder is needed")
    return arguments


def has_proofs(file: Path) -> bool:
    """Whether a module states a theorem and holds a proof, by a look at its text without comments."""
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    text = re.sub(r"\\\*.*", "", text)
    text = re.sub(r"\(\*.*?\*\)", "", text, flags=re.DOTALL)
    return PROOF.search(text) is not None and LEAF.search(text) is not None


def in_process(file: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    """The row of one module, from a process of its own."""
    command = [sys.executable, __file__, "--one", str(file), "--budget", str(arguments.budget)]
    command += ["--jobs", str(arguments.jobs), "--solver", arguments.solver]
    command += [word for root in arguments.roots for word in ("-I", str(root))]
    if not arguments.solve:
        command.append("--no-solve")
    started = time.perf_counter()
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=arguments.timeout,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        row = json.loads(done.stdout.strip().splitlines()[-1])
    except subprocess.TimeoutExpired:
        row = blank(file, f"more than {arguments.timeout:.0f} s")
    except (IndexError, ValueError):
        row = blank(file, f"no answer: {done.stderr.strip().splitlines()[-1:] or done.returncode}")
    row["wall_s"] = time.perf_counter() - started
    return row


def blank(file: Path, note: str = "") -> dict[str, Any]:
    """A row with nothing in it yet."""
    return {"module": str(file), "note": note, "failed": []} | dict.fromkeys(COLUMNS)


def examine(file: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    """Read one module, make its obligations and run them."""
    from tlaverify.kernel.diagnostic import DiagnosticError
    from tlaverify.obligations.generate import obligations_of
    from tlaverify.semantics.load import load_module
    from tlaverify.syntax.parse import parse_module
    from tlaverify.syntax.source import read_source

    row = blank(file)
    try:
        parse_module(read_source(file))
        row["parsed"] = True
        program = load_module(file, [file.parent, *arguments.roots])
        row["elaborated"] = True
        obligations = [o for t in obligations_of(program.main, program) for o in t.obligations]
        row["obligations"] = len(obligations)
    except DiagnosticError as error:
        row["note"] = "; ".join(describe(d) for d in error.diagnostics[:3])
        return row
    except Exception as error:  # whatever it is, it belongs in the table
        row["note"] = f"{type(error).__name__}: {error}"
        return row
    if arguments.solve:
        solve(row, obligations, arguments)
    return row


def solve(row: dict[str, Any], obligations: list[Any], arguments: argparse.Namespace) -> None:
    """Run the obligations and count the verdicts."""
    from tlaverify.report.model import count_verdicts, failing, reason
    from tlaverify.schedule.options import Options
    from tlaverify.schedule.run import run

    options = Options(
        jobs=arguments.jobs, budget=arguments.budget, solvers=tuple(arguments.solver.split(","))
    )
    results = run(obligations, options).results
    row.update(count_verdicts(results))
    row["solver_s"] = sum(r.solver_seconds for r in results)
    row["failed"] = [
        {"id": r.id, "line": r.place.line, "reason": reason(r.verdict)} for r in failing(results)
    ]


def describe(diagnostic: Any) -> str:
    where = f"{diagnostic.annotations[0].place.line}: " if diagnostic.annotations else ""
    return f"{where}{diagnostic.message}"


def total(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The sums of all rows."""
    out = blank(Path(f"{len(rows)} modules"))
    for column in COLUMNS:
        values = [row[column] for row in rows if row[column] is not None]
        out[column] = sum(values) if values else None
    return out


def header() -> str:
    return f"{'module':<48}" + "".join(f"{c:>12}" for c in COLUMNS)


def text(row: dict[str, Any], folder: Path) -> str:
    name = row["module"]
    if Path(name).is_relative_to(folder):
        name = Path(name).relative_to(folder).as_posix()
    name = name if len(name) <= 47 else "…" + name[-46:]
    cells = "".join(f"{cell(row[c]):>12}" for c in COLUMNS)
    return f"{name:<48}{cells}{'  ' + row['note'] if row['note'] else ''}"


def cell(value: object) -> str:
    if value is None:
        return "-"
    if value is True:
        return "yes"
    return f"{value:.1f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    sys.exit(main())
