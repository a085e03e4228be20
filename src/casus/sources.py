"""Where a fact comes from: a source (a page, a treaty, a dataset), a place inside it, and how a work is cited."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


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


#: Kinds of work: BibTeX's word → CSL's.
_CSL = {"article": "article-journal", "book": "book", "incollection": "chapter", "misc": "dataset",
        "techreport": "report"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A work as bibliographies have it; ``authors`` are "Family, Given" or the name of a body.

    ``kind`` is BibTeX's (article, book, incollection, misc, techreport); ``container`` the journal or book in which it
    stands; ``pages`` "812-835".
    """

    kind: str
    authors: tuple[str, ...]
    title: str
    year: int
    container: str | None = None
    volume: str | None = None
    number: str | None = None
    pages: str | None = None
    publisher: str | None = None
    doi: str | None = None
    url: str | None = None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Reference:
        """From a table of a card; volume and number may be given as numbers."""
        values: dict[str, Any] = {k: str(v) if k in ("volume", "number") else v for k, v in row.items()}
        values["authors"] = tuple(row["authors"])
        return cls(**values)

    @property
    def key(self) -> str:
        """First author, year and first long word of the title: ``palmer2022mid5``-like, plain letters."""
        first = re.findall(r"[a-z0-9]{4,}", _plain(self.title))
        who = re.sub(r"[^a-z0-9]", "", _plain(self.authors[0].partition(",")[0]))
        return f"{who}{self.year}{first[0] if first else ''}"

    def __str__(self) -> str:
        family = [name.partition(",")[0] for name in self.authors]
        who = ", ".join(family[:-1]) + " & " + family[-1] if len(family) > 1 else family[0]
        where = f", {self.container}" if self.container else ""
        issue = f" {self.volume}" if self.volume else ""
        issue += f"({self.number})" if self.number else ""
        issue += f":{self.pages}" if self.pages else ""
        return f"{who} {self.year}, {self.title}{where}{issue}" + (f", {self.publisher}" if self.publisher else "")

    def bibtex(self) -> str:
        """As a BibTeX entry."""
        inside = "booktitle" if self.kind == "incollection" else "journal"
        fields = {
            "author": " and ".join(name if "," in name else f"{{{name}}}" for name in self.authors),
            "title": f"{{{self.title}}}", "year": str(self.year), inside: self.container, "volume": self.volume,
            "number": self.number, "pages": self.pages and self.pages.replace("-", "--"), "publisher": self.publisher,
            "doi": self.doi, "url": self.url,
        }  # fmt: skip
        lines = [f"  {name} = {{{_tex(value)}}}" for name, value in fields.items() if value]
        return f"@{self.kind}{{{self.key},\n" + ",\n".join(lines) + "\n}"

    def csl(self) -> dict[str, Any]:
        """As an item of CSL JSON."""
        names = [
            {"family": family, "given": given.strip()} if given else {"literal": family}
            for family, _, given in (name.partition(",") for name in self.authors)
        ]
        item = {
            "id": self.key, "type": _CSL[self.kind], "author": names, "title": self.title,
            "issued": {"date-parts": [[self.year]]}, "container-title": self.container, "volume": self.volume,
            "issue": self.number, "page": self.pages, "publisher": self.publisher, "DOI": self.doi, "URL": self.url,
        }  # fmt: skip
        return {key: value for key, value in item.items() if value}


def _plain(text: str) -> str:
    """Lower case, without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def _tex(text: str) -> str:
    """Text with TeX's own characters escaped; braces are kept."""
    return re.sub(r"([&%$#_])", r"\\\1", text)
