"""The values of the reading stage: page, article, and what was set aside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from casus.sources import Source


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes as they came: ``media_type`` is ``text/html`` or ``text/plain``; ``fetched`` is None for a local file."""

    url: str | None
    fetched: datetime | None
    media_type: str
    body: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` up to but not including ``end`` of ``Article.text``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Furniture:
    """A headline of another story on the page. ``published`` is ISO 8601, resolved against the article's own time."""

    section: str | None
    headline: str
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a page.

    ``published`` is ISO 8601: a date alone where the page gives no time, an offset only where the page gives one.
    ``text`` is the paragraphs joined by one newline; ``offsets`` gives for each paragraph where it begins in ``text``.
    ``outlet`` is the publisher as the page names it, never one of ``agencies``.
    """

    source: Source
    title: str
    published: str | None
    byline: tuple[str, ...]
    dateline: str | None
    agencies: tuple[str, ...]
    paragraphs: tuple[str, ...]
    furniture: tuple[Furniture, ...] = ()
    outlet: str | None = None

    @property
    def text(self) -> str:
        """The body: paragraphs joined by one newline."""
        return "\n".join(self.paragraphs)

    @property
    def offsets(self) -> tuple[int, ...]:
        """Where each paragraph begins in ``text``."""
        starts, at = [], 0
        for paragraph in self.paragraphs:
            starts.append(at)
            at += len(paragraph) + 1
        return tuple(starts)

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]
