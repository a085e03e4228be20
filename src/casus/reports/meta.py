"""What stands around a body: dateline, byline, agencies, outlet, time of publication; the rules that HTML and flat text share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Final

from casus.reports import times
from casus.reports.lines import count_words, is_caption, table, words
if TYPE_CHECKING:
    from casus.reports.flat import Parts

_DASH: Final = r"[-–—―]{1,2}"
_PLACE_WORD: Final = r"(?:[^\W\d_a-z][\w'’.\-]{0,30}|de|da|do|del|la|le|el|al|of|the|upon|sur|and)"
_PLACE: Final = rf"(?P<place>[^\W\d_a-z][\w'’.\-]{{0,30}}(?:[ /]{_PLACE_WORD}){{0,4}})"
_BRACKET: Final = re.compile(rf"^(?:{_PLACE}(?P<between>[^()]{{0,40}}))?\((?P<credit>[^()]{{2,100}})\)[ ,:.]{{0,3}}(?P<dash>{_DASH})?[ :]{{0,2}}")
_DASHED: Final = re.compile(rf"^{_PLACE}(?P<between>, ?[^()–—:]{{2,40}}?)?(?: {_DASH} |:? ?[–—]{{1,2}} ?|: )")
_SHOUTED: Final = re.compile(r"^(?P<place>[^\W\d_a-z]{3,}(?:[ \-'’][^\W\d_a-z]{2,}){0,3})\. (?=[\"“‘'A-Z])")
_FUNCTION: Final = frozenset("a an this that these but and in on at by for from with after as it its he she they we you i his her their our what who why how when if there".split())


@cache
def _agency_names() -> dict[str, str]:
    """Every spelling of an agency's name, to its id."""
    names: dict[str, str] = {}
    for ident, others in table("agencies").items():
        for name in (ident, *others):
            names.setdefault(name, ident)
            names.setdefault(name.upper(), ident)
    return names


@cache
def _agency() -> re.Pattern[str]:
    names = sorted(_agency_names(), key=len, reverse=True)
    return re.compile(r"(?<![\w\-])(?:" + "|".join(map(re.escape, names)) + r")(?![\w]|-[A-Za-z])")


@cache
def _told() -> re.Pattern[str]:
    between = (
        r"(?:the |a )?(?:(?:[\w\-]{2,20} )?[\w\-]{2,20}(?:'s|’s|s'|s’) )?(?:(?:official|state|state-run|state-owned|semi-official|private|independent|local|news) ){0,3}"
        r"(?:(?:[\w'’\-]{1,20} ){0,4}(?:agency|wire|newswire) )?"
    )
    cue = r"(?:told|tells|telling|interview with|interview to|speaking to|spoke to|remarks to|comments to|interviewed by)"
    return re.compile(rf"\b(?i:(?P<cue>{cue}) {between})(?P<agency>{_agency().pattern})")


def agencies_named(text: str) -> list[str]:
    """Ids of the agencies that a credit names, in its order.

    >>> agencies_named("APP - UrduPoint / Pakistan Point News - 19th Oct, 2024")
    ['APP']
    """
    return list(dict.fromkeys(_agency_names()[m[0]] for m in _agency().finditer(text[: times.REACH])))


