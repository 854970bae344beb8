"""Every entry-point group, used by a small outside package in a fresh interpreter."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from outside import ensure_mnemo, environment, install, mnemo_points

from mnemo.errors import UnknownNameError, UnreadableError
from mnemo.readers import read_document_bytes, read_path
from mnemo.types import Analysis, CardResult, Result
from mnemo.writers import writer

SENTENCE = "进入罐内前必须先检测氧含量，未经审批不得作业。"
CARD = "行车工岗位操作卡\n1. 开机前应佩戴安全帽。\n2. 严禁超载吊运。\n"
READER = '''
from mnemo.types import Finding

def read(data, name, encoding):
    """One step a line, turned round: the format of a made-up program."""
    lines = data.decode(encoding or "utf-16").split("|")
    return "\\n".join(lines), encoding or "utf-16", (Finding("reversed", f"读了 {name}"),)
'''
WRITER = '''
def write(result):
    return "".join(f"{card.card.id};{c.form};{c.text}\\n" for card in result.cards for c in card.candidates) or "nothing\\n"
'''
OUTSIDE_PIPE = '''
from spacy.language import Language
from spacy.tokens import Doc

Doc.set_extension("bans", default=0, force=True)

@Language.component("count_bans")
def count_bans(doc):
    """Another author's pipe, reading what mnemo_steps left on the doc."""
    doc._.bans = sum(span.label_ in ("never", "gate") for span in doc.spans["mnemo_steps"])
    return doc
'''
FACTORY_CHILD = f'''
import spacy

nlp = spacy.blank("zh")
nlp.add_pipe("mnemo_steps")
nlp.add_pipe("count_bans")
text = "{SENTENCE}"
doc = nlp(text)
nlp.to_disk("there")
again = spacy.load("there")
other = again(text)
assert again.pipe_names == ["mnemo_steps", "count_bans"]
print([(s.label_, s.text) for s in doc.spans["mnemo_steps"]] == [(s.label_, s.text) for s in other.spans["mnemo_steps"]])
print(doc._.bans, other._.bans)
print([(s.kind, s.text) for s in other._.steps])
print(all(text[a:b] in text and "".join(text[x:y] for x, y in s.spans) for s in doc._.steps for a, b in s.spans))
'''
TOKENIZER_CHILD = f'''
import spacy
from spacy.util import load_config_from_str, load_model_from_config

config = load_config_from_str("""
[nlp]
lang = "zh"
pipeline = ["mnemo_steps"]

[nlp.tokenizer]
@tokenizers = "mnemo.Tokenizer.v1"

[components]

[components.mnemo_steps]
factory = "mnemo_steps"
""")
nlp = load_model_from_config(config, auto_fill=True)
nlp.to_disk("with-tokenizer")
doc = spacy.load("with-tokenizer")("{SENTENCE}")
print(doc.text == "{SENTENCE}", "氧含量" in [t.text for t in doc], len(doc._.steps))
'''
BOTH_CHILD = '''
from mnemo.cli import main
import sys
sys.argv = ["mnemo", *sys.argv[1:]]
main()
'''


def child(code: str, place: Path, *args: str) -> str:
    """Standard output of `code` in a fresh interpreter that sees the packages in `place`."""
    done = subprocess.run(
        [sys.executable, "-c", code, *args], cwd=place, env=environment(place), capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def plugins(tmp_path, monkeypatch):
    """A reader for .seg and a writer called `lines`, installed on the path of this process."""
    groups = {"mnemo.readers": {"seg": "outside_seg:read"}, "mnemo.writers": {"lines": "outside_lines:write"}}
    install(tmp_path, "outside-mnemo", {"outside_seg": READER, "outside_lines": WRITER}, groups)
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def test_the_declared_entry_points_exist():
    for group, points in mnemo_points().items():
        for name, target in points.items():
            module, _, attribute = target.partition(":")
            assert callable(getattr(__import__(module, fromlist=[attribute]), attribute)), (group, name)


def test_steps_pipe_in_a_blank_pipeline_and_from_disk(tmp_path):
    ensure_mnemo(tmp_path)
    (tmp_path / "outside_pipe.py").write_text(OUTSIDE_PIPE, encoding="utf-8")
    install(tmp_path, "outside-pipe", {}, {"spacy_factories": {"count_bans": "outside_pipe:count_bans"}})
    same, bans, steps, spans = child(FACTORY_CHILD, tmp_path).strip().splitlines()
    assert same == "True"
    assert bans == "1 1"
    assert "('gate', '未经审批不得作业')" in steps
    assert spans == "True"


def test_tokenizer_by_name_in_a_config(tmp_path):
    ensure_mnemo(tmp_path)
    exact, word, steps = child(TOKENIZER_CHILD, tmp_path).split()
    assert (exact, word) == ("True", "True")
    assert int(steps) >= 2


def test_a_reader_for_a_new_suffix(plugins):
    path = plugins / "规程.SEG"
    path.write_bytes("一、断电|二、挂牌".encode("utf-16"))
    text, encoding, findings = read_path(path)
    assert (text, encoding) == ("一、断电\n二、挂牌", "utf-16")
    assert findings[0].rule == "reversed"


def test_without_its_package_the_suffix_is_unreadable():
    with pytest.raises(UnreadableError, match=r"还不能读 \.seg 格式"):
        read_document_bytes("断电".encode("utf-16"), "规程.seg")


def test_a_built_in_reader_is_not_replaced(tmp_path, monkeypatch):
    install(tmp_path, "outside-thief", {"thief": "def read(*a):\n    raise SystemExit\n"}, {"mnemo.readers": {"txt": "thief:read"}})
    monkeypatch.syspath_prepend(tmp_path)
    assert any(p.value == "thief:read" for p in entry_points(group="mnemo.readers"))
    assert read_document_bytes("断电".encode(), "卡.txt")[0] == "断电"


def test_a_writer_for_a_new_format(plugins):
    from mnemo.text.document import build_document

    document = build_document(CARD, "卡.txt")
    result = Result(document, tuple(CardResult(card, Analysis(())) for card in document.cards))
    assert writer("lines")(result) == "nothing\n"


def test_an_unknown_format_names_the_outside_ones(plugins):
    with pytest.raises(UnknownNameError) as caught:
        writer("xml")
    assert {"json", "jsonl", "text", "lines"} <= set(caught.value.known)


def test_reader_and_writer_on_the_command_line(plugins):
    (plugins / "规程.seg").write_bytes(CARD.replace("\n", "|").encode("utf-16"))
    shown = child(BOTH_CHILD, plugins, "simplify", "规程.seg", "--form", "五言", "--top", "1", "--format", "lines")
    assert shown.startswith("c1;wuyan;")
    spoken = json.loads(child(BOTH_CHILD, plugins, "steps", "规程.seg", "--format", "json"))
    assert spoken["source"]["encoding"] == "utf-16"
    assert [f["rule"] for f in spoken["findings"]] == ["reversed"]
    assert any(s["polarity"] == "forbid" for s in spoken["cards"][0]["steps"])
