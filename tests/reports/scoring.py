"""How near a reading comes to a judgement: claims by kind and parties and in full, fields of an article, headlines.

What counts as the same is what ../shared/reports/RULES.md lets two careful annotators differ in: a speaker by part of
the name, an amount by one bound, a sentence by most of its words. Each judged claim is matched to one that was read at
most, in the way that matches most.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any, TypeVar

from casus.reports.article import Article
from casus.reports.claim import Amount, Claim, Speaker

One = TypeVar("One")
Other = TypeVar("Other")

FIELDS = ("title", "published", "byline", "dateline", "agencies", "body")
_PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " "})
_SMALL = frozenset(["the", "a", "an", "s", "of", "its", "his", "her", "their", "mr", "mrs", "ms", "dr"])
#: Agencies that go by two names, under the shorter.
_AGENCIES = {"agence france presse": "afp", "associated press": "ap", "press trust of india": "pti", "anadolu": "aa"}
#: Things that are counted under several words.
_UNITS = tuple(
    frozenset(words.split())
    for words in (
        "troop soldier personnel serviceman force man men fighter peacekeeper trooper member",
        "people person civilian dead death killed fatality casualty victim officer tourist",
        "dollar usd $ us",
        "aircraft plane jet warplane drone airplane",
        "ship warship vessel boat destroyer",
        "warhead nuclear",
        "missile rocket icbm",
    )
)
#: "dozens", "hundreds" and the like: the low bound of the judgement, of which up to three times as much is the same.
_VAGUE = frozenset({12, 20, 100, 1000, 10_000, 100_000, 1_000_000})


def words_of(text: object) -> list[str]:
    """Words and numbers, without case and typography."""
    return re.findall(r"[^\W_]+(?:[.,]\d+)*", str(text or "").translate(_PLAIN).casefold())


def overlap(one: Iterable[str], other: Iterable[str]) -> float:
    """Share of all words that both have."""
    a, b = set(one), set(other)
    return len(a & b) / len(a | b) if a or b else 1.0


def word_f1(judged: str, found: str) -> float:
    """F1 of the words, each as often as it stands."""
    a, b = Counter(words_of(judged)), Counter(words_of(found))
    return 2 * (a & b).total() / (a.total() + b.total()) if a or b else 1.0


def f1(right: float, found: float, judged: float) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean; nothing found where nothing is to be found is right."""
    precision = right / found if found else float(not judged)
    recall = right / judged if judged else float(not found)
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def matched(judged: Sequence[One], found: Sequence[Other], same: Callable[[One, Other], bool]) -> int:
    """The most pairs that can be made, each item used once (augmenting paths)."""
    fits = [[j for j, other in enumerate(found) if same(one, other)] for one in judged]
    taken: dict[int, int] = {}

    def place(i: int, tried: set[int]) -> bool:
        for j in fits[i]:
            if j not in tried:
                tried.add(j)
                if j not in taken or place(taken[j], tried):
                    taken[j] = i
                    return True
        return False

    return sum(place(i, set()) for i in range(len(judged)))


def same_claim(judged: dict[str, Any], claim: Claim) -> bool:
    """Sentence, kind, actors and targets are the same."""
    parties = (set(judged["by"]), set(judged["to"])) == (set(claim.by), set(claim.to))
    return (
        judged["kind"] == claim.kind and parties and overlap(words_of(judged["sentence"]), words_of(claim.text)) >= 0.6
    )


def same_in_full(judged: dict[str, Any], claim: Claim) -> bool:
    """Speaker, modality and amount are the same too."""
    return (
        same_claim(judged, claim)
        and judged["modality"] == claim.modality
        and same_speaker(judged["said_by"], claim.said_by)
        and same_amount(judged["amount"], claim.amount)
    )


