"""TSV tables: header, columns, rows; every defect is named with file and line."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from mnemo.errors import LexiconError

HEADER_KEYS = frozenset({"title", "licence", "source", "used-by", "unique", "note"})
REQUIRED_KEYS = ("title", "licence", "source", "used-by")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands, and its cells by column name ("" for `-`)."""

    place: str
    line: int
    columns: Mapping[str, int]  # name → position, shared by all rows of the table: 23,000 dicts less to build
    values: tuple[str, ...]

    def __getitem__(self, column: str) -> str:
        return self.values[self.columns[column]]

    @property
    def cells(self) -> dict[str, str]:
        """The cells with their names, in the order of the columns."""
        return dict(zip(self.columns, self.values, strict=True))

    def list(self, column: str) -> tuple[str, ...]:
        """The cell as a list of words."""
        return tuple(self[column].split())

    def whole(self, column: str, most: int) -> int:
        """The cell as a whole number from 0 to `most`; LexiconError otherwise."""
        cell = self[column]
        if not (cell.isascii() and cell.isdigit() and int(cell) <= most):
            raise self.fault(f"{column} 是“{cell}”", f"写 0 到 {most} 的整数")
        return int(cell)

    def fault(self, problem: str, remedy: str) -> LexiconError:
        return LexiconError(self.place, self.line, problem, remedy)

    @property
    def id(self) -> str:
        """`folder/file:line`, the row's name in a trail."""
        return f"{self.place}:{self.line}"


Key = str | tuple[str, ...]
"""What must not occur twice: the cell of one column, or the cells of several."""


@dataclass(frozen=True, slots=True)
class Table:
    """A checked table. `keys`: the number of the row, from 0, that has the key."""

    header: dict[str, str]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    keys: Mapping[Key, int]


def parse_table(text: str, place: str, columns: Sequence[str]) -> Table:
    """Parse one TSV file; LexiconError at the first defect."""
    if not unicodedata.is_normalized("NFC", text):
        raise LexiconError(place, 1, "不是 NFC 规范形式", "用 NFC 重新保存")
    lines = ((number, line) for number, line in enumerate(text.split("\n"), start=1) if line)
    header = _header(lines, place, columns)
    positions = {column: i for i, column in enumerate(columns)}
    unique = header.get("unique", columns[0]).split() or [columns[0]]
    if unknown := [column for column in unique if column not in positions]:
        raise LexiconError(place, 1, f"unique 写了没有的列：{' '.join(unknown)}", f"可用：{' '.join(columns)}")
    key_of: Callable[[Sequence[str]], Key] = itemgetter(*(positions[column] for column in unique))
    example = positions.get("example")
    rows: list[Row] = []
    keys: dict[Key, int] = {}
    before = ""
    for number, line in lines:
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise LexiconError(place, number, f"有 {len(cells)} 格，应为 {len(columns)} 格", "检查制表符")
        if "" in cells or list(map(str.strip, cells)) != cells:
            raise LexiconError(place, number, "有空格子或多余空白", "空值写作 -")
        if "-" in cells:
            cells = ["" if cell == "-" else cell for cell in cells]
        row = Row(place, number, positions, tuple(cells))
        if example is not None and not cells[example]:
            raise row.fault("没有例子", "每行都要有 example")
        key = key_of(cells)
        if key in keys:
            raise row.fault(f"与第 {rows[keys[key]].line} 行重复：{_said(key)}", "合并这两行")
        if cells[0] < before:
            raise row.fault(f"没有按首列排序：{cells[0]}", "按首列的码位顺序排列")
        before = cells[0]
        keys[key] = len(rows)
        rows.append(row)
    return Table(header, tuple(columns), tuple(rows), keys)


def _header(lines: Iterator[tuple[int, str]], place: str, columns: Sequence[str]) -> dict[str, str]:
    """The header; takes `lines` up to and with the column row."""
    header: dict[str, str] = {}
    for number, line in lines:
        if not line.startswith("# "):
            missing = [key for key in REQUIRED_KEYS if not header.get(key)]
            if missing:
                raise LexiconError(place, number, f"文件头缺少 {' '.join(missing)}", "补上这些行")
            if line.split("\t") != list(columns):
                raise LexiconError(place, number, f"列名不对：{' '.join(line.split())}", f"应为：{' '.join(columns)}")
            return header
        key, _, value = line[2:].partition(":")
        if key not in HEADER_KEYS:
            raise LexiconError(place, number, f"未知的文件头“{key}”", f"可用：{' '.join(sorted(HEADER_KEYS))}")
        header[key] = value.strip()
    raise LexiconError(place, 1, "没有列名行", f"写上：{' '.join(columns)}")


def _said(key: Key) -> str:
    return key if isinstance(key, str) else " ".join(key)


def read_tables(root: Path, name: str, columns: Sequence[str]) -> Iterator[Table]:
    """All tables called `name`: the file `name.tsv`, or every .tsv in the folder `name`, in name order."""
    paths = sorted((root / name).glob("*.tsv")) if (root / name).is_dir() else [root / f"{name}.tsv"]
    for path in paths:
        place = path.relative_to(root).as_posix()
        try:
            text = path.read_text(encoding="utf-8")
        except OSError as error:
            raise LexiconError(place, 0, "读不到词库文件", "检查安装是否完整") from error
        except UnicodeDecodeError as error:
            raise LexiconError(place, 0, "不是 UTF-8", "用 UTF-8 重新保存") from error
        yield parse_table(text, place, columns)


def read_rows(root: Path, name: str, columns: Sequence[str]) -> tuple[Row, ...]:
    """Rows of all tables called `name`; keys unique over all files."""
    rows: list[Row] = []
    seen: dict[Key, Row] = {}
    several = (root / name).is_dir()
    for table in read_tables(root, name, columns):
        if several:
            if not seen.keys().isdisjoint(table.keys):
                key = next(key for key in table.keys if key in seen)
                raise table.rows[table.keys[key]].fault(f"与 {seen[key].id} 重复：{_said(key)}", "合并这两行")
            seen.update((key, table.rows[place]) for key, place in table.keys.items())
        rows += table.rows
    return tuple(rows)
