"""Forms from `lexicons/forms/`: adding one is adding a file. Loads no slow library."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

from mnemo.errors import LexiconError, UnknownNameError
from mnemo.forms.form import Domain, Form, Kind, Layout, Pick, Reject, Scheme, Selector, Stanza
from mnemo.lexicon.paths import lexicon_root
from mnemo.lexicon.table import read_rows

_FORM_KEYS = {
    *("id", "name", "family", "order", "kind", "clauses", "pairs", "run", "accepts", "rejects", "schemes", "stanza"),
    *("layout", "selector", "aliases"),
}
_SELECTOR_KEYS = {"pick", "edges", "least", "most", "lengths", "leads", "row", "heading", "polarity", "numerals"}
FAMILY_COLUMNS = ("family", "name", "example", "counter")


class _Toml:
    """One TOML table; every wrong key or type is a LexiconError that names the file and the key."""

    def __init__(self, place: str, cells: Mapping[str, Any], known: Iterable[str]) -> None:
        self.place, self.cells = place, cells
        if strange := sorted(set(cells) - set(known)):
            raise self.fault(f"未知的键：{' '.join(strange)}", f"可用：{' '.join(sorted(known))}")

    def fault(self, problem: str, remedy: str) -> LexiconError:
        return LexiconError(self.place, 0, problem, remedy)

    def get(self, key: str, kind: type, default: Any = None) -> Any:
        value = self.cells.get(key, default)
        if not isinstance(value, kind) or isinstance(value, bool):
            raise self.fault(f"键 {key} 缺失或类型不对", f"应为 {kind.__name__}")
        return value

    def items(self, key: str, kind: type) -> tuple[Any, ...]:
        values = self.get(key, list, [])
        if not all(isinstance(v, kind) and not isinstance(v, bool) for v in values):
            raise self.fault(f"键 {key} 的成员类型不对", f"应为 {kind.__name__}")
        return tuple(values)

    def one_of(self, key: str, names: tuple[str, ...], default: str | None = None) -> Any:
        value = self.get(key, str, default)
        if value not in names:
            raise self.fault(f"键 {key} 不能是“{value}”", f"可用：{' '.join(names)}")
        return value


def parse_form(text: str, place: str, families: Mapping[str, str]) -> Form:
    """A form from the text of its TOML file; LexiconError at the first defect."""
    try:
        cells = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(place, 0, f"不是合法的 TOML：{error}", "改正语法") from error
    top = _Toml(place, cells, _FORM_KEYS)
    kind: Kind = top.one_of("kind", get_args(Kind))
    family = top.one_of("family", tuple(families))
    if not top.items("accepts", str) or not top.items("rejects", dict):
        raise top.fault("缺少 accepts 或 rejects", "每种体裁都要带正例和反例")
    form = Form(
        id=top.get("id", str),
        name=top.get("name", str),
        family=family,
        family_name=families[family],
        order=top.get("order", int),
        kind=kind,
        accepts=top.items("accepts", str),
        rejects=tuple(_reject(place, cells) for cells in top.items("rejects", dict)),
        clauses=top.items("clauses", int),
        pairs=tuple(n - 1 for n in top.items("pairs", int)),
        run=top.get("run", int, 0),
        schemes=tuple(_scheme(place, cells) for cells in top.items("schemes", dict)),
        stanza=_stanza(place, top.get("stanza", dict, {})),
        layout=_layout(place, top.get("layout", dict, {})),
        selector=_selector(place, top.get("selector", dict)) if kind != "metric" else None,
        aliases=top.items("aliases", str),
    )
    if (kind == "metric") != bool(form.clauses and form.schemes):
        raise top.fault("格律体裁要有 clauses 和 schemes，其他体裁不要", "改 kind 或补上这些键")
    return form


def _reject(place: str, cells: Mapping[str, Any]) -> Reject:
    table = _Toml(place, cells, {"text", "rule"})
    return Reject(table.get("text", str), table.get("rule", str))


def _scheme(place: str, cells: Mapping[str, Any]) -> Scheme:
    table = _Toml(place, cells, {"name", "rhymed", "domain"})
    domain: Domain = table.one_of("domain", get_args(Domain))
    return Scheme(table.get("name", str), tuple(n - 1 for n in table.items("rhymed", int)), domain)


def _stanza(place: str, cells: Mapping[str, Any]) -> Stanza:
    table = _Toml(place, cells, {"least", "most", "best", "step"})
    return Stanza(*(table.get(key, int, 1) for key in ("least", "most", "best", "step")))


def _layout(place: str, cells: Mapping[str, Any]) -> Layout:
    table = _Toml(place, cells, {"marks", "row", "last"})
    return Layout(table.items("marks", str), table.get("row", int), table.get("last", str, "。"))


def _selector(place: str, cells: Mapping[str, Any]) -> Selector:
    table = _Toml(place, cells, _SELECTOR_KEYS)
    pick: Pick = table.one_of("pick", get_args(Pick))
    edges: Literal["explicit", "any"] = table.one_of("edges", ("explicit", "any"), "explicit")
    return Selector(
        pick=pick,
        edges=edges,
        least=table.get("least", int),
        most=table.get("most", int),
        lengths=table.items("lengths", int),
        leads=tuple(tuple(words) for words in table.items("leads", list)),
        row=table.items("row", str),
        heading=table.items("heading", str),
        polarity=table.items("polarity", str),
        numerals=table.get("numerals", str, ""),
    )


@lru_cache(maxsize=8)
def _load_all(root: Path) -> tuple[Form, ...]:
    families = {row["family"]: row["name"] for row in read_rows(root, "forms", FAMILY_COLUMNS)}
    found: dict[str, Form] = {}
    for path in sorted((root / "forms").glob("*.toml")):
        place = path.relative_to(root).as_posix()
        form = parse_form(path.read_text(encoding="utf-8"), place, families)
        if form.id != path.stem:
            raise LexiconError(place, 0, f"id 是“{form.id}”", f"应与文件名相同：{path.stem}")
        found[form.id] = form
    return tuple(sorted(found.values(), key=lambda f: (f.family, f.order, f.id)))


def forms(root: Path | None = None) -> tuple[Form, ...]:
    """All forms, by family, then by the place each has in its family."""
    return _load_all(root or lexicon_root())


def load_form(name: str, root: Path | None = None) -> Form:
    """The form with this id, Chinese name or alias; UnknownNameError with the known names."""
    known = forms(root)
    for form in known:
        if name in (form.id, form.name, *form.aliases):
            return form
    raise UnknownNameError("体裁", name, [f.id for f in known] + [f.name for f in known])


def resolve(names: Iterable[str], root: Path | None = None) -> tuple[Form, ...]:
    """Forms meant by ids, Chinese names and families (口诀 koujue …), in the order asked for, each once."""
    known = forms(root)
    chosen: dict[str, Form] = {}
    for name in names:
        family = [f for f in known if name in (f.family, f.family_name)]
        try:
            for form in family or [load_form(name, root)]:
                chosen.setdefault(form.id, form)
        except UnknownNameError as error:
            wider = {*error.known, *(f.family for f in known), *(f.family_name for f in known)}
            raise UnknownNameError("体裁", name, wider) from None
    return tuple(chosen.values())
