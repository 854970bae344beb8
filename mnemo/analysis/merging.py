"""Several words that stand for one: a sign's text, a direction from end to end, a verb with the result it misses."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from mnemo.analysis.grammar import Grammar
from mnemo.analysis.tokens import Run, Token, cut_at, join

SIGN_REACH = 9  # words between 挂 and the sign it hangs up
WAY_REACH = 4  # words between 从 and 到


def merged(run: Run, g: Grammar) -> Run:
    """`run` with these put together, and sides that the tagger took for verbs put right."""
    run = _ways(_missed(_same(_refused(run, g)), g), g)
    return _sides(_signs(run, g), g)


def _one(run: Run, tag: str) -> Token:
    return Token(join(run), tag, "", run[0].start, run[-1].end)


def _refused(run: Run, g: Grammar) -> Run:
    """禁用｜手硬拽, 信号不清｜不动, 相位不一致不｜并: bans that are glued to their act, or to the word before."""
    for at, token in enumerate(run):
        behind = run[at + 1 :]
        if token.kind == "join" and token.text == "并" and not behind and at and run[at - 1].text == "不":
            return (*run[:at], replace(token, tag="v", kind=""))
        if token.kind or len(token.text) < 2:
            continue
        first, last = token.text[0], token.text[-1]
        verb = len(token.text) == 2 and last in g.known.verbs1
        if verb and first == "禁" and token.tag in ("v", "vn"):
            ban, act = cut_at((token,), token.start + 1)
            tag = "p" if last == "用" and g.has_verb(behind) else "v"
            cut = (replace(ban, tag="v", kind="ban"), replace(act, tag=tag, kind=g.words.kind(last)))
            return (*run[:at], *cut, *_refused(behind, g))
        if last == "不" and len(token.text) > 2 and behind and g.verb(behind[0]):
            word, no = cut_at((token,), token.end - 1)  # 不适不｜上架
            return (*run[:at], word, replace(no, tag="d", kind="neg"), *_refused(behind, g))
        if verb and first == "不" and at and not behind and _act_refused(run, g):
            no, act = cut_at((token,), token.start + 1)
            return (*run[:at], replace(no, tag="d", kind="neg"), replace(act, tag="v"))
    return run


def _act_refused(run: Run, g: Grammar) -> bool:
    """信号不清不动, 超载不挂, but not 按钮失灵、机器不动: behind what is wrong, not behind a name that stands still."""
    told, word = run[:-1], run[-1].text
    idle = g.words.is_class(word[1], "idle")
    if g.words.classes.get(word):
        return idle and (told[-1].text[0] == "不" or (len(told) > 1 and told[-2].text == "无"))
    return g.denied(told) or (g.state(told) and not idle)


def _same(run: Run) -> Run:
    """同｜一桶: 同一 and what is counted are one name."""
    for at in range(len(run) - 1):
        if run[at].text == "同" and run[at + 1].text[0] == "一" and len(run[at + 1].text) > 1:
            return (*run[:at], _one(run[at : at + 2], "n"), *run[at + 2 :])
    return run


def _missed(run: Run, g: Grammar) -> Run:
    """打｜不｜开, 启动｜不｜了: the result that is not reached makes one word with the verb (可能补语)."""
    for at in range(len(run) - 1):
        end = at + 3 if run[at + 1].text == "不" else at + 2
        word = join(run[at + 1 : end])
        if word[:1] == "不" and g.words.is_class(word[1:], "reach") and _may_miss(run, at, word[1:], g):
            return (*run[:at], _one(run[at:end], "v"), *_missed(run[end:], g))
    return run


def _may_miss(run: Run, at: int, result: str, g: Grammar) -> bool:
    """Not 不停不动, not 断电不开箱: an act that takes no object does without its result."""
    verb = run[at]
    if verb.kind or not verb.tag.startswith("v") or (at and run[at - 1].kind == "neg"):
        return False
    if len(verb.text) == 1 or result == "了":
        return True
    return g.frames.get(verb.text) not in (None, "v")


def _ways(run: Run, g: Grammar) -> Run:
    """由上向下, 从左到右, 从料仓到机头: from one end to the other is one way of doing."""
    for found in _way_of_sides(g.words.starts.get("side", ())).finditer(join(run)):
        run = cut_at(cut_at(run, run[0].start + found.start()), run[0].start + found.end())
        inside = [i for i, t in enumerate(run) if found.start() <= t.start - run[0].start < found.end()]
        first, last = inside[0], inside[-1]
        way = run[first : last + 1]
        rest = run[last + 1 :]
        if rest and rest[0].text in g.known.verbs1 and not rest[0].kind and not rest[0].tag.startswith("v"):
            rest = (replace(rest[0], tag="v"), *rest[1:])  # 由上向下｜清
        run = (*run[:first], _one(way, "d"), *rest)
    for at, token in enumerate(run[:-2]):
        if token.text not in ("由", "从", "自"):
            continue
        end = _way_end(run, at, g)
        if end and g.has_verb(run[end:]) and run[end].text != "的":
            return (*run[:at], _one(run[at:end], "d"), *_ways(run[end:], g))
    return run


@lru_cache(maxsize=4)
def _way_of_sides(sides: tuple[str, ...]) -> re.Pattern[str]:
    """由 + side + 向 + side, each side of one word or two (内侧, 上部)."""
    one = "|".join(sorted(sides, key=len, reverse=True)) or "$"
    return re.compile(f"[由从自](?:{one}){{1,2}}[向往到至而及朝](?:{one}){{1,2}}(?!的)")


def _way_end(run: Run, at: int, g: Grammar) -> int:
    """Where the way that begins at `at` ends, 0 if none does."""
    for turn in range(at + 2, min(len(run) - 1, at + 2 + WAY_REACH)):
        pivot = run[turn].text
        start = run[at + 1 : turn]
        sides = g.words.ends_like(join(start), "side")
        if any(g.verb(t) or t.kind for t in start) or (run[at].text == "由" and not sides):
            return 0
        if len(pivot) == 2 and pivot[0] in "向往到至而" and g.words.ends_like(pivot[1:], "side"):
            return turn + 1
        if pivot in ("向", "往", "到", "至", "而", "及", "朝"):
            goal = run[turn + 1]
            named = goal.noun or goal.tag in ("f", "s", "a", "ad", "an", "q")
            if not named or (pivot in ("而", "及") and not sides):
                return 0
            side = turn + 2 < len(run) and run[turn + 2].tag in ("f", "s") and not run[turn + 2].kind
            return turn + 2 + side
    return 0


def _signs(run: Run, g: Grammar) -> Run:
    """挂｜禁止合闸、有人工作的标示牌: what the sign says is its name, no order to the reader."""
    for at, token in enumerate(run[:-2]):
        if not g.words.is_class(token.text, "hang") or token.kind:
            continue
        start = at + 1
        while start < len(run) and (g.words.is_class(run[start].text, "result") or run[start].tag == "m"):
            start += 1
        for end in range(start + 1, min(len(run), start + SIGN_REACH)):
            inside = run[start : end + 1]
            said = any(t.modal or t.text == "有人" for t in inside)
            if said and g.words.ends_like(join(inside), "sign") and not run[end].kind:
                return (*run[:start], _one(inside, "nz"), *run[end + 1 :])
    return run


def _sides(run: Run, g: Grammar) -> Run:
    """在｜垂直面｜上: the side of a name behind 在 is no verb."""
    found = list(run)
    for at in range(2, len(run)):
        token = run[at]
        if run[at - 1].text == "最" and len(token.text) == 1 and g.words.ends_like(token.text, "side"):
            found[at] = replace(token, tag="f")  # 梯子最｜上两档
            continue
        if len(token.text) != 1 or not token.tag.startswith("v") or not g.words.ends_like(token.text, "side"):
            continue
        begin = next((i for i in range(at - 1, -1, -1) if run[i].text in ("在", "于", "从")), -1)
        between = run[begin + 1 : at]
        if begin >= 0 and between and between[-1].noun and not any(g.verb(t) for t in between):
            found[at] = replace(token, tag="f")
    return tuple(found)