def split_dateline(paragraph: str) -> tuple[str | None, list[str], str, str]:
    """Place, agencies, the credit in brackets, and the paragraph without them. ``(None, [], "", paragraph)`` where there is no dateline.

    >>> split_dateline("Minsk (dpa) - Russian President Vladimir Putin signed a treaty.")
    ('Minsk', ['dpa'], 'dpa', 'Russian President Vladimir Putin signed a treaty.')
    """
    head = paragraph[:240]
    match = _BRACKET.match(head)
    if match and match.end() < len(paragraph):
        credit_, rest = match["credit"], paragraph[match.end() :]
        named = agencies_named(credit_)
        if not named and re.fullmatch(r"[A-Z]{2,6}", credit_) and match["dash"]:
            named = [credit_]
        dated = bool(times.moments(credit_))
        likely = named or dated or (match["dash"] and count_words(credit_) <= 4)
        if likely and _between(match["between"]) and _opens(rest) and (match["place"] or named):
            return _place(match["place"]), named, credit_, rest
    match = _DASHED.match(head)
    if match and _opens(rest := paragraph[match.end() :]) and _between(match["between"]):
        place, colon = match["place"], match[0].rstrip().endswith(":")
        if (place.isupper() and len(place) > 2) or (not colon and len(place) > 2 and count_words(place) <= 3 and place.split()[0].casefold() not in _FUNCTION):
            return _place(place), [], "", rest
    match = _SHOUTED.match(head)
    if match and not paragraph[:120].isupper() and match["place"] not in _agency_names():
        return _place(match["place"]), [], "", paragraph[match.end() :]
    return None, [], "", paragraph


def _opens(rest: str) -> bool:
    """Whether ``rest`` begins as a sentence does."""
    return bool(rest) and (not rest[0].isalpha() or rest[0].isupper()) and rest[0] not in ",;)" and count_words(rest) >= 4


def _between(text: str | None) -> bool:
    """Whether what stands between the place and the agency can be a state and a date: capitalised words and numbers."""
    return all(w[0].isupper() or w[0].isdigit() or w in "-–—/" for w in (text or "").replace(",", " ").replace(":", " ").split())


def _place(text: str | None) -> str | None:
    """The city of a dateline, without a month that was taken for a part of its name."""
    return re.split(r" (?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?$", text)[0].strip(" .,:-–—") if text else None


def told(paragraphs: Iterable[str]) -> list[str]:
    """Ids of agencies to whom somebody in the body spoke, once for each time."""
    names = _agency_names()
    return [names[m["agency"]] for paragraph in paragraphs for m in _told().finditer(paragraph)]


_CREDIT_CUE: Final = re.compile(
    r"^[(\[]?\s?(?:source|sources|with (?:additional )?(?:inputs?|reports?|reporting|information|material|agency|agencies)|with|from|via|additional reporting|agencies|compiled from|credit|reporting by|inputs?)\b[:\s]",
    re.IGNORECASE,
)
_CONNECT: Final = re.compile(r"\b(?:with|reports?|reporting|inputs?|from|additional|and|by|source|sources|agency|agencies|via|news|wires?|the|material|information|contributed|to this report|staff|writers?|desk|compiled|services?|bureau|own|our|correspondents?|in|of|a)\b|[^\w]+|\b[a-z]{2,3}\b", re.IGNORECASE)


def credit(line: str, outlet: str | None = None) -> list[str]:
    """Ids of the agencies in a credit line such as "(with AFP)" or "Source: Crescent News, AFP"; [] where the line is no credit.

    >>> credit("(With reports from PNA and Agence France-Presse)"), credit("Reuters says it will close its Minsk office")
    (['PNA', 'AFP'], [])
    """
    if not line or len(line) > 140:
        return []
    bracketed = line[0] in "([" and line[-1] in ")]"
    named = agencies_named(line)
    if not bracketed and not _CREDIT_CUE.match(line):
        named = [a for a in named if a not in words("ambiguous_agencies")]
    if not named:
        return []
    left = _CONNECT.sub("", _agency().sub(" ", line.replace(outlet or "\0", " ")))
    if not left or (len(left) <= 30 and _CREDIT_CUE.match(line)) or (bracketed and len(left) <= 20):
        return named
    return []


def order_agencies(line: Sequence[str], body: Sequence[str]) -> tuple[str, ...]:
    """Agencies in order: the origin first.

    An agency to whom the people in the body spoke at least twice, and that no dateline or credit names, is the origin
    of the story: those of the dateline and the credits (``line``) passed it on. Others that are told something follow.
    """
    origin = [a for a in dict.fromkeys(body) if a not in line and body.count(a) > 1]
    return tuple(dict.fromkeys((*origin, *line, *body)))


