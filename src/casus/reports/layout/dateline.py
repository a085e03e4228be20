"""Datelines: the place and the agencies at the head of a first paragraph, or on a line of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from casus.reports.layout import agencies, times
from casus.reports.layout.wording import count_words, listed, words

_DASH: Final = r"(?:[-–—―]{1,3}|_(?= ))"  # old wires had no dash: "NICOSIA, Cyprus (AP) _ Cyprus said"
_PLACE_WORD: Final = (
    r"(?:[^\W\d_a-z][\w'’.\-]{0,30}|"
    r"de|da|do|del|la|le|el|al|of|the|upon|sur|and|near|off|in|on|a|an|under|al-\w{2,20}|el-\w{2,20})"
)
_PREFIX: Final = r"(?:['‘’ʻ]|(?:a[dlnrst]|ash|el|d|l)[-'’])?"  # "al-Tanf", "‘Amran", "l'Aquila"
_PLACE: Final = rf"(?P<place>{_PREFIX}[^\W\d_a-z][\w'’.\-]{{0,30}}(?:(?: ?/ ?| & | ){_PLACE_WORD}){{0,4}})"
_BRACKET: Final = re.compile(
    rf"^(?:{_PLACE}(?P<between>[^()\[\]]{{0,40}}))?[(\[](?P<credit>[^()\[\]]{{2,100}})[)\]]"
    rf"[ ,:.]{{0,3}}(?P<dash>{_DASH})?[ :]{{0,2}}"
)
_DASHED: Final = re.compile(
    rf"^{_PLACE}(?: \([^\W\d_a-z][\w ]{{2,20}}\))?(?P<between>, ?[^()–—:]{{2,40}}?)?"
    rf"(?: {_DASH} | ?// |[.:]? ?(?:[–—]{{1,2}}|--) ?|\.- |: | \| | ?(?:»|>>) | • )"
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
_FUNCTION: Final = listed(
    "a an this that these but and in on at by for from with after as it its he she they we you i his her "
    "their our what who why how when if there"
)


_PIECE: Final = re.compile(rf"^(?P<piece>[^–—|•:()\[\]]{{2,40}}?) ?(?:{_DASH}|[|•:])\s")

Split = tuple[str | None, list[str], str, str]


def split_dateline(paragraph: str) -> Split:
    """Place, agencies, the credit in brackets, the rest of the paragraph; ``(None, [], "", paragraph)`` if it has none.

    >>> split_dateline("Minsk (dpa) - Russian President Vladimir Putin signed a treaty.")
    ('Minsk', ['dpa'], 'dpa', 'Russian President Vladimir Putin signed a treaty.')
    """
    place, named, credit_, rest = _once(paragraph)
    for _ in range(3):  # the pieces may be parted by dashes or bars too: "BEIRUT | AFP | ", "AFP – Beirut – "
        if place is not None:
            place, more = _without_agencies(place)
            named = [*more, *named]
        if place is None and named:
            other = _once(rest)
            if other[0] is not None and not paragraph[:120].isupper():
                place, named, rest = other[0], [*named, *other[1]], other[3]
                continue
        piece = _PIECE.match(rest[:60]) if place is not None else None
        if piece is None or not _opens(rest[piece.end() :]):
            break
        text = piece["piece"].strip()
        credited = agencies.named_in(text)
        plain = _MONTH_DAY.sub("", re.sub(r"\b[12]\d{3}\b", "", text)) if not credited else text.split(",")[0]
        if credited and plain in agencies.spellings():
            named = [*named, *credited]
        elif plain.isupper() and len(plain) > 2 and not paragraph[:120].isupper() and count_words(plain) <= 3:
            place = f"{place}/{text}"  # of two places
        elif {w.casefold() for w in re.findall(r"[^\W\d_]+", plain)} - _WEEKDAYS:
            break
        rest = rest[piece.end() :]
    return place, list(dict.fromkeys(named)), credit_, rest


def _without_agencies(place: str) -> tuple[str | None, list[str]]:
    """A place without the agencies that a slash or a comma joins to it: "Beirut/AFP"; None if nothing else is left."""
    parts = re.split(r"\s?[/,]\s?", place)
    named = [part for part in parts if part in agencies.spellings()]
    if not named:
        return place, []
    left = "/".join(part for part in parts if part not in named)
    return left or None, [agencies.spellings()[part] for part in named]


def _once(paragraph: str) -> Split:
    """Place, agencies, credit and rest by the first form that fits."""
    head = paragraph[:240]
    match = _BRACKET.match(head)
    if match and match.end() < len(paragraph):
        credit_, rest = match["credit"], paragraph[match.end() :]
        named = agencies.named_in(credit_)
        alone, _ = _without_agencies(credit_) if match["place"] is None else (None, [])
        if (
            alone
            and alone.isupper()
            and 3 < len(alone) < 40
            and (match["dash"] or named)
            and _opens(rest)
            and not head.isupper()
        ):
            return alone, named, "", rest  # the place is in the bracket: "(BEIRUT, AFP) "
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
    if match and not set(match["place"].casefold().split()) & set(words("not_people")):
        rest = paragraph[match.end() :]
        if _opens(rest):
            return _place(match["place"]), [], "", rest
    match = _DASHED.match(head)
    if match and _opens(rest := paragraph[match.end() :]) and _between(match["between"]):
        place, colon = match["place"], match[0].rstrip().endswith((":", "|", "»", ">", "•"))
        state = match["between"] or ""
        dated = _MONTH_DAY.search(state) is not None or state.strip(" ,").casefold() in _WEEKDAYS
        colon = colon and not dated  # "Kathmandu, December 3: "
        likely = place.isupper() or (not colon and count_words(place) <= 3)
        if likely and len(place) > 2 and place.split()[0].casefold() not in _FUNCTION - {"on", "in", "at"}:
            between = (match["between"] or "").strip(" ,")
            if place in agencies.spellings() and re.fullmatch(r"[^\W\d_a-z][^\d,]{2,30}", between):
                return between, [agencies.spellings()[place]], "", rest  # the agency first: "AFP, Beirut - "
            return _place(place), agencies.named_in(between), "", rest
    match = _SHOUTED.match(head)
    if match and not paragraph[:120].isupper() and match["place"] not in agencies.spellings():
        return _place(match["place"]), [], "", paragraph[match.end() :]
    return None, [], "", paragraph


_PLAIN: Final = re.compile(
    r"^(?P<place>[^\W\d_a-z][\w'’\-]{2,20}(?: [^\W\d_a-z][\w'’\-]{1,20}){0,2})(?:\.|:| \||,? [–—-]) (?=[\"“‘'A-Z])"
)

_BOLD: Final = re.compile(  # a place that only its capitals set apart: "GORI Long columns of armour withdrew"
    r"^(?P<place>[^\W\d_a-z]{4,}(?:[ \-'’][^\W\d_a-z]{3,}){0,2}) (?=[A-Z][a-z]|[A-Z] [a-z]|[\"“])"
)


def plain(paragraph: str) -> tuple[str | None, str]:
    """A known place that a full stop or a colon parts from the first sentence, and the rest; else ``(None, ...)``.

    >>> plain("Budapest. Hungary's parliament ratified it on Monday.")[0], plain("Enough. It is over now, he said.")[0]
    ('Budapest', None)
    """
    match = _BOLD.match(paragraph[:80])
    if match and not paragraph[:120].isupper() and match["place"] not in agencies.spellings():
        rest = paragraph[match.end() :]
        if _opens(rest) and is_known(match["place"]):
            return match["place"], rest
    match = _PLAIN.match(paragraph[:80])
    if match is None or not _opens(paragraph[match.end() :]) or not is_known(match["place"]):
        return None, paragraph
    return match["place"], paragraph[match.end() :]


@lru_cache(maxsize=512)
def is_known(name: str) -> bool:
    """Whether the gazetteer knows the place; it is loaded for the few lines that nothing else settles."""
    from casus import places

    return places.find(name, date(2000, 1, 1)).known


def _opens(rest: str) -> bool:
    """Whether ``rest`` begins as a sentence does."""
    return (
        bool(rest) and (not rest[0].isalpha() or rest[0].isupper()) and rest[0] not in ",;)" and count_words(rest) >= 4
    )


def _between(text: str | None) -> bool:
    """Whether what stands between the place and the agency can be a state and a date: capitalised words and numbers."""
    return all(
        w in ("and", "via", "of", "the", "on", "in", "off", "near", "at", "de", "del", "la")
        or w[0].isupper()
        or w[0].isdigit()
        or w in "-–—/"
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
_WEEKDAYS: Final = frozenset(
    [*_DAYS, *(day + "day" for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun"))]
)
_MONTH_DAY: Final = re.compile(
    r"(?i)(?:\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2})"
)
_PLACE_LINE: Final = re.compile(
    r"(?P<place>[^\W\d_a-z][\w'’.\-]{1,30}(?: [^\W\d_a-z][\w'’.\-]{1,30}){0,2})(?:,| \||:| [–—-]|/)"
    r"\s(?:[A-Z][a-z]{2,8},? )?(?P<stamp>(?i:(?:last |first )?(?:updated|published|posted)(?: on| at)?:? ?))?"
)

_AFTER: Final = re.compile(r" ?(?:[-–—|·,] |\| )(?P<place>[^\W\d_a-z]{3,}(?:[ \-'’][^\W\d_a-z]{2,}){0,2})(?= ?[|·]|$)")


def lone_line(header: Sequence[str], body: str) -> tuple[str | None, list[str]]:
    """Place and agencies of a dateline on a line of its own among the last of the header; else ``(None, [])``.

    "GAZA/CAIRO (AFP)" names an agency; "KYIV" or "Lusaka, Zambia" must stand right above the body, which says it too.
    """
    for up, line in enumerate(reversed(header[-4:])):
        if len(line) > 60 or line.endswith((".", "?", "!")):
            continue
        spaced = re.sub(r"(?<=\w)-(?=[A-Z])", " - ", line)
        agency = agencies.named_in(spaced)
        alone = agencies.without_any(spaced).strip(" ,-–—/|()") if agency else ""
        if re.fullmatch(r"[^\W\d_a-z][\w'’.\-]+(?: [^\W\d_a-z][\w'’.\-]+){0,2}", alone) and is_known(alone):
            return alone, agency  # "AFP, Yangon", "WARSAW-Anadolu Agency"
        place, named, _, _ = split_dateline(f"{line} – There is no more in this line.")
        if place is None or set(re.split(r"[ /]", place.casefold())) & {*words("not_people"), *_DAYS}:
            continue
        if named and "(" in line:
            return place, named
        if up == 0 and (place.isupper() or "," in line) and re.split(r"[/,]", place)[0].casefold() in body.casefold():
            return place, named
    return None, []


def place_line(lines: Sequence[str], body: str) -> tuple[str | None, list[str]]:
    """Place and agencies in a header's line of place and date ("BHUBANESWAR, April 19, 2012"); else ``(None, [])``.

    A name that is neither in capitals nor in ``body`` may be a reporter's: it is not taken.
    """
    for line in lines:
        if len(line) > 120:
            continue
        dates = times.moments(line)
        if dates and (after := _AFTER.match(line[dates[-1].end :])) and is_known(after["place"].title()):
            return after["place"], []
        starts = [m.start for m in dates[:1]] or [m.start() for m in _MONTH_DAY.finditer(line[:80])][:1]
        match = _PLACE_LINE.fullmatch(line[: starts[0]]) if starts else None
        if match is None:
            continue
        place = match["place"]
        other = {*words("not_people"), *_DAYS, *times.MONTHS}
        if set(re.split(r"[ .]", place.casefold())) & other:
            continue
        if is_known(place) if match["stamp"] else place.isupper() or place in body:
            return place, agencies.named_in(line)
    return None, []
