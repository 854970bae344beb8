"""Words of the lexicons that rhyme with a word (ring 4): what `mnemo rhyme` offers for a line end."""

from __future__ import annotations

from mnemo.compress.rows import load_bank
from mnemo.lexicon.concepts import Lexicon
from mnemo.ports import Pronouncer
from mnemo.prosody.rhyme import RhymeBook, ending

MOST = 24


def rhyming_endings(
    word: str, book: RhymeBook, lexicon: Lexicon, pronouncer: Pronouncer
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(title, words) for verbs with a complement, tails and nouns that end in the rhyme of `word`; at most 24 each."""
    wanted = ending(word, pronouncer, book)
    if wanted is None or wanted.level == "neutral":
        return ()
    resulting = [v.one[0] + r for v in lexicon.verbs.values() if v.one for r in v.results]
    tails = [t.text for found in load_bank(lexicon.root).tails.values() for t in found]
    nouns = [n.surfaces[0] for n in lexicon.nouns.values() if len(n.surfaces[0]) <= 3]
    titles = {"动作": resulting, "句尾": tails, "名称": nouns}
    found: list[tuple[str, tuple[str, ...]]] = []
    for title, words in titles.items():
        rhymed = [w for w in dict.fromkeys(words) if w[-1] != wanted.char and _rhymes(w, wanted.group, book, pronouncer)]
        if rhymed:
            found.append((title, tuple(rhymed[:MOST])))
    return tuple(found)


def _rhymes(word: str, group: str, book: RhymeBook, pronouncer: Pronouncer) -> bool:
    end = ending(word, pronouncer, book)
    return end is not None and end.group == group and end.level != "neutral"
