"""Reads how many: the first number of a noun phrase that counts things, with its bounds and its unit."""

from __future__ import annotations

from casus.reports.claim import Amount
from casus.reports.rules.phrases import Phrase
from casus.reports.rules.syntax import Sentence
from casus.reports.rules.wordlists import words

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS: dict[str, float] = {word: float(n) for n, word in enumerate(_UNITS.split())}
_WORDS |= {word: 10.0 * n for n, word in enumerate(_TENS.split(), 2)} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_SCALES: dict[str, float] = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "dozen": 12,
    "m": 1e6,
    "bn": 1e9,
}
_VAGUE: dict[str, float] = {
    "several": 1000,
    "dozens": 12,
    "scores": 20,
    "hundreds": 100,
    "thousands": 1000,
    "millions": 1e6,
}
_MONEY = {"$": "dollars", "£": "pounds", "€": "euros", "¥": "yen"}
_NOT_COUNTED = words(
    "year years month months week weeks day days hour hours minute minutes km kilometre kilometres kilometer "
    "kilometers mile miles metre metres meter meters nautical feet per percent cent sq square hectares acres degrees "
    "countries country states nations parties sides neighbours neighbors powers allies members leaders ministers "
    "governments armies kingdoms treaties treaty accords agreements pacts deals decades century centuries places "
    "provinces regions giants capitals parliaments presidents brothers koreas chambers articles % time pm am a.m p.m "
    "gmt bst"
)
_LOW = (
    ("more", "than"),
    ("at", "least"),
    ("over",),
    ("well", "over"),
    ("no", "fewer", "than"),
    ("upwards", "of"),
    ("not", "less", "than"),
    ("no", "less", "than"),
    ("exceeding",),
)
_HIGH = (
    ("up", "to"),
    ("as", "many", "as"),
    ("at", "most"),
    ("fewer", "than"),
    ("less", "than"),
    ("under",),
    ("as", "much", "as"),
    ("no", "more", "than"),
    ("nearly", "as"),
)


def amount(s: Sentence, phrase: Phrase | None, given: str | None = None) -> Amount | None:
    """The first counted number of ``phrase``; None when it counts nothing, or counts years, distances, parties.

    ``given`` is the unit where the phrase leaves it out ("and Britain 225").
    """
    if phrase is None:
        return None
    i = phrase.start
    while i < min(phrase.end, phrase.start + 60):
        hit = _number(s, i)
        if hit:
            value, end, vague, money = hit
            unit = money or _unit(s, end) or given
            if (
                unit is None
                and s.low(end) in {"and", "to", "-"}
                and (other := _number(s, end + 1))
                and other[0] > value
            ):
                unit = other[3] or _unit(s, other[1])
            if _counts(s, i, end, unit, value, bool(money) or vague):
                return _bounded(s, i, end, value, vague, unit)
            i = end
        else:
            i += 1
    return None


def _number(s: Sentence, i: int) -> tuple[float, int, bool, str | None] | None:
    """The number at token ``i``: value, end, whether it is vague ("thousands"), and its currency."""
    low = s.low(i)
    money = _MONEY.get(low)
    if money:
        i += 1
        low = s.low(i)
    if low in {"hundreds", "thousands", "tens"} and s.low(i + 1) == "of" and s.low(i + 2) in {"thousands", "millions"}:
        return _VAGUE[s.low(i + 2)] * (10 if low == "tens" else 100), i + 3, True, money
    if low == "several" and s.low(i + 1) in _SCALES:
        return _SCALES[s.low(i + 1)], i + 2, True, money
    if low in _VAGUE and low != "several":
        return _VAGUE[low], i + 1, True, money
    if low in {"a", "one"} and s.low(i + 1) in {"dozen", "hundred", "thousand", "million", "billion"}:
        return _SCALES[s.low(i + 1)], i + 2, False, money
    value = _plain(low)
    if value is None:
        return None
    end = i + 1
    while s.low(end) in _SCALES and (len(s.low(end)) > 2 or money):
        value *= _SCALES[s.low(end)]
        end += 1
    return value, end, False, money


def _plain(low: str) -> float | None:
    if low in _WORDS:
        return _WORDS[low]
    if "-" in low:
        tens, _, ones = low.partition("-")
        if tens in _WORDS and ones in _WORDS and _WORDS[tens] >= 20:
            return _WORDS[tens] + _WORDS[ones]
        return None
    digits = low.replace(",", "")
    if digits and digits[0].isdecimal() and len(digits) <= 15 and digits.replace(".", "", 1).isdecimal():
        return float(digits)
    return None


def _unit(s: Sentence, end: int) -> str | None:
    """The noun that the number counts: the last of the nouns that follow it."""
    k = end
    if s.low(k) in {"of"} and (s.low(k + 1) in {"the", "its", "their", "his"} or k + 1 in s.at):
        k += 2
    unit = None
    while (
        s.tag(k) in {"N", "NAME", "POS", "VING", "V?", "ADV", "Q"}
        or (s.tag(k) in {"VED"} and s.tag(k + 1) == "N")
        or s.low(k) in {"more", "other", "another", "of"}
    ):
        if s.low(k) == "of" and unit:
            break
        if s.tags[k] == "VING" and unit:
            break
        if s.tags[k] in {"N", "NAME", "V?"} and s.low(k) not in {"more", "other", "another"}:
            unit = s.tokens[k].text
        if k > end + 9:
            break
        k += 1
    return unit


def _counts(s: Sentence, i: int, end: int, unit: str | None, value: float, sure: bool) -> bool:
    first = s.low(end)
    if (unit and unit.lower() in _NOT_COUNTED) or first in _NOT_COUNTED or "%" in first:
        return False
    if s.low(i - 1) in {
        "article",
        "articles",
        "chapter",
        "resolution",
        "day",
        "no",
        "number",
        "section",
        "nr",
        "age",
        "aged",
        "operation",
    }:
        return False
    if sure:
        return True
    if unit is None or (1800 <= value <= 2099 and "," not in s.low(i) and s.low(i).isdecimal()):
        return False
    if s.low(i) == "one" and s.low(end) in {"of", "day", "side"}:
        return False
    return not (i and s.tag(i - 1) == "NAME" and i - 1 not in s.at and s.low(i).isdecimal())


def _bounded(s: Sentence, i: int, end: int, value: float, vague: bool, unit: str | None) -> Amount:
    before = [s.low(k) for k in range(max(0, i - 4), i) if s.low(k) != '"']
    if before[-1:] == ["$"]:
        before.pop()
    after = s.low(end)
    if s.low(i - 1) == "between" or after in {"to", "-"} or (before[-1:] == ["from"] and after == "to"):
        other = _number(s, end + 1) if after in {"and", "to", "-"} else None
        if other and other[0] > value:
            return Amount(value, other[0], _unit(s, other[1]) or unit)
    if any(tuple(before[-len(q) :]) == q for q in _LOW) or (after in {"or"} and s.low(end + 1) == "more"):
        return Amount(value, None, unit)
    if any(tuple(before[-len(q) :]) == q for q in _HIGH):
        return Amount(None, value, unit)
    return Amount(value, None if vague else value, unit)
