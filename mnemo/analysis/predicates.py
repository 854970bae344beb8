"""Questions about runs of tokens: is there a predicate, a state, a person, a place, an order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mnemo.analysis.patterns import Patterns
from mnemo.analysis.tokens import Run, Token, Vocabulary, join
from mnemo.analysis.words import Words

NOT_VERBS = frozenset(
    [
        "ban",
        "duty",
        "then",
        "only",
        "may",
        "neg",
        "end",
        "first",
        "next",
        "urgent",
        "all",
        "join",
        "stative",
        "until",
        "purpose",
        "concessive",
        "plain",
    ]
)
NOMINAL_TAGS = frozenset(["n", "nz", "nr", "ns", "nt", "nw", "s", "f", "r", "vn", "an", "a", "b", "m", "q", "t", "xc"])


class Predicates:
    """The questions every later step asks; holds the tables, no state."""

    def __init__(self, words: Words, patterns: Patterns, known: Vocabulary, frames: Mapping[str, str]) -> None:
        self.words, self.patterns, self.known, self.frames = words, patterns, known, frames
        self.terms = known.terms

    def nouns(self, text: str) -> bool:
        """Whether the lexicon knows `text` as a noun."""
        return self.terms.get(text) == "n"

    def verbal(self, token: Token) -> bool:
        """A word that can head a predicate."""
        if token.kind in NOT_VERBS or self.words.is_class(token.text, "stative"):
            return False
        if token.kind == "frame":
            return self.words.is_class(token.text, "use") or (
                token.text in ("到", "至", "通过", "靠", "离") and token.tag == "v"
            )
        return token.tag in ("v", "vn", "vd")

    def verb(self, token: Token) -> bool:
        """Like `verbal`, but no verb that stands as a noun."""
        return self.verbal(token) and token.tag != "vn"

    def has_verb(self, run: Sequence[Token]) -> bool:
        return any(self.verbal(t) for t in run)

    def unmet(self, run: Sequence[Token]) -> bool:
        """未/没有/未经 … stands in the run."""
        return any(t.kind == "neg" and t.text not in ("不", "非", "无", "缺", "缺少") for t in run)

    def denied(self, run: Sequence[Token]) -> bool:
        """Any negator or negative state in the run."""
        return (
            any(t.kind == "neg" for t in run)
            or any(t.text[0] in "不未无非" and t.kind not in ("plain", "ban", "bound") for t in run if len(t.text) > 1)
            or any(t.text in ("非防爆", "无证", "非电工", "无人", "无关人员") for t in run)
        )

    def state(self, run: Sequence[Token]) -> bool:
        """An abnormal state or an observed event stands in the run, as predicate: 报警, but not 报警｜仪."""
        if self._suffered(run) or any(t.unable for t in run):
            return True
        for at in range(len(run)):
            for end in range(at + 1, min(len(run), at + 3) + 1):
                word = join(run[at:end])
                if not (self.words.is_class(word, "state") or self.words.is_class(word, "event")):
                    continue
                if at == 0 and self.words.is_class(word, "dual"):
                    continue
                if not self._modifier(run, at, end):
                    return True
        last = run[-1].text if run else ""
        return any(len(last) > n and self.words.is_class(last[-n:], "event") for n in (2, 3))

    def _suffered(self, run: Sequence[Token]) -> bool:
        """衣袖被卷, 人手被压: what is done to somebody has happened."""
        for at in range(1, len(run)):
            word = run[at].text
            done = (word == "被" and self.has_verb(run[at + 1 :])) or (
                word[0] == "被" and len(word) == 2 and run[at].tag == "v"
            )
            if done and run[at - 1].noun and not any(t.text == "的" for t in run[at:]):
                return True
        return False

    def _modifier(self, run: Sequence[Token], at: int, end: int) -> bool:
        """泄漏｜区, 报警｜仪: the state word only describes the noun after it."""
        return at == 0 and end < len(run) and run[end].tag in ("n", "nz", "f", "s") and run[at].tag != "v"

    def normal(self, run: Sequence[Token]) -> bool:
        return bool(run) and (
            self.words.is_class(run[-1].text, "normal") or any(self.words.is_class(join(run)[-n:], "normal") for n in (2, 3))
        )

    def person(self, run: Sequence[Token]) -> bool:
        text = join(run)
        return bool(text) and self.words.ends_like(text, "person") and text[-2:] not in ("两者", "二者", "前者", "后者")

    def place(self, run: Sequence[Token]) -> bool:
        text = join(run)
        if self.words.ends_like(text, "device"):
            return False
        return bool(text) and (self.words.ends_like(text, "place") or run[-1].tag in ("s", "f"))

    def nominal(self, run: Sequence[Token]) -> bool:
        """Names only: no verb, no adverb, no preposition."""
        return bool(run) and all(
            t.tag in NOMINAL_TAGS
            or t.text in ("、", "的")
            or t.kind in ("join", "all")
            or t.text in ("非防爆", "等", "非", "无")
            for t in run
        )

    def volitional(self, run: Run) -> bool:
        """Begins with a verb of doing, or a person who does: 检查仪表正常 is an order, 仪表失灵 is none."""
        while (
            len(run) > 1
            and (run[0].kind in ("all", "urgent", "join") or run[0].tag in ("d", "ad", "t"))
            and run[0].kind != "neg"
        ):
            run = run[1:]
        if not run or run[0].kind == "neg":
            return False
        if len(run) > 2 and self.words.is_class(run[0].text, "generic") and run[1].noun and run[-1].tag == "a":
            return not self.words.is_class(run[-1].text, "state")  # 工作场地昏暗
        if len(run) > 1 and self.words.is_class(run[0].text, "dual") and self.words.is_class(run[0].text, "link"):
            return not self.words.is_class(run[-1].text, "over")  # 停止下降
        at = self.predicate_start(run)
        if at and not self.person(run[:at]):
            return False
        for token in run[at:]:
            if token.kind in ("urgent", "first", "next", "join", "all") or token.tag in ("d", "ad", "c", "vd"):
                continue
            if token.kind == "frame" and token.text not in ("到", "至"):
                return True
            doing = self.verb(token) or (token.tag == "vn" and self.terms.get(token.text) == "v")
            told = self.words.is_class(token.text, "state") or token.unable
            return doing and not told and token.kind not in ("sense", "begin", "bound")
        return False

    def predicate_start(self, run: Run) -> int:
        """Index of the first word of the predicate, 0 if the run begins with it."""
        at = 0
        while at < len(run) and not self._opens_predicate(run, at):
            at += 1
        if at >= len(run):
            return next((i for i, t in enumerate(run) if self.verbal(t)), 0)
        if at and run[0].tag == "vn" and self.verbal(run[0]) and not self.person(run[:at]) and not self.place(run[:at]):
            names = run[1:at]
            plain = names and all(t.tag in ("n", "nz", "m") or t.text in ("、", "的") or t.kind == "join" for t in names)
            return 0 if plain and self.terms.get(run[0].text) == "v" else at
        return at

    def _opens_predicate(self, run: Run, at: int) -> bool:
        token = run[at]
        if self.verb(token) and self.modifies(run, at):
            return False
        if (
            self.verb(token)
            or token.kind in ("frame", "urgent", "first", "next", "guard", "bound")
            or (token.text == "后" and not at)
        ):
            return True
        if token.tag in ("d", "vd", "p") or (token.kind == "neg" and token.text == "不"):
            return True
        return token.tag in ("ad", "a", "z") and at + 1 < len(run) and self.verb(run[at + 1])

    def modifies(self, run: Sequence[Token], at: int) -> bool:
        """The verb at `at` only describes a noun after it: 清出｜的｜粉尘, 下池｜人员."""
        if at > 1 and run[at - 1].noun and self.words.is_class(run[at - 2].text, "wear"):
            return False  # 戴手套｜擦拭｜运转中的滚筒
        if (
            at + 1 < len(run)
            and run[at + 1].tag == "n"
            and run[at + 1].text in ("人员", "人", "者", "工", "部位", "时间", "方向", "状态", "情况")
        ):
            return True
        if at + 2 < len(run) and run[at + 1].tag == "n" and self.words.is_class(run[at + 1].text, "generic"):
            work = run[at + 2].kind == "first" and not self.words.is_class(run[at].text, "link")
            if work:
                return True  # 动火｜作业先办票
        if at and at + 1 < len(run) and run[at].text not in self.terms and len(run[at].text) > 1:
            after = run[at + 1]
            if len(after.text) <= 2 and after.tag in ("n", "s", "f") and self.words.ends_like(after.text, "place"):
                return run[at - 1].noun  # 缆绳｜回弹｜区内
        ends = at and at + 2 == len(run) and run[at - 1].noun and run[at + 1].tag == "n" and len(run[at].text) > 1
        if ends and self.words.ends_like(run[at + 1].text, "measure"):
            return any(self.verb(t) for t in run[:at])  # 调整安全阀｜开启｜压力
        listed = at and at + 1 < len(run) and run[at - 1].text == "、" and run[at + 1].tag == "n" and len(run[at].text) > 1
        if listed and self.frames.get(run[at].text) == "v" and not self.words.is_class(run[at].text, "accompany"):
            return True  # 主机、卸料｜门
        if (
            (
                at
                and at + 1 < len(run)
                and self.words.is_class(run[at].text, "state")
                and not self.words.is_class(run[at].text, "dual")
            )
            and run[at + 1].tag == "n"
            and self.verb(run[at - 1])
        ):
            return True  # 更换｜损坏｜部件
        for k in range(at + 1, len(run) - 1):
            if run[k].text == "的" and at == 0 and self.words.is_class(run[at].text, "link") and run[k + 1].tag == "vn":
                return False  # 负责设备的｜巡视
            thing = run[k + 1].tag == "v" and k + 2 < len(run) and run[k + 2].tag in ("n", "s", "f")  # 运转的｜搅拌｜机内
            if run[k].text == "的" and (thing or run[k + 1].tag in ("n", "nz", "s", "f", "vn")):
                others = (*run[:at], *run[k + 1 :])
                return any(self.verbal(t) for t in others)
            if run[k].text == "、" and self.words.is_class(run[k - 1].text, "state") and self.state(run[k + 1 : k + 2]):
                continue  # 失效、损坏｜的灭火器
            if run[k].text == "、" or run[k].kind in ("join", "next") or run[k].modal:
                return False
        return False

    def named_activity(self, body: Run) -> bool:
        """进行加热、加压及使用剧毒品的｜实验: all before 的 says which one."""
        at = max((i for i, t in enumerate(body) if t.text == "的"), default=0)
        head = next((t for t in body if self.verbal(t)), None)
        if not at or head is None or at + 1 == len(body):
            return False
        wide = self.words.is_class(head.text, "light") or self.words.is_class(head.text, "doing")
        named = all(t.tag in ("n", "nz", "vn", "m", "v", "a") and not t.modal for t in body[at + 1 :])
        return wide and named and self.words.ends_like(join(body[at + 1 :]), "activity")
