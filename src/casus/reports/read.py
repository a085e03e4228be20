"""``read``: from a page to its article. Markup and flat text come apart in two ways and are put together in one."""

from __future__ import annotations

import re
from typing import Final

from casus.errors import NoArticle
from casus.reports import page
from casus.reports.article import Article, Page
from casus.reports.layout import agencies, byline, dateline, flat, furniture, meta
from casus.reports.layout.notices import is_caption
from casus.reports.layout.parts import Parts
from casus.reports.layout.walls import wall
from casus.reports.layout.wording import count_words
from casus.sources import Source

MOST: Final = 1_000_000  # characters of an article: a book of three hundred pages and more
_TAKE: Final = (
    r"(?:\d{1,2}(?:st|nd|rd|th) |(?:first|second|third|fourth|fifth|sixth|final) )?"
    r"(?:lead|ld|update|upd|take|add|sub|writethru|write-?thru|wrap-?up|recast|refile|correction|roundup|urgent|rpt)"
    r"(?:[- ](?:writethru|write-?thru|all))?s?(?:[ #]\d{1,2})?"
)
_TAKE_AFTER: Final = re.compile(rf"(?i)\s?(?:[(\[]{_TAKE}[)\]]|[-–—,] ?(?=[\w\- #]{{0,12}}\d){_TAKE})$")
_TAKE_BEFORE: Final = re.compile(
    r"(?:(?:UPDATE|WRAPUP|RECAST|LEAD|LD|RPT|REFILE|CORRECTED|CORRECTION|REPEAT|ROUNDUP|URGENT|FLASH|ALERT)"
    r"[ \-]?\d{0,2}(?: ?[-–—:] ?(?=\S)|/)|(?i:[(\[]" + _TAKE + r"[)\]]) ?)"
)
_PICTURES: Final = ("caption", "figure", "photo", "image", "picture")


def without_take(title: str) -> str:
    """A headline without what a wire says of its versions: which lead, take, update or correction this is.

    >>> without_take("Truce shaky within hours (5th lead)"), without_take("UPDATE 2-Truce shaky within hours")
    ('Truce shaky within hours', 'Truce shaky within hours')
    """
    short = _TAKE_AFTER.sub("", title[-400:]) if len(title) <= 400 else title
    for _ in range(3):  # "RPT-UPDATE 3-..."
        if (match := _TAKE_BEFORE.match(short)) is None:
            break
        short = short[match.end() :]
    return short if count_words(short) > 1 else title


def read(page_: Page) -> Article:
    """The article of a page, with what stood around it. Raises NoArticle if the page holds none."""
    text = page.text_of(page_)
    if page_.media_type == "text/html":
        from casus.reports.layout import html  # loads trafilatura

        parts = html.dissect(text)
    else:
        parts = flat.dissect(text)
    if (
        kind := wall(parts.body if parts is not None else [t for t in text.splitlines()[:200] if t.strip()])
    ) is not None:
        raise NoArticle(f"{page_.url or 'page'}: holds no article, it is {kind}; give the page of a report itself")
    if parts is None:
        raise NoArticle(
            f"{page_.url or 'page'}: holds no article (no run of sentences was found); give the page of a single report"
        )
    if (size := sum(map(len, parts.body))) > MOST:
        raise NoArticle(
            f"{page_.url or 'page'}: holds no single report: its text has {size:,} characters (the most is {MOST:,}); "
            "give the page of one report"
        )
    return _article(page_, parts)


