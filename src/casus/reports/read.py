"""``read``: from a page to its article. Markup and flat text come apart in different ways and are put together here in one."""

from __future__ import annotations

import dataclasses

from casus.errors import NoArticle
from casus.reports import flat, furniture, meta, page
from casus.reports.article import Article, Page
from casus.reports.flat import Parts
from casus.sources import Source


def read(page_: Page) -> Article:
    """The article of a page, with what stood around it. Raises NoArticle if the page holds none."""
    text = page.text_of(page_)
    if page_.media_type == "text/html":
        from casus.reports import html  # loads trafilatura

        parts = html.dissect(text)
    else:
        parts = flat.dissect(text)
    if parts is None:
        raise NoArticle(f"{page_.url or 'page'}: holds no article (no run of sentences was found); give the page of a single report")
    return _article(page_, parts)


def _article(page_: Page, parts: Parts) -> Article:
    texts = [line.text for line in parts.lines]
    declared = parts.declared
    top = range(parts.title_at if parts.title_at is not None else max(0, parts.body_at - 12), parts.body_at)
    place, in_bracket, credit, first = meta.split_dateline(parts.body[0])
    paragraphs = (first, *parts.body[1:])
    outlet = (declared.get("outlet") or [None])[0] or meta.outlet(texts)
    if place is None:
        place, in_bracket_ = meta.place_line(texts[max(0, top.start - 4) : top.stop], "\n".join(paragraphs)[:20_000])
        in_bracket = [*in_bracket, *in_bracket_]
    published = meta.published_of(parts)
    near = [*range(max(0, top.start - 3), parts.body_at), *range(parts.body_at, min(len(texts), max(parts.taken, default=0) + 8))]
    byline = meta.byline_of(parts, outlet)
    lines_said = list(in_bracket)
    for i in near:
        if i in parts.taken or any(w in parts.lines[i].hints for w in ("caption", "figure", "photo", "image", "picture")):
            continue
        if i < parts.body_at and meta.is_byline(texts[i]):
            lines_said += meta.agencies_named(texts[i])
        lines_said += meta.credit(texts[i], outlet)
    agencies = meta.order_agencies(lines_said, meta.told(paragraphs))
    agencies = tuple(a for a in agencies if not outlet or a.casefold() not in outlet.casefold().split())
    if outlet is None:
        outlet = meta.passed_on_by(credit)
    source = Source(
        id=page_.sha256[:16],
        url=page_.url or (declared.get("url") or [None])[0],
        title=parts.title or None,
        publisher=outlet,
        published=published,
        accessed=page_.fetched.date() if page_.fetched else None,
        sha256=page_.sha256,
    )
    article = Article(source, parts.title, published, byline, place, agencies, paragraphs, outlet=outlet)
    others = furniture.headlines(parts.lines, parts.taken, top, parts.title, published, markup=parts.markup)
    return dataclasses.replace(article, furniture=others)
