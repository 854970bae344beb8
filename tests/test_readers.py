"""Reading files: encodings told apart, defects named in Chinese with a way out."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import mnemo.readers as readers
from mnemo.errors import UnknownNameError, UnreadableError
from mnemo.readers import MAX_BYTES, read_document_bytes, read_path

TEXT = "岗位操作卡\n1、停机前15min关闭供液阀，不得戴手套操作；\n2、漏氨时先停机。"
TRADITIONAL = "崗位操作卡\n1、停機前15min關閉供液閥，不得戴手套操作；"

ENCODINGS = [
    (TEXT, "utf-8", "utf-8"),
    (TEXT, "utf-8-sig", "utf-8"),
    (TEXT, "utf-16", "utf-16"),
    (TEXT, "gbk", "gb18030"),
    (TEXT, "gb18030", "gb18030"),
    (TRADITIONAL, "big5", "big5"),
    ("戴好手套", "gbk", "gb18030"),
    ("check the valve", "ascii", "utf-8"),
]


@pytest.mark.parametrize(("text", "encoding", "shown"), ENCODINGS, ids=[f"{e[1]}-{len(e[0])}" for e in ENCODINGS])
def test_encoding_is_found(text: str, encoding: str, shown: str) -> None:
    assert read_document_bytes(text.encode(encoding), "a.txt") == (text, shown, ())


def test_offsets_count_from_the_text_after_the_mark() -> None:
    assert read_document_bytes("停机".encode("utf-8-sig"), "a.txt")[0].index("停") == 0


def test_told_encoding_is_used() -> None:
    assert read_document_bytes("停机".encode("gbk"), "a.txt", "gb2312")[0] == "停机"
    assert read_document_bytes("停机".encode("utf-8-sig"), "a.txt", "utf-8")[0] == "停机"


@pytest.mark.parametrize(
    ("data", "encoding"), [("停机".encode("gbk"), "utf-8"), (b"\xff\xff\xff", "gb18030"), ("停".encode("utf-16"), "gbk")]
)
def test_told_encoding_that_does_not_fit(data: bytes, encoding: str) -> None:
    with pytest.raises(UnreadableError, match="--encoding"):
        read_document_bytes(data, "a.txt", encoding)


def test_unknown_encoding() -> None:
    with pytest.raises(UnknownNameError, match="gb18030"):
        read_document_bytes(b"x", "a.txt", "klingon")


def test_a_broken_byte_is_reported_with_its_place() -> None:
    data = (TEXT * 20).encode()
    broken = data[:9] + b"\xff" + data[9:]
    text, encoding, findings = read_document_bytes(broken, "a.txt")
    assert encoding == "utf-8"
    assert findings[0].rule == "broken-bytes"
    start, end = findings[0].spans[0]
    assert text[start:end] == "\ufffd"


UNREADABLE = [
    ("empty", b"", "a.txt", "空的"),
    ("blank", b" \n\t ", "a.txt", "空的"),
    ("nul", b"abc\0def", "a.txt", "不是文本"),
    ("control", b"ab\1\2\3\4cd" * 20, "a.txt", "不是文本"),
    ("docx-as-txt", b"PK\x03\x04xxxx", "a.txt", "另存为"),
    ("pdf-as-txt", b"%PDF-1.7", "a.txt", "PDF"),
    ("docx", b"PK\x03\x04", "a.docx", "另存为"),
    ("xlsx", b"PK\x03\x04", "规程.XLSX", ".xlsx"),
    ("noise", bytes(range(128, 256)) * 8, "a.txt", "--encoding"),
    ("utf16-without-mark", "停机检查".encode("utf-16-le") + b"\n\0", "a.txt", "UTF-16"),
]


@pytest.mark.parametrize(("data", "name", "says"), [u[1:] for u in UNREADABLE], ids=[u[0] for u in UNREADABLE])
def test_unreadable(data: bytes, name: str, says: str) -> None:
    with pytest.raises(UnreadableError, match=says) as caught:
        read_document_bytes(data, name)
    assert caught.value.exit_code == 4
    assert name in str(caught.value)


def test_too_big(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert MAX_BYTES == 20 * 1024 * 1024
    monkeypatch.setattr(readers, "MAX_BYTES", 8)
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 9)
    for attempt in (lambda: read_path(path), lambda: read_document_bytes(b"x" * 9, "a.txt")):
        with pytest.raises(UnreadableError, match="拆成"):
            attempt()


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.text", "a", "规程v1.2", "A.TXT"])
def test_names_read_as_text(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(TEXT, encoding="utf-8")
    assert read_path(path) == (TEXT, "utf-8", ())


def test_missing_folder_and_odd_path(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="找不到"):
        read_path(tmp_path / "没有.txt")
    with pytest.raises(UnreadableError, match="文件夹"):
        read_path(tmp_path)
    with pytest.raises(UnreadableError, match="打不开"):
        read_path("a\0b.txt")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_no_permission_for_real(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(UnreadableError, match="权限"):
        read_path(path)


def test_no_permission(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableError, match="权限"):
        read_path(tmp_path / "a.txt")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(TEXT.encode("gbk"))))
    assert read_path("-")[:2] == (TEXT, "gb18030")
    monkeypatch.setattr(sys, "stdin", io.StringIO(TEXT))
    assert read_path("-")[0] == TEXT


def test_outside_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(data: bytes, name: str, encoding: str | None) -> readers.Decoded:
        return f"{name}:{len(data)}", "x", ()

    point = SimpleNamespace(name="docx", load=lambda: read)
    monkeypatch.setattr(readers, "entry_points", lambda group: [point] if group == "mnemo.readers" else [])
    assert read_document_bytes(b"abc", "a.docx")[0] == "a.docx:3"


def test_close_call_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mnemo.readers.plain.plausibility", lambda text, encoding: 0.5)
    findings = read_document_bytes("停机检测".encode("gbk"), "a.txt")[2]
    assert [f.rule for f in findings] == ["encoding-guess"]


def test_every_module_has_a_row() -> None:
    modules = {p.stem for p in Path(readers.__file__).parent.glob("*.py")} - {"__init__"}
    assert {name.rpartition(".")[2] for name in readers.READERS.values()} == modules
