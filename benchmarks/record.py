"""Measures and writes RESULTS.md, section by section; other sections stay as they are.

    python benchmarks/record.py [speed] [memory] [steps] [peers]      # all four without an argument

The verses are scored by `quality.py --record`, which appends to the last section. Run it on an idle machine.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "benchmarks"
RESULTS = HERE / "RESULTS.md"
SECTIONS = ("Speed", "Memory", "Steps", "Peers", "Verses")
PACKAGES = ("spacy", "jieba", "pypinyin", "opencc", "numpy", "scikit-learn", "sumy", "pytest-benchmark")
EMPTY = "Not measured yet.\n"
_PEAK = """
import resource, sys
sys.path[:0] = ["{root}", "{root}/benchmarks"]
{code}
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
_SHOP = "from mnemo.pipeline import Workshop\nfrom mnemo.settings import Settings\nshop = Workshop(Settings(top=3))\n"


def run(*args: str, **extra: str) -> str:
    """Standard output of a child with this interpreter; its errors are shown."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **extra}
    return subprocess.run([sys.executable, *args], cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def stamp(commit: str) -> str:
    """Date, commit, machine and versions: a figure without them compares with nothing."""
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return f"{datetime.now(UTC):%Y-%m-%d}, commit {commit}, Python {platform.python_version()}, {machine}\n\n{', '.join(found)}\n"


def speed() -> Iterator[str]:
    """The table of bench_speed.py, and the two ratios the design sets a target for."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speed.json"
        run("-m", "pytest", str(HERE / "bench_speed.py"), "-q", "-p", "no:cacheprovider", f"--benchmark-json={path}")
        rows = json.loads(path.read_text(encoding="utf-8"))["benchmarks"]
    median = {row["name"].removeprefix("test_"): row["stats"]["median"] for row in rows}
    yield "| what | median s | min s | rounds | notes |"
    yield "|---|---|---|---|---|"
    for row in rows:
        stats, notes = row["stats"], ", ".join(f"{k} {v}" for k, v in row["extra_info"].items())
        yield f"| {row['name'].removeprefix('test_')} | {stats['median']:.4f} | {stats['min']:.4f} | {stats['rounds']} | {notes} |"
    yield ""
    yield from ratios(median)


def ratios(median: dict[str, float]) -> Iterator[str]:
    """What the targets speak of."""
    base, page = median["process_import_spacy"], median["page_warm_simplify"]
    fresh = median["process_mnemo_simplify"]
    yield f"- Fresh process: {fresh:.2f} s; limit twice `import spacy` and 0.6 s for the page: {2 * base + 0.6:.2f} s."
    yield f"- Warm page: analysis {median['page_warm_analysis']:.3f} s (limit 0.1), all {page:.3f} s (limit 0.7)."
    yield f"- Analysis against `jieba.posseg` on the same text: {median['page_warm_analysis'] / median['peer_jieba_posseg']:.1f} times."
    for kind in ("analysis", "simplify"):
        each = [median[f"cards_{kind}[{n}]"] / n for n in (1, 5, 20)]
        yield f"- {kind.capitalize()} of 1, 5, 20 cards: {each[0]:.3f}, {each[1]:.3f}, {each[2]:.3f} s a card."


def memory() -> Iterator[str]:
    """Peak resident memory of fresh processes. Target: under 300 MB."""
    pages = int(os.environ.get("MNEMO_BENCH_PAGES", "20"))
    cases = {
        "Python alone": "",
        "import spacy": "import spacy",
        "steps of one page": _SHOP + "from texts import PAGE\nshop.analyse(shop.document(PAGE).cards)",
        "simplify one page": _SHOP + "from texts import PAGE\nshop.simplify(shop.document(PAGE))",
        f"simplify {pages} pages": _SHOP + f"from texts import handbook\nshop.simplify(shop.document(handbook({pages})))",
    }
    yield "| process | peak MB |"
    yield "|---|---|"
    for name, code in cases.items():
        peak = int(run("-c", _PEAK.format(root=ROOT, code=code)).split()[-1])
        yield f"| {name} | {peak / (1024 * 1024 if sys.platform == 'darwin' else 1024):.0f} |"


def steps() -> Iterator[str]:
    """Totals of score_steps.py for both halves."""
    yield "| half | texts | gold | found | precision | steps per gold | polarity | fully right |"
    yield "|---|---|---|---|---|---|---|---|"
    for half in ("tune", "check"):
        lines = run(str(HERE / "score_steps.py"), "--half", half).strip().splitlines()
        total = next(line for line in reversed(lines) if line.startswith("TOTAL"))
        yield f"| {half} | {len(lines) - 2} | " + " | ".join(total.split()[1:]) + " |"


def peers() -> Iterator[str]:
    """What extractive summaries keep, for both halves."""
    for half in ("tune", "check"):
        name, *table = run(str(HERE / "peers.py"), "--half", half).strip().splitlines()
        yield f"Half {name}."
        yield ""
        yield from table
        yield ""


MEASURES: dict[str, Callable[[], Iterator[str]]] = {"speed": speed, "memory": memory, "steps": steps, "peers": peers}


def sections(text: str) -> dict[str, str]:
    """Body of every section, in the order of the file to be."""
    parts = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)[1:]
    known: dict[str, Any] = dict(zip(parts[::2], parts[1::2], strict=True))
    return {name: str(known.get(name, "\n" + EMPTY)) for name in SECTIONS}


def write(found: dict[str, str]) -> None:
    head = "# Results\n\nWritten by `benchmarks/record.py`; verses by `benchmarks/quality.py --record`, at the end.\n\n"
    RESULTS.write_text(head + "\n".join(f"## {name}\n{body.rstrip()}\n" for name, body in found.items()), encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--commit", default="COMMIT", help="what stands beside the date")
    parser.add_argument("what", nargs="*", help=" ".join(MEASURES))
    args = parser.parse_args(argv)
    if unknown := set(args.what) - MEASURES.keys():
        parser.error(f"unknown: {' '.join(sorted(unknown))}")
    for name in args.what or MEASURES:
        lines = "\n".join(MEASURES[name]())
        found = sections(RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "")
        found[name.capitalize()] = f"\n{stamp(args.commit)}\n{lines}\n"
        write(found)
        print(f"{name}: written", flush=True)


if __name__ == "__main__":
    main()
