"""Hand-made values and a workshop for the tests of the command line: no tagger, no search, no judge."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mnemo.lexicon.concepts import load_lexicon
from mnemo.settings import Settings
from mnemo.text.document import build_document
from mnemo.types import (
    Act,
    Aligned,
    Analysis,
    Candidate,
    CardResult,
    Condition,
    Document,
    Finding,
    Judgement,
    Line,
    Noise,
    Result,
    Step,
)

SOURCE = "行车工岗位操作卡\n1. 开机前应佩戴安全帽。\n2. 严禁超载吊运。\n3. 行车运行时严禁站人。\n4. 停机后切断电源。\n"


def span(quote: str, source: str = SOURCE) -> tuple[int, int]:
    start = source.index(quote)
    return start, start + len(quote)


STEPS = (
    Step(
        "s1", "do", "must", "开机前应佩戴安全帽", (span("开机前应佩戴安全帽"),), (Act("佩戴", ("安全帽",)),),
        (Condition("开机前", "phase"),), rule="cue:应", cues=("cues.tsv:8",), critical=True, evidence=("ppe：佩戴",),
    ),
    Step("s2", "never", "forbid", "严禁超载吊运", (span("严禁超载吊运"),), (Act("吊运", ("超载",)),), critical=True),
    Step("s3", "never", "forbid", "行车运行时严禁站人", (span("行车运行时严禁站人"),), (Act("站人"),), after=("s1",)),
    Step("s4", "do", "must", "停机后切断电源", (span("停机后切断电源"),), (Act("切断", ("电源",)),), rule="bare"),
)  # fmt: skip


def candidate(key: str, form: str, rank: int, clauses: tuple[str, ...], **others: Any) -> Candidate:
    lines = tuple(Line(text, steps=(f"s{i + 1}",), trail=("fillers.tsv:7",)) for i, text in enumerate(clauses))
    text = "，".join(clauses) + "。"
    family = {"qiyan": "shunkouliu", "wuyan": "shunkouliu", "sanzijing": "sanzijing"}[form]
    fields: dict[str, Any] = {"total": 0.9, "rank": rank, "form_rank": 1, "scores": (("coverage", 0.75), ("rhyme", 1.0))}
    return Candidate(key, form, family, "full", "tongyun", text, lines, **{**fields, **others})


CANDIDATES = (
    candidate(
        "aaaaaaaaaaaa", "qiyan", 1, ("开机之前要戴帽", "千万莫把超载吊", "天车行走莫站人"), missing=("s4",), notes=("载荷不超过5t",),
        findings=(Finding("limit-dropped", "没有说出数量", line=1), Finding("missing-critical", "没有说到要紧的一步")),
        readings=("kāi jī zhī qián yào dài mào",), rhymes=("ao",),
    ),
    candidate("bbbbbbbbbbbb", "wuyan", 2, ("开机前戴帽", "超载莫吊运"), missing=("s3", "s4")),
    candidate("cccccccccccc", "wuyan", 3, ("机前戴好帽", "莫要超载吊"), missing=("s3", "s4"), form_rank=2),
)  # fmt: skip


def document(text: str = SOURCE, name: str = "卡.txt") -> Document:
    return build_document(text, name)


def result(candidates: tuple[Candidate, ...] = CANDIDATES, text: str = SOURCE) -> Result:
    read = document(text)
    noise = (Noise("行车工岗位操作卡", "标题", (0, 8)),)
    cards = tuple(CardResult(card, Analysis(STEPS, noise), candidates) for card in read.cards)
    return Result(read, cards)


class FakeShop:
    """Finds `CANDIDATES` in any text; its judge calls 可 and 能 errors and 马上 a warning."""

    candidates = CANDIDATES

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.lexicon = load_lexicon()

    def read(self, source: str | Path) -> Document:
        return document(Path(source).read_text(encoding="utf-8"), str(source))

    def simplify(self, read: Document, progress: object = None) -> Result:
        return result(self.candidates, read.text)

    def judge(self, verse: str, steps: object) -> Judgement:
        found = [Finding("polarity-flipped", "说反了", "error", 2) for word in ("可", "能") if word in verse]
        found += [Finding("invented", "多说了马上", "warning", 0)] * ("马上" in verse)
        return Judgement(tuple(found), (Aligned(0, ("s1",)),))
