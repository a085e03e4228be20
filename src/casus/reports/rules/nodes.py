"""The words of a parse as plain values, read off spaCy once: what each is, what it depends on, what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Node:
    """A word of a parse in Universal Dependencies; the names are those of spaCy's tokens.

    ``i`` is its place in ``doc``, all the nodes of the sentence; ``idx`` its first character; the root is its own head.
    """

    __slots__ = (
        "_below", "children", "dep_", "doc", "head", "i", "idx", "lemma_", "lower_", "pos_", "tag_", "text",
        "text_with_ws",
    )  # fmt: skip

    i: int
    idx: int
    text: str
    text_with_ws: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    head: Node
    children: tuple[Node, ...]
    doc: tuple[Node, ...]
    _below: tuple[Node, ...] | None

    @property
    def subtree(self) -> tuple[Node, ...]:
        """The word and all below it, in the order of the text."""
        if self._below is None:
            below = [self]
            for child in self.children:
                below += child.subtree
            self._below = tuple(sorted(below, key=lambda node: node.i))
        return self._below

    @property
    def ancestors(self) -> Iterator[Node]:
        """The words above it, the nearest first."""
        node = self
        while node.head is not node:
            node = node.head
            yield node

    def __repr__(self) -> str:
        return self.text


def laid_out(parse: Doc) -> tuple[Node, ...]:
    """The nodes of a parse."""
    tokens = list(parse)
    nodes = tuple(Node() for _ in tokens)
    below: list[list[Node]] = [[] for _ in tokens]
    for node, token in zip(nodes, tokens, strict=True):
        node.i, node.idx, node.text, node.text_with_ws = token.i, token.idx, token.text, token.text_with_ws
        node.lower_, node.lemma_ = token.lower_, token.lemma_
        node.pos_, node.tag_, node.dep_ = token.pos_, token.tag_, token.dep_
        node.head, node.doc, node._below = nodes[token.head.i], nodes, None
        if token.head.i != token.i:
            below[token.head.i].append(node)
    for node, children in zip(nodes, below, strict=True):
        node.children = tuple(children)
    return nodes
