"""--terms: the shop says 天车 where the paper says 行车."""

import pytest

from mnemo.errors import UsageError
from mnemo.lexicon.concepts import load_lexicon
from mnemo.shopwords import OwnWords
from mnemo.types import Act, Condition, Role, Step

TERMS = (("天车", "行车"),)


def words(terms=TERMS) -> OwnWords:
    return OwnWords(terms, load_lexicon(None, dict(terms)))


CASES = [
    ("the thing itself", "行车", "天车"),
    ("inside a clause", "行车运行时", "天车运行时"),
    ("twice", "行车与行车", "天车与天车"),
    ("another thing", "起重机", "起重机"),
    ("inside a longer known word", "自行车", "自行车"),
    ("already the shop's", "天车", "天车"),
    ("nothing", "", ""),
]


@pytest.mark.parametrize(("text", "said"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_objects_conditions_and_roles(text, said):
    step = Step(
        "s1", "never", "forbid", text, ((0, 1),), (Act("站", (text,), roles=(Role("place", text),)),), (Condition(text, "trigger"),)
    )
    (new,) = words().steps([step])
    assert new.acts[0].objects == (said,)
    assert new.acts[0].roles[0].text == said
    assert new.conditions[0].text == said
    assert (new.text, new.spans, new.id) == (step.text, step.spans, step.id)


def test_without_terms_nothing_changes():
    step = Step("s1", "do", "must", "检查行车", ((0, 4),), (Act("检查", ("行车",)),))
    own = words(())
    assert own.steps([step]) == (step,)
    assert not own.says_standard("行车运转莫站人")


@pytest.mark.parametrize(("line", "standard"), [("行车运转莫站人", True), ("天车运转莫站人", False), ("莫骑自行车", False)])
def test_says_standard(line, standard):
    assert words().says_standard(line) is standard


def test_verbs_too():
    step = Step("s1", "do", "must", "佩戴安全帽", ((0, 5),), (Act("佩戴", ("安全帽",)),))
    (new,) = words((("扣上", "佩戴"),)).steps([step])
    assert new.acts[0].verb == "扣上"


def test_a_standard_word_nobody_knows_is_an_error():
    with pytest.raises(UsageError, match="词库里没有"):
        load_lexicon(None, {"老虎口": "没有这个词"})
