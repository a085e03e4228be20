"""A sentence as the rules see it: tokens, names, rough tags and groups of verbs, and the closed classes of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from casus.reports.rules.names import Mention
from casus.reports.rules.sentences import Token


@dataclass(frozen=True, slots=True)
class Verb:
    """A group of verbs: tokens ``start`` up to ``end`` with the main verb ``lemma`` at ``head``.

    ``shape`` is finite, infinitive, gerund or participle; ``helpers`` are the auxiliaries, lower case; ``governor`` is
    the word that an infinitive hangs on ("likely to", "decided to").
    """

    start: int
    head: int
    end: int
    lemma: str
    form: str
    shape: str
    passive: bool
    helpers: tuple[str, ...] = ()
    negated: bool = False
    governor: str | None = None


@dataclass(slots=True)
class Sentence:
    """One sentence with its tokens, the names in it, rough tags and groups of verbs."""

    tokens: list[Token]
    mentions: list[Mention]
    capitals: bool = False
    tags: list[str] = field(default_factory=list)
    verbs: list[Verb] = field(default_factory=list)
    at: dict[int, Mention] = field(default_factory=dict)

    def low(self, i: int) -> str:
        """Lower case of token ``i``, or nothing outside the sentence."""
        return self.tokens[i].low if 0 <= i < len(self.tokens) else ""

    def tag(self, i: int) -> str:
        """Tag of token ``i``; ``END`` outside the sentence."""
        return self.tags[i] if 0 <= i < len(self.tags) else "END"


def span_text(tokens: Sequence[Token], start: int, end: int, text: str) -> str:
    """The characters of ``text`` from token ``start`` up to token ``end``."""
    return text[tokens[start].start : tokens[end - 1].end] if end > start else ""