def _article(page_: Page, parts: Parts) -> Article:
    texts = [line.text for line in parts.lines]
    above = parts.title_at if parts.title_at is not None else max(0, parts.body_at - 12)
    header = range(above, parts.body_at)
    parts.title = without_take(parts.title)
    parts.body = flat.without_end_mark(parts.body)
    skip, (place, named, bracket, first) = _dated(parts.body)
    outlet = next(iter(parts.declared.get("outlet", ())), None) or meta.outlet(texts)
    if outlet and not parts.declared.get("outlet") and outlet in parts.declared.get("author", ()):
        outlet = None  # a writer's own page
    reporters = byline.byline_of(parts, outlet)
    paragraphs = byline.without_lives((first, *parts.body[skip + 1 :]), reporters)
    if place is None:
        place, more = dateline.place_line(texts[max(0, above - 4) : parts.body_at], "\n".join(paragraphs)[:20_000])
        named = [*named, *more]
    if place is None:
        place, more = dateline.lone_line(
            [t for t in texts[above + 1 : parts.body_at] if t], "\n".join(paragraphs)[:20_000]
        )
        named = [*named, *more]
    named += _credited(parts, header, outlet, reporters)
    published = meta.published_of(parts)
    source = Source(
        id=page_.sha256[:16],
        url=page_.url or next(iter(parts.declared.get("url", ())), None),
        title=parts.title or None,
        publisher=outlet or dateline.passed_on_by(bracket),
        published=published,
        accessed=page_.fetched.date() if page_.fetched else None,
        sha256=page_.sha256,
    )
    own = {*(outlet.casefold().split() if outlet else ()), *_masthead(texts)}
    return Article(
        source=source,
        title=parts.title,
        published=published,
        byline=reporters,
        dateline=place,
        agencies=tuple(
            a
            for a in agencies.in_order(named, agencies.told(paragraphs))
            if a.casefold() not in own and not _initials(a, texts, outlet)
        ),
        paragraphs=paragraphs,
        furniture=furniture.headlines(parts, header, published, month_first=meta.month_first_of(parts)),
        outlet=source.publisher,
    )


def _dated(body: list[str]) -> tuple[int, tuple[str | None, list[str], str, str]]:
    """How many paragraphs stand above the dateline, and what that paragraph comes apart into.

    A short text above a dateline in capitals or with an agency is a crosshead or a summary, and not the article's.
    """
    first = dateline.split_dateline(body[0])
    if first[0] is None and not first[1]:
        for skip, paragraph in enumerate(body[1:3], 1):
            found = dateline.split_dateline(paragraph)
            loud = found[0] is not None and (found[0].isupper() or bool(found[1]))
            if loud and sum(map(count_words, body[:skip])) < 60:
                return skip, found
        if (place := dateline.plain(body[0])[0]) is not None:
            return 0, (place, [], "", dateline.plain(body[0])[1])
    return 0, first


def _initials(agency: str, texts: list[str], outlet: str | None) -> bool:
    """Whether an agency that no table knows is the outlet itself, by letters of its name: "(ASH)" of Agence Sahel."""
    if agency in agencies.spellings():
        return False
    names_ = [outlet or "", *[text for text in texts[:12] if text][:2]]
    return any(len(n) < 60 and re.match(".*".join(agency.casefold()), n.casefold()) is not None for n in names_)


def _masthead(texts: list[str]) -> list[str]:
    """Agencies whose own page this is: one of the first three lines is the name and no more. Casefolded."""
    first = [text for text in texts[:12] if text][:3]
    return [named[0].casefold() for text in first if len(text) < 30 and len(named := agencies.credit(text)) == 1]


def _credited(parts: Parts, header: range, outlet: str | None, reporters: tuple[str, ...]) -> list[str]:
    """Agencies in the bylines above the body and the credit lines around it; not in the credits of pictures."""
    found: list[str] = []
    below = range(parts.body_at, min(len(parts.lines), max(parts.taken, default=0) + 8))
    for i in [*range(max(0, header.start - 3), parts.body_at), *below]:
        line = parts.lines[i]
        if (
            i in parts.taken
            or (is_caption(line.text) and line.text[0] not in "([")
            or any(w in line.hints for w in _PICTURES)
        ):
            continue
        if i < parts.body_at and (byline.is_byline(line.text) or any(name in line.text[:80] for name in reporters)):
            found += agencies.named_in(line.text)
        if (
            i > parts.body_at
            and re.match(r"[—–-] ?\w", line.text)
            and any(name in line.text[:80] for name in reporters)
        ):
            found += agencies.named_in(line.text)  # "— Ann Wekesa, with AFP"
        for sentence in re.split(r"(?<=[.!?]) ", line.text[:400]):
            found += agencies.credit(sentence.strip("()[]") if sentence != line.text else sentence, outlet)
    return found
