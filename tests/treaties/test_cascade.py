"""What joining sets off: rounds, readings, and an end."""

from __future__ import annotations

from datetime import date

import pytest

from casus.events import suppose
from casus.treaties import toml
from casus.treaties.cascade import cascade
from casus.treaties.evaluate import evaluate
from casus.treaties.model import Treaty
from casus.world import World

DAY = date(2000, 6, 1)


def pact(name: str, *parties: str, more: str = "", to: str = "attacked-party") -> Treaty:
    members = ", ".join(f'{{ state = "{p}" }}' for p in parties)
    return toml.parse(
        f'id = "{name}"\ntitle = "{name}"\nform = "treaty"\nforce = [{{ from = 1990-01-01 }}]\n'
        f'source = {{ publication = "nowhere", checked = "invented" }}\nparty = [{members}]\n'
        f'[[clause]]\nid = "1"\ncite = "Art. 1"\nkind = "defend"\nsays = "invented"\nto = "{to}"\n'
        f'[clause.trigger]\nact = "armed-attack"\n{more}',
        name,
    )


BEGUN = '[[clause.trigger.unless]]\nfact = "begun-by-creditor"\ncite = "Art. 2"\n'


@pytest.mark.parametrize(
    ("treaties", "rows"),
    [
        # nobody is bound: nothing follows
        ([], []),
        # the victim's ally joins (round 1, no row); it has no ally of its own
        ([pact("a", "FRA", "ITA")], []),
        # the attackers strike back at the ally, whose own ally is then called, by the letter
        ([pact("a", "FRA", "ITA"), pact("b", "ITA", "ESP")], [(2, "ESP", "ITA", "by the letter")]),
        # and so on, a round each
        (
            [pact("a", "FRA", "ITA"), pact("b", "ITA", "ESP"), pact("c", "ESP", "PRT")],
            [(2, "ESP", "ITA", "by the letter"), (3, "PRT", "ESP", "by the letter")],
        ),
        # the joiner strikes the attacker: whether its ally is called is open, as it began the war
        ([pact("a", "FRA", "ITA"), pact("b", "DEU", "AUT")], [(2, "AUT", "DEU", "by the letter")]),
        # one bound to both sides joins neither
        ([pact("a", "FRA", "ITA"), pact("b", "DEU", "ITA", to="party-at-war"), pact("c", "ITA", "ESP")], []),
        # unless its promise does not cover a war that the attacker began
        ([pact("a", "FRA", "ITA"), pact("b", "DEU", "AUT", more=BEGUN)], []),
        # an ally of the attacker that comes in strikes the victims: a promise against that one attacker is called
        (
            [
                pact("a", "FRA", "ITA"),
                pact("b", "DEU", "AUT", to="party-at-war"),
                pact("c", "FRA", "ESP", more='by = ["AUT"]\n'),
            ],
            [(2, "ESP", "FRA", "only for victims")],
        ),
        # a circle of promises ends
        ([pact("a", "FRA", "ITA"), pact("b", "ITA", "ESP"), pact("c", "ESP", "FRA")], []),
    ],
)
def test_rounds(treaties: list[Treaty], rows: list[tuple[int, str, str, str]]) -> None:
    attack = suppose(DAY, frozenset({"DEU"}), frozenset({"FRA"})).attack
    world = World.on(DAY)
    found = cascade(treaties, attack, evaluate(treaties, attack, world), world)
    assert [(r.round, r.finding.debtor, r.finding.creditor, r.reading) for r in found] == rows


def test_a_threat_sets_no_cascade_off() -> None:
    treaties = [pact("a", "FRA", "ITA"), pact("b", "ITA", "ESP")]
    attack = suppose(DAY, frozenset({"DEU"}), frozenset({"FRA"}), "threat").attack
    world = World.on(DAY)
    assert cascade(treaties, attack, evaluate(treaties, attack, world), world) == ()
