"""One tree of errors (ring 0). The text names the thing, the place and the way out, in Chinese."""

from __future__ import annotations

from collections.abc import Iterable


class MnemoError(Exception):
    """Base of all errors mnemo raises on purpose; `exit_code` is what the command line returns."""

    exit_code = 2


class UsageError(MnemoError, ValueError):
    """The caller asked for something that makes no sense (用法错误)."""

    exit_code = 2


class UnknownNameError(UsageError, LookupError):
    """A form, rhyme book or field that is not there."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.kind, self.name, self.known = kind, name, tuple(sorted(known))
        super().__init__(f"没有名为“{name}”的{kind}；可用的有：{'、'.join(self.known) or '无'}")


class LexiconError(MnemoError, ValueError):
    """A broken row or table; says file and line (词库错误)."""

    exit_code = 3

    def __init__(self, place: str, line: int, problem: str, remedy: str) -> None:
        self.place, self.line, self.problem, self.remedy = place, line, problem, remedy
        super().__init__(f"{place}:{line}: {problem}（{remedy}）")


class UnreadableError(MnemoError, OSError):
    """Input that cannot be read: missing, forbidden, binary, too big, unknown encoding (读不了)."""

    exit_code = 4

    def __init__(self, place: str, problem: str, remedy: str) -> None:
        self.place, self.problem, self.remedy = place, problem, remedy
        super().__init__(f"{place}：{problem}。{remedy}")
