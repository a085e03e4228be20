"""Datelines: the place and the agencies at the head of a first paragraph, or on a line of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from casus.reports import agencies, times
from casus.reports.lines import count_words, words

_DASH: Final = r"(?:[-–—―]{1,2}|_(?= ))"  # old wires had no dash: "NICOSIA, Cyprus (AP) _ Cyprus said"
_PLACE_WORD: Final = r"(?:[^\W\d_a-z][\w'’.\-]{0,30}|de|da|do|del|la|le|el|al|of|the|upon|sur|and)"
_PLACE: Final = rf"(?P<place>[^\W\d_a-z][\w'’.\-]{{0,30}}(?:(?: ?/ ?| ){_PLACE_WORD}){{0,4}})"
_BRACKET: Final = re.compile(
    rf"^(?:{_PLACE}(?P<between>[^()]{{0,40}}))?\((?P<credit>[^()]{{2,100}})\)[ ,:.]{{0,3}}(?P<dash>{_DASH})?[ :]{{0,2}}"
)
_DASHED: Final = re.compile(
    rf"^{_PLACE}(?: \([^\W\d_a-z][\w ]{{2,20}}\))?(?P<between>, ?[^()–—:]{{2,40}}?)?"
    rf"(?: {_DASH} |:? ?[–—]{{1,2}} ?|: | \| )"
)
_SLASHED: Final = re.compile(  # "MOSCOW, December 3. /TASS/. "
    rf"^{_PLACE}(?P<between>[^()/]{{0,40}})/(?P<credit>[^()/]{{2,40}})/[ .,:]{{0,3}}(?:{_DASH} ?)?"
)
_WIRED: Final = re.compile(  # the agency without a bracket: "Moscow. December 3. INTERFAX - ", "Damascus, SANA- "
    r"^(?P<place>[^\W\d_a-z][\w'’\-]{0,30}(?: [^\W\d_a-z][\w'’\-]{0,30}){0,2})(?P<between>[.,] [^()/–—:]{3,20})?"
    rf"[.,]{{1,2}} (?P<credit>[A-Z][\w.]{{1,20}}(?: [A-Z][\w.]{{1,20}})?) ?{_DASH} ?"
)
_SQUARE: Final = re.compile(r"^\[(?P<place>[^\W\d_a-z][\w'’.\-]{1,30}(?: [^\W\d_a-z][\w'’.\-]{1,30}){0,2})\] ")
_SHOUTED: Final = re.compile(r"^(?P<place>[^\W\d_a-z]{3,}(?:[ \-'’][^\W\d_a-z]{2,}){0,3})\. (?=[\"“‘'A-Z])")
_FUNCTION: Final = frozenset(
    [
        "a",
        "an",
        "this",
        "that",
        "these",
        "but",
        "and",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "after",
        "as",
        "it",
        "its",
        "he",
        "she",
        "they",
        "we",
        "you",
        "i",
        "his",
        "her",
        "their",
        "our",
        "what",
        "who",
        "why",
        "how",
        "when",
        "if",
        "there",
    ]
)


def split_dateline(paragraph: str) -> tuple[str | None, list[str], str, str]:
    """Place, agencies, the credit in brackets, the rest of the paragraph; ``(None, [], "", paragraph)`` if it has none.

    >>> split_dateline("Minsk (dpa) - Russian President Vladimir Putin signed a treaty.")
    ('Minsk', ['dpa'], 'dpa', 'Russian President Vladimir Putin signed a treaty.')
    """
    head = paragraph[:240]
    match = _BRACKET.match(head)
    if match and match.end() < len(paragraph):
        credit_, rest = match["credit"], paragraph[match.end() :]
        named = agencies.named_in(credit_)
        if not named and re.fullmatch(r"[A-Z]{2,6}", credit_) and match["dash"]:
            named = [credit_]
        dated = bool(times.moments(credit_))
        likely = named or dated or (match["dash"] and count_words(credit_) <= 4)
        if likely and _between(match["between"]) and _opens(rest) and (match["place"] or named):
            return _place(match["place"]), named, credit_, rest
    for pattern in (_SLASHED, _WIRED):
        match = pattern.match(head)
        if match and _between((match["between"] or "").replace(".", " ")) and _opens(rest := paragraph[match.end() :]):
            named = agencies.named_in(match["credit"])
            if named and match["credit"] in agencies.spellings():
                return _place(match["place"]), named, match["credit"], rest
    match = _SQUARE.match(head)
    if match and _opens(rest := paragraph[match.end() :]):
        if not set(match["place"].casefold().split()) & set(words("not_people")):
            return _place(match["place"]), [], "", rest
    match = _DASHED.match(head)
    if match and _opens(rest := paragraph[match.end() :]) and _between(match["between"]):
        place, colon = match["place"], match[0].rstrip().endswith((":", "|"))
        colon = colon and _MONTH_DAY.search(match["between"] or "") is None  # "Kathmandu, December 3: "
        if (place.isupper() and len(place) > 2) or (
            not colon and len(place) > 2 and count_words(place) <= 3 and place.split()[0].casefold() not in _FUNCTION
        ):
            return _place(place), agencies.named_in(match["between"] or ""), "", rest
    match = _SHOUTED.match(head)
    if match and not paragraph[:120].isupper() and match["place"] not in agencies.spellings():
        return _place(match["place"]), [], "", paragraph[match.end() :]
    return None, [], "", paragraph


def _opens(rest: str) -> bool:
    """Whether ``rest`` begins as a sentence does."""
    return (
        bool(rest) and (not rest[0].isalpha() or rest[0].isupper()) and rest[0] not in ",;)" and count_words(rest) >= 4
    )


def _between(text: str | None) -> bool:
    """Whether what stands between the place and the agency can be a state and a date: capitalised words and numbers."""
    return all(
        w[0].isupper() or w[0].isdigit() or w in "-–—/"
        for w in (text or "").replace(",", " ").replace(":", " ").split()
    )


def _place(text: str | None) -> str | None:
    """The city of a dateline, without a month that was taken for a part of its name."""
    return (
        re.split(r" (?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?$", text)[0].strip(" .,:-–—")
        if text
        else None
    )


def passed_on_by(credit_: str) -> str | None:
    """The outlet in a dateline's bracket: its first part that is neither an agency nor a date.

    >>> passed_on_by("APP - UrduPoint / Pakistan Point News - 19th Oct, 2024")
    'UrduPoint / Pakistan Point News'
    """
    for part in re.split(r" [-–—] |, ", credit_):
        if (
            part.strip()
            and not agencies.named_in(part)
            and not times.moments(part + " 2000")
            and part[0].isupper()
            and len(part) > 3
        ):
            return part.strip()
    return None


_DAYS: Final = frozenset(["mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"])
_MONTH_DAY: Final = re.compile(
    r"(?i)(?:\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:jan|feb|mar|apr|may|"
    r"jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2})"
)
_PLACE_LINE: Final = re.compile(
    r"(?P<place>[^\W\d_a-z][\w'’.\-]{1,30}(?: [^\W\d_a-z][\w'’.\-]{1,30}){0,2})(?:,| \||:| [–—-]|/)"
    r"\s(?:[A-Z][a-z]{2,8},? )?"
)


def place_line(lines: Sequence[str], body: str) -> tuple[str | None, list[str]]:
    """Place and agencies in a header's line of place and date ("BHUBANESWAR, April 19, 2012"); else ``(None, [])``.

    A name that is neither in capitals nor in ``body`` may be a reporter's: it is not taken.
    """
    for line in lines:
        if len(line) > 120:
            continue
        starts = [m.start for m in times.moments(line)[:1]] or [m.start() for m in _MONTH_DAY.finditer(line[:80])][:1]
        match = _PLACE_LINE.fullmatch(line[: starts[0]]) if starts else None
        if match is None:
            continue
        place = match["place"]
        other = {*words("not_people"), *_DAYS, *times.MONTHS}
        if not set(re.split(r"[ .]", place.casefold())) & other and (place.isupper() or place in body):
            return place, agencies.named_in(line)
    return None, []