def same_speaker(judged: str | None, said: Speaker | None) -> bool:
    """The name or the role holds the words of the judgement, is held by them, or is nearly spelt so."""
    if not judged or said is None:
        return not judged and said is None
    wanted = [word for word in words_of(judged) if word not in _SMALL]
    for given in filter(None, (said.name, said.role)):
        words = [word for word in words_of(given) if word not in _SMALL]
        part = bool(wanted and words) and (set(wanted) <= set(words) or set(words) <= set(wanted))
        if part or SequenceMatcher(None, " ".join(wanted), " ".join(words)).ratio() >= 0.8:
            return True
    return False


def same_amount(judged: dict[str, Any] | None, amount: Amount | None) -> bool:
    """The bounds that the judgement has, within two in a hundred, and no other unit."""
    if judged is None or amount is None or (amount.low is None and amount.high is None):
        return judged is None and amount is None
    if not _same_unit(judged["unit"], amount.unit):
        return False
    low, high = judged["low"], judged["high"]
    if high is None and low in _VAGUE:
        return amount.low is not None and low * 0.98 <= amount.low <= low * 3
    if _near(low, high):
        return all(bound is None or _near(low, bound) for bound in (amount.low, amount.high))
    if low is None or high is None:
        bound, free = (amount.low, amount.high) if high is None else (amount.high, amount.low)
        wanted = low if high is None else high
        return _near(wanted, bound) and (free is None or free == 0 or _near(wanted, free))
    return _near(low, amount.low) and _near(high, amount.high)


def _near(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and abs(one - other) <= 0.02 * max(abs(one), abs(other))


def _same_unit(judged: str | None, unit: str | None) -> bool:
    one, other = (
        {
            w[:-1] if w.endswith("s") and not w.endswith("ss") and len(w) > 3 else w
            for w in re.findall(r"[^\W\d_]+|\$", u)
        }
        for u in ((judged or "").casefold(), (unit or "").casefold())
    )
    return not one or not other or bool(one & other) or any(one & sort and other & sort for sort in _UNITS)


def same_time(judged: str | None, found: str | None) -> float:
    """1 for the same minute, or day where the judgement has no more; a half where one alone has an offset."""
    if not judged or not found:
        return 0.0
    one, other = datetime.fromisoformat(judged), datetime.fromisoformat(found)
    if "T" not in judged:
        return float(one.date() == other.date())
    if "T" not in found:
        return 0.0
    one, other = one.replace(second=0, microsecond=0), other.replace(second=0, microsecond=0)
    if (one.tzinfo is None) != (other.tzinfo is None):
        return 0.5 * (one.replace(tzinfo=None) == other.replace(tzinfo=None))
    return float(one == other)


def article_fields(judged: dict[str, Any], body: str, found: Article) -> dict[str, float]:
    """Each of ``FIELDS`` from 0 to 1."""
    title, head = words_of(judged["title"]), words_of(found.title)
    place, dateline = words_of(judged["dateline"]), words_of(found.dateline)
    part = bool(place and dateline) and (set(place) <= set(dateline) or set(dateline) <= set(place))
    return {
        "title": float(title == head or overlap(title, head) >= 0.85),
        "published": same_time(judged["published"], found.published),
        "byline": _names(judged["byline"] or [], found.byline, lambda name: " ".join(words_of(name))),
        "dateline": float(part or not (place or dateline)),
        "agencies": _names(judged["agencies"] or [], found.agencies, _agency),
        "body": word_f1(body, found.text),
    }


def _agency(name: str) -> str:
    plain = " ".join(words_of(name))
    return _AGENCIES.get(plain, plain)


def _names(judged: Sequence[str], found: Sequence[str], plain: Callable[[str], str]) -> float:
    """F1 of a list of names, of which one may hold the other."""

    def same(one: str, other: str) -> bool:
        a, b = set(plain(one).split()), set(plain(other).split())
        return a == b if plain is _agency else bool(a and b) and (a <= b or b <= a)

    return f1(matched(judged, found, same), len(found), len(judged))[2]


def same_headline(one: str, other: str) -> bool:
    return overlap(words_of(one), words_of(other)) >= 0.8
