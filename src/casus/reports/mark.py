"""Claims laid back on their article: as HTML, every word of the page escaped, or as stretches to be coloured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from casus.reports.article import Article
from casus.reports.claim import Claim

_STYLE = (
    "body{font:17px/1.6 Georgia,serif;max-width:42em;margin:2em auto;padding:0 1em;color:#222}"
    "mark{background:#fdf3d0;padding:0 .1em}mark.denied,mark.possible,mark.likely{background:#eee}"
    "sup{font:11px sans-serif;color:#875a00}ol{font-size:15px}"
    "@media print{mark{background:none;border-bottom:1px solid}}"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text of the article from ``start`` on, and the numbers (from 1) of the claims that it carries."""

    start: int
    text: str
    claims: tuple[int, ...]


def stretches(article: Article, claims: Sequence[Claim]) -> Iterator[Stretch]:
    """The article's text in order, cut where a claim's sentence begins or ends; joined they are the text again."""
    cuts = {0, len(article.text)} | {at for claim in claims for at in (claim.span.start, claim.span.end)}
    edges = sorted(at for at in cuts if 0 <= at <= len(article.text))
    for start, end in pairwise(edges):
        over = tuple(n for n, c in enumerate(claims, 1) if c.span.start <= start and end <= c.span.end)
        yield Stretch(start, article.text[start:end], over)


def as_html(article: Article, claims: Sequence[Claim]) -> str:
    """A page of its own: the article with its claims marked, and the claims listed below."""
    body = "".join(_marked(stretch, claims) for stretch in stretches(article, claims))
    paragraphs = "".join(f"<p>{part}</p>\n" for part in body.split("\n"))
    listed = "".join(f"<li>{escape(_told(claim))}</li>\n" for claim in claims)
    title = escape(article.title)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>\n'
        f"<style>{_STYLE}</style></head>\n<body><h1>{title}</h1>\n{paragraphs}"
        + (f"<h2>Claims</h2>\n<ol>\n{listed}</ol>\n" if claims else "<p>No claims about peace and war.</p>\n")
        + "</body></html>\n"
    )


def _marked(stretch: Stretch, claims: Sequence[Claim]) -> str:
    text = escape(stretch.text)
    if not stretch.claims or not stretch.text.strip():
        return text
    own = [claims[n - 1] for n in stretch.claims]
    classes = " ".join(dict.fromkeys(word for c in own for word in (c.kind, c.modality)))
    title = escape("; ".join(map(_told, own)))
    numbers = " ".join(map(str, stretch.claims))
    # a sentence stays inside one paragraph, so a mark never crosses a line break
    return f'<mark class="{classes}" data-claims="{numbers}" title="{title}">{text}</mark><sup>{numbers}</sup>'


def _told(claim: Claim) -> str:
    """``deploy: PRK → RUS, 1500 soldiers, reported, says the spy agency``."""
    to = f" → {', '.join(claim.to)}" if claim.to else ""
    said = claim.said_by.name if claim.said_by else None
    amount = claim.amount
    low, high = (amount.low, amount.high) if amount else (None, None)
    number = "" if amount is None else f"{low:g}" if low is not None and low == high else _bounds(low, high)
    unit = f" {amount.unit}" if amount and amount.unit else ""
    parts: Iterable[str | None] = (
        f"{claim.kind}: {', '.join(claim.by)}{to}", f"{number}{unit}" if amount else None, claim.modality,
        f"says {said}" if said else None,
    )  # fmt: skip
    return ", ".join(part for part in parts if part)


def _bounds(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f"{low:g}–{high:g}"
    return f"{low:g} or more" if low is not None else f"up to {high:g}" if high is not None else ""
