"""One line as an item of a list of stories: its headline, without rank, section and time, and the time beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from casus.reports.layout import agencies, ago, byline, times
from casus.reports.layout.lines import MENU, Line, Role, role
from casus.reports.layout.notices import is_caption, is_notice, is_stamp
from casus.reports.layout.wording import count_words, ends_sentence
from casus.reports.layout.wording import listed as words_of

_RANK: Final = re.compile(
    r"^(?:[-–—•●▪■*·>›»→▸‣►▶]{1,2}\s{0,2}|#?\d{1,2}[.):]?\s{1,2}(?=[^\W\d_]|[\"'“‘])|[A-Z]{2,4}\d{3,5}\s)"
)
_SHARING: Final = words_of(
    "facebook twitter x email e-mail print share whatsapp linkedin telegram copy link save reddit bluesky threads "
    "messenger pinterest line pocket tweet | · / - viber sms bookmark"
)
_CLOCK: Final = re.compile(
    r"^([012]?\d[:.][0-5]\d)(?:\s?[ap]m)?(?: (?:GMT|UTC|[A-Z]{1,3}T))?\s{1,3}(?:[-–—|·:] )?(?=\S)"
)
_LENGTH: Final = re.compile(r",? \(?\d{2,4} (?:words|wds)\)?$")  # of a story that a wire has moved or will move
_SLUG: Final = re.compile(r"^[A-Z][A-Z0-9/\-]{2,20}(?: [A-Z0-9/\-]{2,20})?: (?=\S)")
_WEEKDAY: Final = re.compile(r"[ ,|·–—-]*\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")
_STAMPED: Final = re.compile(
    r"(?i)(?:^|[·|•–—/-] ?|share )(?:last |first )?(?:published|updated|posted|modified)\b.{0,20}\d"
)
_GLUED: Final = re.compile(  # where a headline and its date were run together
    r"(?<=[a-z?!’”'\"])(?=(?:\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6} \d{1,2},? \d{4})$)"
    r"|(?<=\d [AP]M)(?=[A-Z][a-z])"
)
_MORE: Final = re.compile(  # what leads on, glued to the headline: "Marcos tells navy to hold fireRead more"
    r"(?:(?<=[\w.?!’”\"')])\s?(?:Read (?:more|More|full story)|READ MORE|Continue (?:R|r)eading)|\s[»›→>]{1,2})$"
)
_PAGE: Final = re.compile(r",? (?:[Pp]ages?|pp?\.|PAGE) ?\d[\d,\- ]{0,12}$")


@dataclass(slots=True)
class Item:
    """The headline, the time as written, and whether a time, a page number or a link says that it is a story."""

    headline: str
    when: str | None
    sure: bool


_COMMAND: Final = re.compile(
    r"(?i)(?:read|download|view|see|buy|order|learn|find|explore|visit|back|contact|manage|change|submit|browse|"
    r"register|"
    r"become|support|discover|try|show|hide|give|meet|search|return|go|get|print|e-?mail|send|share|listen to|skip) "
    r"(?:out |back )?"
    r"(?:the|our|your|us|more|all|this|full|here|now|to|an?|it|my)\b"
)


def item_of(line: Line, *, markup: bool, known: bool, ranked: bool = False, listed: bool = False) -> Item | None:
    """The line as an item of a list of stories; None if it cannot be one.

    ``known``: the list's heading says that it is one; ``ranked``: a number stands above the line;
    ``listed``: items stand above it.
    """
    told = _GLUED.sub(" ", line.text)
    text, when = ago.cut_end(told)
    if when is None:
        when, text = ago.cut_start(text)
    if when is None and markup and line.link and line.link in line.text:
        beside = line.text.replace(line.link, "", 1).strip(" |·•–—-()")
        dated = times.moments(beside)
        alone = bool(dated) and len(beside) - (dated[0].end - dated[0].start) < 12
        if 0 < len(beside) < 40 and (alone or role(Line(beside, beside)) is Role.TIME):
            when, text = beside[dated[0].start :] if alone else beside, line.link
    sure = when is not None
    columns = [column for column in re.split(r"\s{2,}", line.raw[: times.REACH]) if column]
    if len(columns) > 1 and not markup:
        slug = columns[0].isupper() and count_words(columns[0]) <= 3 and count_words(columns[1]) > 3
        if slug and len(columns) <= 3:
            text = ago.cut_end(columns[1])[0]
        elif len(columns) > 2:  # a menu
            return None
    if (moments := times.moments(text)) and moments[0].start < 20 and not markup:
        rest = text[moments[0].end :].lstrip(" )]|:·–—-")
        if moments[0].start > 1 or count_words(rest) < 4 or when or times.moments(rest):
            return None
        text, when = rest, text[moments[0].start : moments[0].end]
    if (clock := _CLOCK.match(text)) and count_words(text) >= 4:
        text, when, sure = text[clock.end() :], clock[1], True
    elif markup and moments and moments[0].start <= 12 and count_words(text[moments[0].end :].strip(" |–—-·•")) < 3:
        return None  # a date alone, or "1 October, 19:26 - updated 4 minutes ago", which is the article's own
    elif not when and (moments := times.moments(text[-60:])):
        shift = max(0, len(text) - 60)
        last = moments[-1]
        if (
            shift + last.end >= len(text) - 2
            and shift + last.start > 12
            and (told != line.text or text[: shift + last.start].rstrip()[-1:] in "|–—-•·(,")
        ):
            text, when, sure = text[: shift + last.start].rstrip(" |–—-•·(,"), text[shift + last.start :], True
    if length := _LENGTH.search(text[-20:]):
        text = _SLUG.sub("", text[: max(0, len(text) - 20) + length.start()])
        return Item(text, when, True) if count_words(text) >= 3 else None
    if page := _PAGE.search(line.raw[-40:]):
        cut = line.raw[: max(0, len(line.raw) - 40) + page.start()]
        column = re.split(r"\s{2,}|(?<=[?!.”])\s", cut)
        text, sure = " ".join((column[0] if len(column) > 1 else cut).split()), True
        if len(column) == 1 or len(column) > 2:
            return None
    if when is None:
        text, when = ago.cut_day(text)
        sure = sure or when is not None
    text = _WEEKDAY.sub("", text) if when else text
    if markup and line.link:
        text = ago.cut_end(line.link)[0] or text
    text = tidy(text)
    sure = sure or _MORE.search(line.text) is not None
    size = count_words(text)
    if (
        size > 32
        or len(text) > 220
        or size < (3 if (sure and when) or ranked or (markup and known and line.link) or listed else 4)
        or not text
        or (text[0] in "@(" and not re.match(r"\((?:\w{3} )?(?:LEAD|LD)\).*[^\d]$", text))
    ):
        return None
    if agencies.credit(text) or not set(text.casefold().split()) - _SHARING:
        return None
    if (
        is_notice(text)
        or is_stamp(line.text)
        or is_caption(text)
        or re.search(r"\(PDF\b|\d ?[KM]B\b|https?:|www\.|@\w", text)
    ):
        return None
    if (not sure and line.hints.startswith(MENU) and not known) or text.endswith(":"):
        return None
    if byline.says_so(text) or _STAMPED.search(line.text):
        return None
    if not sure and ends_sentence(text) and text.endswith(".") and not (line.link and text.endswith(".m.")):
        return None
    if " | " in text and max(map(count_words, text.split(" | "))) < 4:  # who wrote it and where
        return None
    if sum(1 for w in text.split() if len(w) > 1 and re.sub(r"[\W_]", "", w).isalpha()) < 2:
        return None
    if len(re.findall(r" [/›>|»] ", text)) > 1:  # a trail of sections
        return None
    if not (sure and when) and _COMMAND.match(text):
        return None
    if text == text.lower() or re.match(r"^\d+ (?:comments?|shares?|views?|min)\b", text.casefold()):
        return None
    return Item(
        text,
        when,
        sure or (markup and (bool(line.link) or (line.tag in ("li", "h2", "h3", "h4", "h5", "h6") and known))),
    )


def tidy(headline: str) -> str:
    """A headline without rank, bullet or code before it and without the trailing dots of a cut, without its section."""
    headline = _RANK.sub("", headline.strip(), count=1)
    headline = _MORE.sub("", headline)
    headline = re.sub(r"\s?(?:\.{2,4}|…)$", "", headline).strip()
    first, bar, last = headline.partition(" | ")  # one side may be the section: "Opinion | ...", "... | Briefing"
    if bar and min(count_words(first), count_words(last)) <= 2 < max(count_words(first), count_words(last)):
        headline = max(first, last, key=count_words)
    return headline