_BYLINE_CUE: Final = re.compile(
    r"^[\W_]{0,3}(?:by|from|text|words|author|authors|written by|reporting by|reported by|story by|report by|our team|reporter|reporters|posted by|published by|our correspondents?)(?P<colon>\s?:\s?|\s)\s?(?P<names>\S.{2,200})$",
    re.IGNORECASE,
)
_NAME: Final = re.compile(
    r"[^\W\d_a-z][\w'’.\-]{0,25}(?: (?:de|da|dos|del|van|von|der|den|bin|ibn|al|el|la|le|di|du|ter|y|e)){0,2}(?: (?:[^\W\d_a-z][\w'’.\-]{0,25}|al-\w{2,20}|el-\w{2,20}|de|da|van|von|der|bin|al|el|la|di)){1,4}"
)
_SPLIT_NAMES: Final = re.compile(r",|;|/|\||·|•|&| and | AND | with | WITH ")
_PLACE_OF: Final = re.compile(r" (?:in|at|IN|AT) [^\W\d_a-z].{0,40}$")


def names(text: str, outlet: str | None = None) -> list[str]:
    """Names of persons in a byline's text: without places ("in Mariupol"), agencies, outlet, roles and handles."""
    found: list[str] = []
    for part in _SPLIT_NAMES.split(text[:240]):
        part = re.sub(r"^(?i:by|text|from)[: ]\s?", "", part.strip()).strip(" .:()")
        part = _PLACE_OF.sub("", part).strip(" .") if not re.search(r"\b[A-Z]\.$", part) else part
        if not _NAME.fullmatch(part) or agencies_named(part) or times.moments(part):
            continue
        folded = part.casefold().split()
        if set(folded) & set(words("not_people")) or (outlet and part.casefold() in outlet.casefold()):
            continue
        found.append(part)
    return list(dict.fromkeys(found))


def byline(line: str, outlet: str | None = None, *, marked: bool = False) -> list[str]:
    """Names of the reporters in a line that is a byline; [] where it is none.

    A byline says so ("By ...", "From ... in Kyiv"), is marked up as one, or is a name followed by "Published" and a date.
    """
    text = line[:240]
    cue = _BYLINE_CUE.match(text)
    dates = times.moments(text)
    if dates:
        before = text[: dates[0].start]
        before = re.sub(r"[\s|•·\-–—,:(]*(?i:(?:first )?published|posted|updated|last|on|at|date)?[\s|•·\-–—,:(]*$", "", before)
        before = re.sub(r"(?i:\s?(?:first )?(?:published|posted|updated)(?: on| at)?\s?:?)$", "", before).strip(" |•·-–—,:")
        if not before or count_words(text) > 18:
            return []
        inner = _BYLINE_CUE.match(before)
        return names(inner["names"] if inner else before, outlet)
    if cue:
        return names(cue["names"], outlet)
    return names(text, outlet) if marked and count_words(text) <= 14 else []


def is_byline(line: str, outlet: str | None = None) -> bool:
    """Whether the line is a byline, or a credit to a desk in a byline's form."""
    cue = _BYLINE_CUE.match(line[:160])
    if cue and count_words(line) <= 14 and cue["names"][0].isupper() and not line.rstrip().endswith((".", "?", "!")):
        return True
    return bool(byline(line, outlet))


_FIRST: Final = re.compile(r"(?:first published|published|posted|live since|publication date|date:|issued|released|created|filed)", re.IGNORECASE)
_LATER: Final = re.compile(r"(?:updated?|modified|edited|last change|changed|revised|refreshed|as of|corrected|amended|accessed|printed|retrieved)", re.IGNORECASE)


