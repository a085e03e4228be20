"""The parser that ships: it loads, keeps its place in the text, and is as good as its card says."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.shared import need

from casus.errors import InputError
from casus.reports.syntax import MODEL, parsed, pipeline

TEXT = "North Korea has sent 1,500 soldiers to Russia, Seoul's spy agency said.\nBoth were hit by missiles from Iran."


def test_every_token_keeps_its_place() -> None:
    for span, sentence in parsed(TEXT):
        assert all(TEXT[span.start + t.idx :].startswith(t.text) for t in sentence)
        assert sum(t.dep_ == "ROOT" for t in sentence) >= 1


def test_who_did_what() -> None:
    (_, first), (_, second) = parsed(TEXT)
    sent = next(t for t in first if t.text == "sent")
    assert sent.lemma_ == "send"
    deps = {t.dep_.partition(":")[0]: t.text for t in sent.children}
    assert (deps["nsubj"], deps["obj"], deps["obl"]) == ("Korea", "soldiers", "Russia")
    hit = next(t for t in second if t.text == "hit")
    assert {"nsubj:pass", "obl"} <= {t.dep_ for t in hit.children} | {t.dep_.partition(":")[0] for t in hit.children}


def test_a_pipeline_that_is_not_there() -> None:
    with pytest.raises(InputError, match="no spaCy pipeline at no_such_model"):
        pipeline("no_such_model")


def test_it_is_small() -> None:
    assert sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file()) < 12_000_000


def gold(path: Path) -> Iterator[list[tuple[str, int, str]]]:
    """Sentences of a CoNLL-U file: form, head (from 0; itself for the root), relation without subtype."""
    rows: list[tuple[str, int, str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if cells[0].isdigit():
                head = int(cells[6]) - 1
                rows.append((cells[1], head if head >= 0 else int(cells[0]) - 1, cells[7].partition(":")[0]))
            elif not line.strip() and rows:
                yield rows
                rows = []


def test_attachment_on_pud_is_no_worse_than_the_card_says() -> None:
    from spacy.tokens import Doc

    nlp = pipeline()
    right = count = 0
    for rows in list(gold(need("ud", "en_pud-test.conllu.gz")))[:250]:
        document = nlp(Doc(nlp.vocab, [form for form, _, _ in rows]))
        for token, (_, head, relation) in zip(document, rows, strict=True):
            dep = "root" if token.dep_ == "ROOT" else token.dep_.partition(":")[0]
            right += token.head.i == head and dep == relation
            count += 1
    assert right / count > 0.79, right / count
