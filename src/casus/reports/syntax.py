"""Syntax: sentences parsed by a spaCy pipeline, the one that ships (UD English EWT) or any that the user names."""

from __future__ import annotations

from collections.abc import Sequence
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
    from threadpoolctl import ThreadpoolController

#: The model that ships; docs/cards/syntax.md says how it was made and how good it is.
MODEL = Path(__file__).parents[1] / "models" / "en_ewt"
#: Sentences that are parsed at a time: most articles in one go, and never a whole book for one sentence of it.
BATCH = 64
#: The pipeline keeps every word that it has seen; with so many it is loaded anew, so that memory stays flat.
MOST_STRINGS = 300_000


def pipeline(name: str | None = None) -> Language:
    """The pipeline of that name or path, loaded once; left out: the one that ships."""
    loaded = _loaded(name)
    if len(loaded.vocab.strings) > _known(name) + MOST_STRINGS:
        _loaded.cache_clear()
        loaded = _loaded(name)
    return loaded


@cache
def _loaded(name: str | None) -> Language:
    import spacy
    from thinc.api import NumpyOps, get_current_ops, set_current_ops

    before = get_current_ops()
    if type(before) is NumpyOps:
        set_current_ops(NumpyOps(use_blis=False))  # numpy's own BLAS: thrice as fast as blis where there is AVX-512
    try:
        return spacy.load(name or MODEL)
    except (OSError, ValueError) as error:
        raise InputError(f"no spaCy pipeline at {name or MODEL} ({str(error).splitlines()[0]})") from None
    finally:
        set_current_ops(before)


@cache
def _known(name: str | None) -> int:
    """The words that a pipeline comes with."""
    return len(_loaded(name).vocab.strings)


@cache
def _threads() -> ThreadpoolController:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def documents(texts: Sequence[str], name: str | None = None) -> list[Doc]:
    """The parse of each sentence; all are parsed together, on one thread: the matrices are too small to share out."""
    nlp = pipeline(name)
    with _threads().limit(limits=1, user_api="blas"):
        return list(nlp.pipe(texts))


class Parses:
    """The parses of a text's sentences, asked for one by one in the order of the text, made ``BATCH`` at a time.

    ``spans`` are the sentences that may be asked for; one by one they would take three times as long.
    """

    def __init__(self, text: str, spans: Sequence[Span], name: str | None = None) -> None:
        self._text, self._name = text, name
        self._spans = spans
        self._at = {span: i for i, span in enumerate(spans)}
        self._made: dict[Span, Doc] = {}

    def __getitem__(self, span: Span) -> Doc:
        if span not in self._made:
            first = self._at[span]
            ahead = self._spans[first : first + BATCH]
            made = documents([self._text[s.start : s.end] for s in ahead], self._name)
            self._made = dict(zip(ahead, made, strict=True))
        return self._made[span]


def parsed(text: str, name: str | None = None) -> Iterator[tuple[Span, Doc]]:
    """Each sentence of the text with its parse: heads, Universal Dependencies, tags and lemmas by token.

    Token ``t`` of a sentence at ``span`` begins at character ``span.start + t.idx`` of the text.
    """
    spans = sentences(text)
    parses = Parses(text, spans, name)
    for span in spans:
        yield span, parses[span]