def published(lines: Sequence[str], title_at: int | None, body_at: int) -> str | None:
    """When the article was first published, in ISO 8601, from the lines up to ``body_at`` (and a few after, if they say so).

    A date with "published" before it counts most, then one with a time, then one near the title; "updated" counts last.
    """
    best: tuple[float, str] | None = None
    seen: list[tuple[float, str]] = []
    near = title_at if title_at is not None else body_at
    year = next((m.iso[:4] for line in [*lines[max(0, body_at - 120) : body_at + 1], *lines[-60:]] for m in times.moments(line)), None)
    for at in [*range(max(0, body_at - 120), min(len(lines), body_at + 1)), *range(max(body_at + 1, len(lines) - 60), len(lines))]:
        line, end = lines[at], 0
        if year and at < body_at:
            line = times.with_year(line, year)
        if at + 1 < body_at and len(line) < 60 and times.is_clock(lines[at + 1]):
            line = f"{line}, {lines[at + 1]}"
        for moment in times.moments(line):
            before = line[max(end, moment.start - 40) : moment.start]
            score = 3.0 * moment.clock - min(4.0, abs(at - near) * 0.25) + (1.0 if near <= at < body_at else 0.0)
            if _FIRST.search(before) or (end == 0 and at and _FIRST.fullmatch(lines[at - 1].strip(" :"))):
                score += 5
            if _LATER.search(before) or (end == 0 and at and _LATER.fullmatch(lines[at - 1].strip(" :"))):
                score -= 7
            beside = count_words(line[:200]) - count_words(line[moment.start : moment.end])
            score -= 4.0 * (beside > 12 and not _FIRST.search(before)) + 8.0 * (at > body_at and score < 5)
            end = moment.end
            seen.append((score, moment.iso))
            if score > -9 and (best is None or score > best[0]):
                best = (score, moment.iso)
    if best is None:
        return None
    if "T" not in best[1]:
        same = [iso for score, iso in seen if iso.startswith(best[1] + "T") and score > -2]
        return same[0] if same else best[1]
    return best[1]


_RIGHTS: Final = re.compile(r"(?:©|(?i:\(c\)|copyright))[\s©:]{0,3}(?i:copyright)?[\s©:]{0,3}(?:[12]\d{3}(?: ?[-–] ?[12]\d{3})?)?[ ,.:]{0,3}(?P<name>[^\W\d_a-z][\w&'’\- ]{1,50})")


def outlet(lines: Sequence[str]) -> str | None:
    """The publisher as the page's notice of copyright names it; None where there is none."""
    for line in reversed(lines[-40:]):
        for match in _RIGHTS.finditer(line[: times.REACH]):
            name = re.split(r"(?i)\s(?:ltd|inc|llc|limited|all rights|media network|english version|-)(?:\b|\s)|\s[12]\d{3}|\.\s", match["name"] + " ")[0].strip(" .,-")
            if name and name[0].isupper() and name.casefold() not in ("all rights reserved", "copyright"):
                return name
    return None


def passed_on_by(credit_: str) -> str | None:
    """The outlet in a dateline's bracket: its first part that is neither an agency nor a date.

    >>> passed_on_by("APP - UrduPoint / Pakistan Point News - 19th Oct, 2024")
    'UrduPoint / Pakistan Point News'
    """
    for part in re.split(r" [-–—] |, ", credit_):
        if part.strip() and not agencies_named(part) and not times.moments(part + " 2000") and part[0].isupper() and len(part) > 3:
            return part.strip()
    return None


_DAYS: Final = frozenset("mon tue tues wed thu thur thurs fri sat sun".split())


_MONTH_DAY: Final = re.compile(r"(?i)(?:\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2})")
_PLACE_LINE: Final = re.compile(
    r"(?P<place>[^\W\d_a-z][\w'’.\-]{1,30}(?: [^\W\d_a-z][\w'’.\-]{1,30}){0,2})(?:,| \||:| [–—-]|/)\s(?:[A-Z][a-z]{2,8},? )?"
)


