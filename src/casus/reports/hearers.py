"""Who was told, where and when, and through which agencies: what stands between a verb of saying and what is said."""

from __future__ import annotations

from casus.reports.names import agencies
from casus.reports.syntax import Sentence, Verb
from casus.reports.wordlists import TIME_WORDS, words

_HEARERS = words(
    "reporters journalists lawmakers parliament parliamentarians deputies us television radio newspaper daily house "
    "council representatives broadcaster channel news conference congress senators ministers diplomats readers "
    "briefing investigators"
)


_VENUES = words(
    "statement interview briefing conference telephone phone speech post television radio background condition "
    "letter report email video address"
)


def hearers(s: Sentence, verb: Verb) -> tuple[int, tuple[str, ...]]:
    """Skips who was told, when and where; gives where the content begins and the agencies told."""
    k, via = (
        verb.end,
        agencies_told(s, verb.end, min(len(s.tokens), verb.end + 6))
        if verb.lemma in {"tell", "inform", "say", "report", "speak"}
        else (),
    )
    moved = True
    while moved and k < len(s.tokens):
        moved = False
        low = s.low(k)
        if verb.lemma in {"tell", "inform", "remind", "warn"} and k == verb.end:
            j = k
            while j < len(s.tokens) and s.tags[j] in {"D", "N", "NAME", "POS", "PRO"} and j < k + 6:
                j += 1
                if (
                    s.low(j - 1) in _HEARERS
                    or s.low(j - 1) in agencies()
                    or " ".join(s.low(m) for m in range(j - 2, j)) in agencies()
                ):
                    break
            if j > k:
                k, moved = j, True
                continue
        if (
            s.tags[k] == "ADV"
            or low in TIME_WORDS
            or (low in {"last", "late", "early", "this"} and s.low(k + 1) in TIME_WORDS)
        ):
            k, moved = k + 1, True
        elif s.tags[k] in {"P", "TO"} and low != "of":
            j = k + 1
            while j < len(s.tokens) and s.tags[j] in {"D", "N", "NAME", "NUM", "POS", "VED"} and j < k + 7:
                j += 1
            inside = {s.low(m) for m in range(k, j)}
            if inside & _VENUES or inside & TIME_WORDS or inside & _HEARERS or verb.lemma == "tell":
                k, moved = j, True
    return k, via


def agencies_told(s: Sentence, start: int, end: int) -> tuple[str, ...]:
    """The news agencies that someone told, in tokens ``start`` up to ``end``."""
    found: list[str] = []
    for k in range(start, end):
        for width in (3, 2, 1):
            name = " ".join(s.low(m) for m in range(k, min(k + width, end)))
            if name in agencies() and s.tokens[k].text not in {"Trend"} and (s.tokens[k].upper or name == "dpa"):
                if agencies()[name] not in found and (
                    s.low(k - 1) in {"told", "tell", "the", "to", "by"} or s.low(k - 2) in {"told", "tell"}
                ):
                    found.append(agencies()[name])
                break
    return tuple(found)
