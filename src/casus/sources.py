"""Where a fact comes from: a source (a page, a treaty, a dataset) and a place inside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Source:
    """A thing that can be cited.

    ``id`` is stable (for a page: the first 16 hex digits of its sha256); ``published`` is ISO 8601, with an offset
    only where the source gives one; ``sha256`` is the hash of the bytes that were read, where bytes were read.
    """

    id: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    accessed: date | None = None
    sha256: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source: an article of a treaty, a span of a page, a row of a table."""

    source: Source
    locator: str

    def __str__(self) -> str:
        return f"{self.source.title or self.source.id}, {self.locator}"
