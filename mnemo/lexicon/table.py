"""TSV tables: header, columns, rows; every defect is named with file and line."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mnemo.errors import LexiconError

HEADER_KEYS = frozenset({"title", "licence", "source", "used-by", "unique", "note"})
REQUIRED_KEYS = ("title", "licence", "source", "used-by")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands, and its cells by column name ("" for `-`)."""

    place: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def list(self, column: str) -> tuple[str, ...]:
        """The cell as a list of words."""
        return tuple(self.cells[column].split())

    def whole(self, column: str, most: int) -> int:
        """The cell as a whole number from 0 to `most`; LexiconError otherwise."""
        cell = self.cells[column]
        if not (cell.isascii() and cell.isdigit() and int(cell) <= most):
            raise self.fault(f"{column} 是“{cell}”", f"写 0 到 {most} 的整数")
        return int(cell)

    def fault(self, problem: str, remedy: str) -> LexiconError:
        return LexiconError(self.place, self.line, problem, remedy)

    @property
    def id(self) -> str:
        """`folder/file:line`, the row's name in a trail."""
        return f"{self.place}:{self.line}"


@dataclass(frozen=True, slots=True)
class Table:
    """A checked table."""

    header: dict[str, str]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def parse_table(text: str, place: str, columns: Sequence[str]) -> Table:
    """Parse one TSV file; LexiconError at the first defect."""
    if text != unicodedata.normalize("NFC", text):
        raise LexiconError(place, 1, "不是 NFC 规范形式", "用 NFC 重新保存")
    header: dict[str, str] = {}
    rows: list[Row] = []
    seen: dict[tuple[str, ...], int] = {}
    unique: tuple[str, ...] = ()
    have_columns = False
    for number, line in enumerate(text.split("\n"), start=1):
        if not line:
            continue
        if line.startswith("# ") and not have_columns:
            key, _, value = line[2:].partition(":")
            if key not in HEADER_KEYS:
                raise LexiconError(place, number, f"未知的文件头“{key}”", f"可用：{' '.join(sorted(HEADER_KEYS))}")
            header[key] = value.strip()
            continue
        cells = line.split("\t")
        if not have_columns:
            missing = [key for key in REQUIRED_KEYS if not header.get(key)]
            if missing:
                raise LexiconError(place, number, f"文件头缺少 {' '.join(missing)}", "补上这些行")
            if tuple(cells) != tuple(columns):
                raise LexiconError(place, number, f"列名不对：{' '.join(cells)}", f"应为：{' '.join(columns)}")
            unique = tuple(header.get("unique", columns[0]).split())
            have_columns = True
            continue
        row = _row(cells, columns, place, number)
        key_cells = tuple(row[c] for c in unique)
        if key_cells in seen:
            raise row.fault(f"与第 {seen[key_cells]} 行重复：{' '.join(key_cells)}", "合并这两行")
        if rows and row[columns[0]] < rows[-1][columns[0]]:
            raise row.fault(f"没有按首列排序：{row[columns[0]]}", "按首列的码位顺序排列")
        seen[key_cells] = number
        rows.append(row)
    if not have_columns:
        raise LexiconError(place, 1, "没有列名行", f"写上：{' '.join(columns)}")
    return Table(header, tuple(columns), tuple(rows))


def _row(cells: list[str], columns: Sequence[str], place: str, number: int) -> Row:
    if len(cells) != len(columns):
        raise LexiconError(place, number, f"有 {len(cells)} 格，应为 {len(columns)} 格", "检查制表符")
    for cell in cells:
        if cell != cell.strip() or not cell:
            raise LexiconError(place, number, "有空格子或多余空白", "空值写作 -")
    row = Row(place, number, {c: "" if v == "-" else v for c, v in zip(columns, cells, strict=True)})
    if "example" in row.cells and not row["example"]:
        raise row.fault("没有例子", "每行都要有 example")
    return row


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
    seen: dict[tuple[str, ...], Row] = {}
    for table in read_tables(root, name, columns):
        unique = tuple(table.header.get("unique", columns[0]).split())
        for row in table.rows:
            key = tuple(row[c] for c in unique)
            if key in seen:
                raise row.fault(f"与 {seen[key].id} 重复：{' '.join(key)}", "合并这两行")
            seen[key] = row
            rows.append(row)
    return tuple(rows)
