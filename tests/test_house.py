"""The house (style.md §1): who may import whom, what stays lazy, tables complete, files of a readable size."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from mnemo.cli.app import COMMANDS
from mnemo.lexicon_check import KNOWN
from mnemo.readers import READERS
from mnemo.writers import WRITERS

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "mnemo"
FILES = sorted(PACKAGE.rglob("*.py"))
RINGS = {
    0: {"types", "source", "errors", "ports"},
    1: {"lexicon", "text", "prosody", "forms"},
    2: {"analysis", "compress", "compose", "judge", "rank"},
    3: {"engines", "readers", "writers", "review"},
    4: {p.stem for p in PACKAGE.glob("*.py")} - {"types", "source", "errors", "ports", "__init__", "__main__"},
    5: {"cli", "web", "__main__"},
}
RING_OF = {name: ring for ring, names in RINGS.items() for name in names}
HOMES = {
    "spacy": {"analysis", "components"},
    "jieba": {"engines"},
    "rjieba": {"engines"},
    "pypinyin": {"engines"},
    "opencc": {"engines"},
    "sklearn": {"rank"},
    "click": {"cli"},
    "rich": {"cli"},
}
"""Library → the parts of mnemo that may name it."""
SLOW = {"spacy", "jieba", "rjieba", "pypinyin", "opencc", "sklearn", "numpy", "scipy"}
LONGEST = 300


def part_of(path: Path) -> str:
    """`analysis`, `types`, `cli`: the unit of the house a file belongs to; "" for the package itself."""
    relative = path.relative_to(PACKAGE)
    return "" if relative.name == "__init__.py" and len(relative.parts) == 1 else relative.parts[0].removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[tuple[str, int, bool]]:
    """(module, line, whether at import time) for every import; those under TYPE_CHECKING count as late."""

    def walk(node: ast.AST, late: bool) -> Iterator[tuple[str, int, bool]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                yield from ((alias.name, child.lineno, not late) for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                assert child.level == 0, "no relative imports"
                yield child.module or "", child.lineno, not late
                if child.module == "mnemo":
                    yield from ((f"mnemo.{alias.name}", child.lineno, not late) for alias in child.names)
            elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
                yield from walk(child, True)
            else:
                yield from walk(child, late or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda))

    return walk(tree, False)


PARSED = [(path, list(imports(ast.parse(path.read_text(encoding="utf-8"))))) for path in FILES]
IDS = [path.relative_to(ROOT).as_posix() for path in FILES]


def allowed(part: str, other: str) -> bool:
    """Whether `part` may import `other`."""
    if part in ("", "__main__") or other == part:
        return True
    mine, theirs = RING_OF[part], RING_OF[other]
    if mine in (2, 3):
        return theirs <= 1
    return theirs <= mine


@pytest.mark.parametrize(("path", "found"), PARSED, ids=IDS)
def test_imports_between_rings(path, found):
    part = part_of(path)
    wrong = [
        f"{path.name}:{line} imports {module}"
        for module, line, _ in found
        if module.startswith("mnemo.") and module.split(".")[1] in RING_OF and not allowed(part, module.split(".")[1])
    ]
    assert wrong == []


@pytest.mark.parametrize(("path", "found"), PARSED, ids=IDS)
def test_libraries_stay_in_their_homes_and_slow_ones_are_late(path, found):
    part = part_of(path)
    wrong = []
    for module, line, early in found:
        library = module.split(".")[0]
        if library in HOMES and part not in HOMES[library]:
            wrong.append(f"{path.name}:{line} {library} has its home in {HOMES[library]}")
        if library in SLOW and early:
            wrong.append(f"{path.name}:{line} imports {library} at import time")
    assert wrong == []


def test_every_part_has_a_ring():
    parts = {part_of(path) for path in FILES} - {""}
    assert parts <= RING_OF.keys()


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_no_file_is_too_long(path):
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_every_module_says_what_it_is(path):
    assert len(ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "") > 10


LAZY = {
    "import mnemo": "import mnemo",
    "a form": "from mnemo.forms import load_form; load_form('七言')",
    "a rhyme book": "from mnemo.prosody.rhyme import load_book; load_book('tongyun')",
    "the concepts": "from mnemo.lexicon.concepts import load_lexicon; load_lexicon()",
    "a document": "from mnemo.text.document import build_document; build_document('1. 严禁吸烟。', '卡')",
    "the pipeline": "import mnemo.pipeline, mnemo.settings, mnemo.readers, mnemo.writers",
    "the ledger": "import mnemo.review.session",
}


@pytest.mark.parametrize("code", LAZY.values(), ids=LAZY.keys())
def test_slow_libraries_are_not_pulled_in(code):
    check = f"import sys\n{code}\nprint(sorted({ {*SLOW, 'click', 'rich'}!r} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, cwd=ROOT, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize("module", sorted({*WRITERS.values()}))
def test_writers_exist(module):
    assert callable(import_module(module).write)


@pytest.mark.parametrize("module", sorted({*READERS.values()}))
def test_readers_exist(module):
    assert callable(import_module(module).read)


@pytest.mark.parametrize(("folder", "table", "helpers"), [("readers", READERS, set()), ("writers", WRITERS, {"shapes"})])
def test_every_format_module_has_its_row(folder, table, helpers):
    modules = {f"mnemo.{folder}.{p.stem}" for p in (PACKAGE / folder).glob("*.py") if p.stem not in {"__init__", *helpers}}
    assert modules == set(table.values())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_module(name):
    assert import_module(f"mnemo.cli.{name}").command.name == name


def tables_read() -> set[str]:
    """Names of the tables that calls of `read_rows` and `read_tables` name in the package."""
    names: set[str] = {"rhymebooks"}  # read file by file: its name is the folder's
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("read_rows", "read_tables")
            if called and len(node.args) > 1 and isinstance(node.args[1], ast.Constant):
                names.add(str(node.args[1].value))
    return names


def test_lexicon_check_knows_every_table_that_is_read_and_no_other():
    assert set(KNOWN) == tables_read()


README = ROOT / "README.md"


@pytest.mark.skipif(not README.exists(), reason="written last")
@pytest.mark.parametrize("name", [*COMMANDS, "lexicon check"])
def test_every_command_stands_in_the_readme(name):
    assert f"mnemo {name}" in README.read_text(encoding="utf-8")
