"""All pairs at once come to the same as one pair at a time: on what ships, and on treaties made up to be awkward."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.events import suppose
from casus.treaties import toml
from casus.treaties.bulk import LISTS, Sweep
from casus.treaties.evaluate import evaluate
from casus.treaties.library import shipped
from casus.treaties.model import Treaty
from casus.world import World

SHIPPED = Sweep(shipped().treaties)


def one_by_one(treaties: list[Treaty], day: date, attacker: str, target: str) -> set[tuple[str, str]]:
    attack = suppose(day, frozenset({attacker}), frozenset({target})).attack
    return {(f.debtor, f.list) for f in evaluate(treaties, attack, World.on(day)) if f.list != "free"}


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32))
def test_what_ships_on_random_days_and_pairs(seed: int) -> None:
    chance = random.Random(seed)
    day = date(1816, 1, 1) + timedelta(days=chance.randrange(76_000))
    answers = SHIPPED.on(day)
    for _ in range(12):
        attacker, target = chance.sample(answers.states, 2)
        assert answers.lists(attacker, target) == one_by_one(list(shipped()), day, attacker, target)


AWKWARD = [
    'kind = "defend"\nto = "party-at-war"\n[clause.trigger]\nact = "armed-attack"',
    'kind = "no-hostile-pact"\nto = "every-other-party"\n[clause.trigger]\nact = "threat"',
    'kind = "non-aggression"\n[clause.trigger]\nact = "any"\nby = ["DEU", "ITA"]',
    'kind = "consult"\nto = "every-other-party"\n[clause.trigger]\nact = "threat"\n'
    '[[clause.trigger.area]]\ncite = "a"\nwithin = ["europe"]',
    'kind = "defend"\nto = "every-other-party"\n[clause.trigger]\nact = "war"\nby = "not-a-party"\n'
    '[[clause.trigger.unless]]\nfact = "begun-by-creditor"\ncite = "a"\nthen = "open"',
    'kind = "defend"\nowes = ["GBR", "POL"]\nto = ["FRA", "USA"]\n[clause.trigger]\nact = "aggression"\n'
    '[[clause.trigger.requires]]\nfact = "external"\ncite = "a"\n'
    '[[clause.trigger.unless]]\nfact = "attacker-is-party"\ncite = "a"\nthen = "open"',
    'kind = "aid"\n[clause.trigger]\nact = "armed-attack"\nby = "two-or-more-states"',
    'kind = "neutrality"\n[clause.trigger]\nact = "armed-attack"\n'
    '[[clause.trigger.requires]]\nfact = "unsettled"\ncite = "a"\nask = "Is it so?"',
    'kind = "pledge"\n[clause.trigger]\nact = "armed-attack"\n'
    '[[clause.trigger.area]]\ncite = "a"\nhits = "territory"\nwithin = ["turkey"]\nask = "Is Turkey meant?"\n'
    '[[clause.trigger.area]]\ncite = "b"\nhits = "territory"\nof = ["FRA", "ITA"]\nuntil = 2003-01-01',
    'kind = "defend"\nfrom = 2001-01-01\n[clause.trigger]\nact = "mobilisation"',
]
HEAD = (
    'id = "t"\ntitle = "T"\nform = "treaty"\nsigned = 1999-06-01\nforce = [{ from = 2000-01-01, until = 2008-01-01 }]\n'
    'source = { publication = "nowhere", checked = "invented" }\n'
    'party = [{ state = "FRA" }, { state = "ITA", until = 2005-01-01 }, { state = "DEU", status = "frozen" }, '
    '{ state = "TUR", from = 2002-01-01 }, { state = "GBR" }]\n'
    '[[suspension]]\nbetween = ["FRA", "ITA"]\nfrom = 2001-01-01\nuntil = 2004-01-01\n'
    'cite = "s"\nowed_by = ["FRA"]\nask = "So?"\n'
    '[[reservation]]\nstate = "GBR"\nclause = ["0", "4"]\ncite = "r"\nsays = "x"\n'
    'by = ["POL", "DEU"]\nuntil = 2006-01-01\n'
)


@pytest.mark.parametrize("day", [date(1999, 7, 1), *(date(year, 6, 1) for year in range(2000, 2008))])
def test_awkward_clauses_together(day: date) -> None:
    clauses = "".join(f'[[clause]]\nid = "{i}"\ncite = "c"\nsays = "x"\n{text}\n' for i, text in enumerate(AWKWARD))
    treaty = toml.parse(HEAD + clauses, "t.toml")
    answers = Sweep([treaty]).on(day)
    named = ["FRA", "ITA", "DEU", "TUR", "GBR", "POL", "USA", "CHN"]
    for attacker in named:
        for target in named:
            if attacker != target:
                assert answers.lists(attacker, target) == one_by_one([treaty], day, attacker, target), (
                    attacker,
                    target,
                )


def test_columns_hold_the_same_rows() -> None:
    answers = SHIPPED.on(date(2024, 10, 19))
    columns = answers.columns()
    prk, kor = answers.states.index("PRK"), answers.states.index("KOR")
    here = (columns["attacker"] == prk) & (columns["target"] == kor)
    rows = zip(columns["debtor"][here], columns["list"][here], strict=True)
    assert {(answers.states[d], LISTS[i]) for d, i in rows} == answers.lists("PRK", "KOR")
