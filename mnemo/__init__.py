"""mnemo: wordy Chinese safety procedures into faithful, sayable verses (安全规程变口诀).

`simplify`, `check` and `load` are the front door; importing the package costs milliseconds, because the slow
libraries are loaded by the functions that need them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Judgement", "Result", "Workshop", "check", "load", "simplify"]

if TYPE_CHECKING:
    from mnemo.components import load
    from mnemo.pipeline import Workshop, check, simplify
    from mnemo.types import Judgement, Result

_HOMES = {
    "simplify": "mnemo.pipeline",
    "check": "mnemo.pipeline",
    "Workshop": "mnemo.pipeline",
    "load": "mnemo.components",
    "Result": "mnemo.types",
    "Judgement": "mnemo.types",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'mnemo' has no attribute {name!r}")
