"""Sentences and tokens: where a stop ends a sentence and where it does not."""

from __future__ import annotations

import pytest

from casus.reports.rules.sentences import MAX_SENTENCE, sentences, tokens

CASES = [
    ("He left. She stayed.", ["He left.", "She stayed."], "two sentences"),
    ("Gen. Ali met Col. Baba. They spoke.", ["Gen. Ali met Col. Baba.", "They spoke."], "titles"),
    ("The U.S. Navy sailed. The U.N. Council met.", ["The U.S. Navy sailed.", "The U.N. Council met."], "initials"),
    ("He works for the U.S. The talks ended.", ["He works for the U.S.", "The talks ended."], "initials that end one"),
    ("John F. Kennedy spoke.", ["John F. Kennedy spoke."], "an initial in a name"),
    ('"It is over." He left.', ['"It is over."', "He left."], "a stop inside the quotation"),
    ("“What next?” Mr Ali said. Nobody knew.", ["“What next?” Mr Ali said.", "Nobody knew."], "a question quoted"),
    ("It cost 2.5 million. Then it sank.", ["It cost 2.5 million.", "Then it sank."], "a decimal point"),
    ("One line\nanother line", ["One line", "another line"], "never across a line"),
    ("At 5 p.m. on Monday they met.", ["At 5 p.m. on Monday they met."], "a time of day"),
    ("", [], "nothing"),
]


@pytest.mark.parametrize(("text", "expected", "pins"), CASES, ids=[c[2] for c in CASES])
def test_sentences(text: str, expected: list[str], pins: str) -> None:
    assert [text[s.start : s.end] for s in sentences(text)] == expected, pins


def test_a_very_long_sentence_is_cut() -> None:
    spans = sentences("word " * 5000)
    assert max(s.end - s.start for s in spans) <= MAX_SENTENCE


def test_tokens_keep_their_place() -> None:
    text = "N'Djamena’s F-16s fired 1,500 shells, Jean-Noël said."
    found = tokens(text)
    assert [t.text for t in found[:4]] == ["N'Djamena", "’s", "F-16s", "fired"]
    assert all(text[t.start : t.end] == t.text for t in found)
