"""What the parse gives: roles, moods, parties, descriptions carried back, and why a claim was read so."""

from __future__ import annotations

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from casus.cli import app
from casus.errors import InputError
from casus.reports.article import Article
from casus.reports.claim import Claim
from casus.reports.extract import extract
from casus.reports.rules.grammar import parse
from casus.reports.rules.graph import Graph
from casus.reports.rules.moods import mood
from casus.reports.rules.names import gazetteer
from casus.reports.rules.nodes import laid_out
from casus.reports.rules.parties import all_parties
from casus.reports.rules.roles import roles
from casus.reports.rules.sentences import tokens
from casus.reports.syntax import MODEL, pipeline
from casus.sources import Source


def graph(text: str, on: date = date(2024, 6, 1)) -> Graph:
    parts = tokens(text)
    s = parse(parts, gazetteer(on).mentions(parts))
    return Graph.of(s, laid_out(pipeline()(text)), 0)


def claims(*paragraphs: str, on: str = "2024-06-01") -> list[Claim]:
    return extract(Article(Source("x"), "t", on, (), None, (), paragraphs))


ROLES = [
    # sentence, verb, who does it, to whom or what
    ("Rockets that Iran had supplied were fired by Russia.", "supplied", ("IRN",), ()),
    ("Rockets that Iran had supplied were fired by Russia.", "fired", ("RUS",), ()),
    ("Russia, which has invaded Ukraine, is accused by Poland of jamming signals.", "invaded", ("RUS",), ("UKR",)),
    ("Poland accuses Russia of supplying Iran with missiles.", "supplying", ("RUS",), ("IRN",)),
    ("Estonia was attacked by Russia and defended by France.", "defended", ("FRA",), ("EST",)),
    ("France plans to arm Ukraine.", "arm", ("FRA",), ("UKR",)),
]


@pytest.mark.parametrize(("text", "verb", "by", "to"), ROLES)
def test_roles(text: str, verb: str, by: tuple[str, ...], to: tuple[str, ...]) -> None:
    g = graph(text)
    found = roles(g, next(n for n in g.nodes if n.text == verb))
    assert all_parties(g, found.agents) == by
    assert all_parties(g, found.patients, target=True) == to


MOODS = [
    ("Iran has sold drones to Russia.", "sold", "asserted"),
    ("Iran will sell drones to Russia.", "sell", "planned"),
    ("Iran may sell drones to Russia.", "sell", "possible"),
    ("Iran is expected to sell drones to Russia.", "sell", "likely"),
    ("Iran has decided to sell drones to Russia.", "sell", "planned"),
    ("Iran has no plan to sell drones to Russia.", "sell", "denied"),
    ("Iran did not sell drones to Russia.", "sell", "denied"),
    ("Not one drone has been sold by Iran.", "sold", "denied"),
    ("Poland urged Iran to sell no drones to Russia.", "sell", None),
    ("Poland will protest if Iran sells drones to Russia.", "sells", None),
    ("Iran vowed to strike Israel.", "strike", None),
    ("The treaty allows Russia to send troops.", "send", None),
]


@pytest.mark.parametrize(("text", "verb", "sure"), MOODS)
def test_moods(text: str, verb: str, sure: str | None) -> None:
    g = graph(text)
    assert mood(g, next(n for n in g.nodes if n.text == verb)) == sure


DESCRIBED = [
    # what was said before; the sentence; kind and parties of its one claim
    (
        "Egypt, Eritrea and Somalia signed a pact.",
        "The three governments condemned Ethiopia.",
        ("accuse", ("EGY", "ERI", "SOM"), ("ETH",)),
    ),
    (
        "Hamas fired rockets at Israel.",
        "Iran has supplied the group with missiles.",
        ("transfer", ("IRN",), ("HAMAS",)),
    ),
    (
        "Iran sold drones to Russia.",
        "Poland condemned the two countries for the sale.",
        ("accuse", ("POL",), ("IRN", "RUS")),
    ),
]


@pytest.mark.parametrize(("before", "text", "wanted"), DESCRIBED)
def test_descriptions(before: str, text: str, wanted: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    assert [(c.kind, c.by, c.to) for c in claims(before, text) if c.text == text] == [wanted]


def test_what_an_expert_is_quoted_with_is_a_judgement_and_no_report() -> None:
    text = '"Washington has captured an airfield and lost an argument," said Ann Lee, an analyst at a London institute.'
    (claim,) = claims("Russia and the United States clashed.", text)[1:]
    assert (claim.kind, claim.by, claim.modality) == ("assess", ("USA",), "reported")
    assert claim.said_by is not None and claim.said_by.name == "Ann Lee"


def test_a_text_that_borrows_the_words_of_war_makes_no_claim() -> None:
    race = (
        "Belgium attacked Slovenia on the last climb, and the peloton suffered. " + "The road was long and dry. " * 60
    )
    assert claims(race) == []


def test_why_tells_word_rule_and_path(tmp_path: object) -> None:
    (claim,) = claims("Iran has sold drones to Russia, the army of Ukraine said.")
    assert claim.why is not None
    assert claim.why.predicate == "sold"
    assert claim.why.rule.startswith("transfer: ")
    assert "drones" in claim.why.path and "Russia" in claim.why.path and "army of Ukraine" in claim.why.path


def test_read_prints_why() -> None:
    page = "examples/border-wire.txt"
    told = CliRunner().invoke(app, ["read", page, "--why"])
    assert told.exit_code == 0
    assert "WHY" in told.output and "rule attack: " in told.output
    line = json.loads(CliRunner().invoke(app, ["read", page, "--why", "--format", "jsonl"]).output)
    assert {row["claim"] for row in line["why"]} <= {c["id"] for c in line["claims"]}
    assert {"predicate", "rule", "path"} <= line["why"][0].keys()


def test_another_pipeline_is_used_where_one_is_named() -> None:
    text = "Iran has sold drones to Russia."
    article = Article(Source("x"), "t", "2024-06-01", (), None, (), (text,))
    assert extract(article, str(MODEL)) == extract(article)
    with pytest.raises(InputError, match="no spaCy pipeline at nowhere"):
        extract(article, "nowhere")
