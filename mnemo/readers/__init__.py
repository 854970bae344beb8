"""Input formats (ring 3): one module each; outside packages add theirs by the entry-point group `mnemo.readers`.

An entry point is named after the suffix without its dot (`docx`) and loads a `Reader`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path

from mnemo.errors import UnreadableError
from mnemo.types import Finding

Decoded = tuple[str, str, tuple[Finding, ...]]
"""Decoded text, name of the encoding, what the reader noticed."""
Reader = Callable[[bytes, str, str | None], Decoded]

READERS: Mapping[str, str] = {
    "": "mnemo.readers.plain",
    ".markdown": "mnemo.readers.plain",
    ".md": "mnemo.readers.plain",
    ".text": "mnemo.readers.plain",
    ".txt": "mnemo.readers.plain",
}
MAX_BYTES = 20 * 1024 * 1024
STDIN = "标准输入"
_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,8}")


def read_path(path_or_dash: str | Path, encoding: str | None = None) -> Decoded:
    """Text of a file, or of standard input for `-`; UnreadableError says what stands in the way and what to do."""
    if str(path_or_dash) == "-":
        return read_document_bytes(_standard_input(), STDIN, encoding)
    path = Path(path_or_dash)
    return read_document_bytes(_bytes_of(path), str(path), encoding)


def read_document_bytes(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """Text of a file already in memory; the suffix of `name` chooses the reader."""
    if len(data) > MAX_BYTES:
        raise _too_big(name)
    if not data.strip():
        raise UnreadableError(name, "文件是空的", "请确认选对了文件，或重新保存后再试")
    return reader_for(name)(data, name, encoding)


def reader_for(name: str) -> Reader:
    """The reader of a file name's suffix; what is no suffix (规程v1.2) counts as plain text."""
    suffix = Path(name).suffix
    suffix = suffix.lower() if _SUFFIX.fullmatch(suffix) else ""
    if suffix in READERS:
        found: Reader = import_module(READERS[suffix]).read
        return found
    for point in entry_points(group="mnemo.readers"):
        if f".{point.name.lower().lstrip('.')}" == suffix:
            loaded: Reader = point.load()
            return loaded
    raise UnreadableError(name, f"还不能读 {suffix} 格式", "请用 WPS 或 Word 打开，“另存为”纯文本 .txt（编码选 UTF-8）后再试")


def _bytes_of(path: Path) -> bytes:
    name = str(path)
    try:
        if path.is_dir():
            raise UnreadableError(name, "这是一个文件夹，不是文件", "请写出里面某个 .txt 或 .md 文件的路径")
        if path.is_file() and path.stat().st_size > MAX_BYTES:
            raise _too_big(name)
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise UnreadableError(name, "找不到这个文件", "请检查路径和文件名，路径里有空格时用引号括起来") from error
    except PermissionError as error:
        raise UnreadableError(name, "没有读取权限", "请检查文件权限，或复制一份到自己的文件夹再试") from error
    except UnreadableError:
        raise
    except (OSError, ValueError) as error:
        raise UnreadableError(name, f"打不开文件（{error}）", "请检查路径，或复制到本机硬盘再试") from error


def _standard_input() -> bytes:
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        return sys.stdin.read().encode("utf-8")
    data: bytes = stream.read(MAX_BYTES + 1)
    return data


def _too_big(name: str) -> UnreadableError:
    limit = MAX_BYTES // (1024 * 1024)
    return UnreadableError(name, f"文件超过 {limit} MB", "请按岗位拆成几个文件，逐个处理")
