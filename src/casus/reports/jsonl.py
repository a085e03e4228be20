"""Article and claims as the JSON that other programs rely on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from casus.reports.article import Article
from casus.reports.claim import Claim


def as_json(article: Article, claims: Iterable[Claim]) -> dict[str, Any]:
    """One page: ``{"article": {...}, "claims": [...]}``."""
    return {"article": article_json(article), "claims": [claim_json(claim) for claim in claims]}


def article_json(article: Article) -> dict[str, Any]:
    """The article; ``text`` is its paragraphs joined by one newline."""
    return {
        "title": article.title,
        "published": article.published,
        "byline": list(article.byline),
        "dateline": article.dateline,
        "agencies": list(article.agencies),
        "text": article.text,
        "furniture": [
            {"section": f.section, "headline": f.headline, "published": f.published} for f in article.furniture
        ],
    }


def claim_json(claim: Claim) -> dict[str, Any]:
    """One claim; ``text`` is its sentence, ``span`` where that stands in the article's text."""
    said, amount, when = claim.said_by, claim.amount, claim.when
    return {
        "id": claim.id,
        "kind": claim.kind,
        "by": list(claim.by),
        "to": list(claim.to),
        "said_by": said
        and {"name": said.name, "role": said.role, "organisation": said.organisation, "state": said.state},
        "via": list(claim.via),
        "modality": claim.modality,
        "amount": amount and {"low": amount.low, "high": amount.high, "unit": amount.unit},
        "when": when and {"start": when.start, "end": when.end},
        "where": list(claim.where),
        "plover": claim.plover,
        "text": claim.text,
        "span": [claim.span.start, claim.span.end],
    }
