"""The rule reader: an article comes in, its claims go out, each with its speaker and how sure it is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from casus.reports.language import language_of
from casus.reports.rules.dates import day_of
from casus.reports.rules.names import gazetteer
from casus.reports.rules.reader import Reader
from casus.reports.rules.relevance import in_passing, speaks_of_war
from casus.reports.rules.sentences import sentences
from casus.reports.rules.unreal import real
from casus.reports.syntax import Parses

if TYPE_CHECKING:
    from casus.reports.article import Article
    from casus.reports.claim import Claim


def extract(article: Article, syntax: str | None = None) -> list[Claim]:
    """The claims of ``article`` in the order of its text; none when it is not in English or not of peace and war.

    ``syntax`` names a spaCy pipeline with Universal Dependencies, or a folder that holds one; left out, the one that
    ships is used.
    """
    text = article.text
    if not speaks_of_war(text) or language_of(text) not in (None, "English"):
        return []
    published = day_of(article.published)
    spans = sentences(text)
    reader = Reader(article, gazetteer(published or date.today()), published, Parses(text, spans, syntax))
    for span in spans:
        reader.read(span)
    found = [claim for claim in reader.claims if real(claim)]
    return [] if in_passing(text, found) else found
