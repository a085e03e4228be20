"""Subject, object and prepositional phrases of a verb by the parser, where the rules' own reading makes no claim."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casus.reports.rules.phrases import Phrase
from casus.reports.rules.sentences import Token

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as Node

#: What hangs on a noun and says something of its own: a clause, an aside, a further member of a list of clauses.
_ASIDE = frozenset({"acl", "acl:relcl", "appos", "parataxis", "advcl", "punct", "ccomp"})


@dataclass(frozen=True, slots=True)
class Tree:
    """The parse of a sentence: ``nodes`` of the parser, and for each the token of ours that it begins in."""

    nodes: Doc
    ours: tuple[int, ...]

    @classmethod
    def of(cls, nodes: Doc, start: int, tokens: Sequence[Token]) -> Tree:
        """Lay a parse of the text from character ``start`` on over our tokens."""
        begins = [token.start for token in tokens]
        return cls(nodes, tuple(max(0, bisect_right(begins, start + node.idx) - 1) for node in nodes))

    def reading(self, verb: int, passive: bool) -> tuple[Phrase | None, Phrase | None, list[Phrase]] | None:
        """Subject, object and prepositional phrases of the verb whose head is our token; None where it has none."""
        node = next((n for n, at in zip(self.nodes, self.ours, strict=True) if at == verb and n.pos_ == "VERB"), None)
        if node is None:
            return None
        subject = self._subject(node)
        found = [c for c in node.children if c.dep_ == "obj"]
        pieces = []
        for child in node.children:
            case = next((c for c in child.children if c.dep_ == "case"), None)
            if child.dep_.startswith(("obl", "nmod")) and case is not None:
                pieces.append(self._phrase(child, case.lower_, without=case))
        return subject, self._phrase(found[0]) if found else None, pieces

    def _subject(self, node: Node) -> Phrase | None:
        for child in node.children:
            if child.dep_ in ("nsubj", "nsubj:pass"):
                if child.tag_ in ("WDT", "WP") and node.dep_ == "acl:relcl":
                    return self._phrase(node.head)
                return self._phrase(child)
        if node.dep_ in ("acl", "acl:relcl") and node.head.pos_ in ("NOUN", "PROPN"):
            return self._phrase(node.head)
        if node.dep_ in ("conj", "xcomp", "advcl") and node.head.pos_ == "VERB":
            return self._subject(node.head)
        return None

    def _phrase(self, node: Node, preposition: str | None = None, without: Node | None = None) -> Phrase:
        inside = [node.i]
        todo = [c for c in node.children if c.dep_ not in _ASIDE and c != without]
        while todo:
            one = todo.pop()
            inside.append(one.i)
            todo += [c for c in one.children if c.dep_ not in _ASIDE]
        places = [self.ours[i] for i in inside]
        return Phrase(min(places), max(places) + 1, self.ours[node.i], preposition)