def place_line(lines: Sequence[str], body: str) -> tuple[str | None, list[str]]:
    """Place and agencies in a header's line of place and date ("BHUBANESWAR, April 19, 2012"); ``(None, [])`` where there is none.

    A name that is neither in capitals nor in ``body`` may be a reporter's: it is not taken.
    """
    for line in lines:
        if len(line) > 120:
            continue
        starts = [m.start for m in times.moments(line)[:1]] or [m.start() for m in _MONTH_DAY.finditer(line[:80])][:1]
        match = _PLACE_LINE.fullmatch(line[: starts[0]]) if starts else None
        if match and not set(re.split(r"[ .]", match["place"].casefold())) & {*words("not_people"), *_DAYS, *times.MONTHS}:
            if match["place"].isupper() or match["place"] in body:
                return match["place"], agencies_named(line)
    return None, []


def published_of(parts: Parts) -> str | None:
    """When the article was first published: what the markup declares, else what the lines say."""
    seen = published([line.text for line in parts.lines], parts.title_at, parts.body_at)
    stated = next((iso for value in parts.declared.get("published", ()) if (iso := times.parse(value))), None)
    if stated is None or seen is None:
        return stated or seen
    if "T" not in stated:
        return seen if seen.startswith(stated) else stated
    if "T" in seen and _instant(seen) is not None and _instant(seen) == _instant(stated):
        return seen
    return stated


def _instant(iso: str) -> datetime | None:
    stamp = datetime.fromisoformat(iso)
    return stamp.astimezone(UTC) if stamp.tzinfo else None


def byline_of(parts: Parts, outlet_: str | None) -> tuple[str, ...]:
    """The reporters: as the header's lines name them, else as the markup does, else as the credits below the body do.

    A name alone on a line of the header is a reporter's if the body never says it and its neighbours are no such lines (tags, places).
    """
    found: list[str] = []
    said = "\n".join(parts.body)[:60_000]
    start = parts.title_at if parts.title_at is not None else max(0, parts.body_at - 12)
    header = range(start, parts.body_at)
    for i in [*header, *range(max(0, start - 3), start)]:
        line = parts.lines[i]
        marked = any(w in line.hints for w in ("byline", "author")) and "bio" not in line.hints
        found += byline(line.text, outlet_, marked=marked)
    if not found:
        for value in parts.declared.get("author", ()):
            found += names(value, outlet_)
    if not found and parts.title_at is not None:
        bare = [(i, _bare_name(parts.lines[i].text, said, outlet_)) for i in header if i > start and parts.lines[i].text]
        some = [(k, name) for k, (_, name) in enumerate(bare) if name]
        if some and len(some) <= 3:
            found += [n for _, group in some for n in group]
    if not found and parts.taken:
        for line in parts.lines[max(parts.taken) + 1 : max(parts.taken) + 6]:
            if "@" not in line.text and (signed := _SIGNED.match(line.text[:240])):
                found += names(signed["names"], outlet_)
    whole = dict.fromkeys(found)
    return tuple(name for name in whole if not any(name != other and name.endswith(other) for other in whole))


_SIGNED: Final = re.compile(
    r"^[(\[]?(?i:(?:reporting|reported|written|report|story|text|words|by) (?:by )?|[—–-] ?)(?P<names>[^\W\d_a-z][^;()\[\]]{3,120})"
)


def _bare_name(text: str, said: str, outlet_: str | None) -> list[str]:
    """The names in a line that holds nothing else but a role, a place or a handle; [] where the body says them too."""
    if count_words(text) > 12 or times.moments(text) or text.endswith((".", "?", "!", ":")) or is_caption(text):
        return []
    parts = re.split(r",| \| | and | & | · | – | — |;", text)
    first = names(parts[0], outlet_) if count_words(parts[0]) <= 7 else []
    if not first or any(count_words(part) > 6 for part in parts):
        return []
    every = names(text, outlet_)
    rest = text
    for name in every:
        rest = rest.replace(name, "")
    if count_words(rest.strip(" ,|&·–—;")) > 5 or any(name in said or name.isupper() and count_words(name) == 1 for name in every):
        return []
    return [name for name in every if name.split()[-1] not in said]
