"""Small packages as a stranger would install them: modules and a dist-info folder, no pip and no network."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).parent.parent
Groups = Mapping[str, Mapping[str, str]]


def install(place: Path, name: str, modules: Mapping[str, str], groups: Groups) -> None:
    """Put `modules` (name → code) and their entry points (group → name → object) into `place`, a folder of sys.path."""
    for module, code in modules.items():
        (place / f"{module}.py").write_text(code, encoding="utf-8")
    info = place / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    rows = [line for group, points in groups.items() for line in (f"[{group}]", *(f"{k} = {v}" for k, v in points.items()), "")]
    (info / "entry_points.txt").write_text("\n".join(rows), encoding="utf-8")


def mnemo_points() -> dict[str, dict[str, str]]:
    """The entry points mnemo itself declares in pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    points: dict[str, dict[str, str]] = project["entry-points"]
    return points


def ensure_mnemo(place: Path) -> None:
    """Give a bare checkout the entry points an installed mnemo has."""
    try:
        distribution("mnemo-zh")
    except PackageNotFoundError:
        install(place, "mnemo-zh", {}, mnemo_points())


def environment(*folders: Path) -> dict[str, str]:
    """Environment of a child process that finds mnemo and the packages in `folders`."""
    path = os.pathsep.join(map(str, (ROOT, *folders)))
    return {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"}
