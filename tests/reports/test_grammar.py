"""Verbs, subjects and how surely a verb claims: the shallow reading of a sentence."""

from __future__ import annotations

from datetime import date

import pytest

from casus.reports.rules.grammar import parse
from casus.reports.rules.modality import of_verb
from casus.reports.rules.names import gazetteer
from casus.reports.rules.sentences import tokens
from casus.reports.rules.subjects import subject
from casus.reports.rules.syntax import Sentence
from casus.reports.rules.verbs import inflect


def read(text: str) -> Sentence:
    words = tokens(text)
    return parse(words, gazetteer(date(2024, 1, 1)).mentions(words))


# (sentence, verb, its subject, how surely it claims, what the row pins)
CASES = [
    ("Peru attacked Chile.", "attack", "Peru", "asserted", "a plain past"),
    ("Peru, which borders Chile, will attack Bolivia.", "attack", "Peru", "planned", "over a relative clause"),
    ("The army of Peru may attack Chile.", "attack", "The army of Peru", "possible", "with what it is of"),
    ("Peru is likely to attack Chile.", "attack", "Peru", "likely", "likely to"),
    ("Peru has no plan to attack Chile.", "attack", "Peru", "denied", "no plan to"),
    ("Peru has not attacked Chile.", "attack", "Peru", "denied", "negated"),
    ("Neither Peru nor Chile has attacked Bolivia.", "attack", None, "denied", "neither and nor"),
    ("If Peru attacks Chile, others will help.", "attack", "Peru", None, "a condition claims nothing"),
    ("Chile urged Peru to attack Bolivia.", "attack", None, None, "a demand claims nothing"),
    ("Peru should attack Chile.", "attack", "Peru", None, "advice claims nothing"),
    ("Troops who trained guards there were withdrawn.", "withdraw", "Troops", "asserted", "a bare relative clause"),
    ("Chile was attacked by Peru.", "attack", "Chile", "asserted", "the subject of a passive"),
]


@pytest.mark.parametrize(("text", "lemma", "who", "surely", "pins"), CASES, ids=[c[4] for c in CASES])
def test_verbs(text: str, lemma: str, who: str | None, surely: str | None, pins: str) -> None:
    s = read(text)
    verb = next(v for v in s.verbs if v.lemma == lemma)
    assert of_verb(s, verb) == surely, pins
    phrase = subject(s, verb)
    if who is not None:
        assert phrase is not None
        assert text[s.tokens[phrase.start].start : s.tokens[phrase.end - 1].end] == who, pins


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("US strikes on Syria killed ten.", {"strikes"}),  # a noun before its preposition
        ("The attack was a test.", {"attack", "test"}),  # nouns after articles
        ("China claims the reef.", set()),  # a verb before its object
    ],
)
def test_nouns_that_look_like_verbs(text: str, nouns: set[str]) -> None:
    s = read(text)
    heads = {s.tokens[v.head].low for v in s.verbs}
    assert not heads & nouns


def test_passive_and_negation_are_seen() -> None:
    s = read("No troops have been sent to Mali by France.")
    verb = next(v for v in s.verbs if v.lemma == "send")
    assert verb.passive and verb.shape == "finite"


def test_forms() -> None:
    assert inflect("ram")["rammed"] == "past" and inflect("deny")["denies"] == "s" and inflect("send")["sent"] == "past"
