"""Syntax: sentences parsed by a spaCy pipeline, the one that ships (UD English EWT) or any that the user names."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from casus.errors import InputError
from casus.reports.article import Span
from casus.reports.rules.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

#: The model that ships; docs/cards/syntax.md says how it was made and how good it is.
MODEL = Path(__file__).parents[1] / "models" / "en_ewt"


@cache
def pipeline(name: str | None = None) -> Language:
    """The pipeline of that name or path, loaded once; left out: the one that ships."""
    import spacy

    try:
        return spacy.load(name or MODEL)
    except (OSError, ValueError) as error:
        raise InputError(f"no spaCy pipeline at {name or MODEL} ({str(error).splitlines()[0]})") from None


def parsed(text: str, name: str | None = None) -> Iterator[tuple[Span, Doc]]:
    """Each sentence of the text with its parse: heads, Universal Dependencies, tags and lemmas by token.

    Token ``t`` of a sentence at ``span`` begins at character ``span.start + t.idx`` of the text.
    """
    spans = sentences(text)
    documents = pipeline(name).pipe(text[span.start : span.end] for span in spans)
    yield from zip(spans, documents, strict=True)
