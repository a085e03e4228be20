"""A page taken apart, on its way from markup or flat text to an article."""

from __future__ import annotations

from dataclasses import dataclass, field

from casus.reports.layout.lines import Line


@dataclass(slots=True)
class Parts:
    """A page taken apart: ``body`` are paragraphs with their dateline, ``taken`` the indices of their lines.

    ``declared`` is what markup says of itself, by field: title, published, author, outlet, url, description.
    """

    lines: list[Line]
    title: str
    title_at: int | None
    body_at: int  # index of the body's first line; len(lines) if it is not among them
    body: list[str]
    taken: set[int]
    markup: bool = False
    declared: dict[str, list[str]] = field(default_factory=dict)
