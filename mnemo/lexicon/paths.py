"""Where the lexicons are: beside the package in a checkout, inside it once installed."""

from __future__ import annotations

from pathlib import Path

from mnemo.errors import LexiconError


def lexicon_root() -> Path:
    """Folder of the data files; LexiconError when the installation lost it."""
    package = Path(__file__).resolve().parent.parent
    for root in (package / "_lexicons", package.parent / "lexicons"):
        if (root / "classes.tsv").is_file():
            return root
    raise LexiconError(str(package), 0, "找不到词库文件夹 lexicons", "请重新安装 mnemo-zh")
