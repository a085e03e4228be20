"""Duties that pull apart, on treaties invented for it and on one of history."""

from __future__ import annotations

from datetime import date

import pytest

from casus.events import Attack, suppose
from casus.treaties import toml
from casus.treaties.conflicts import Conflict, conflicts
from casus.treaties.evaluate import evaluate
from casus.treaties.library import shipped
from casus.treaties.model import Treaty
from casus.world import World

DAY = date(2000, 6, 1)


def treaty(id: str, a: str, b: str, kind: str, more: str = "") -> Treaty:
    return toml.parse(
        f"""id = "{id}"\ntitle = "T"\nform = "treaty"\nforce = [{{ from = 1990-01-01 }}]
source = {{ publication = "nowhere", checked = "invented" }}
party = [{{ state = "{a}" }}, {{ state = "{b}" }}]
[[clause]]\nid = "1"\ncite = "Art. 1"\nsays = "invented"\nkind = "{kind}"
[clause.trigger]\nact = "armed-attack"\n{more}""",
        f"{id}.toml",
    )


def pulled(*treaties: Treaty, by: str = "DEU", on: str = "FRA") -> tuple[Conflict, ...]:
    blow: Attack = suppose(DAY, frozenset({by}), frozenset({on})).attack
    return conflicts(evaluate(treaties, blow, World.on(DAY)), blow)


TO_FRANCE = treaty("a", "ITA", "FRA", "defend")


@pytest.mark.parametrize(
    ("other", "possible"),
    [
        # help to the victim beside help to the attacker, which only a clause for any war can owe
        (treaty("b", "ITA", "DEU", "defend"), None),
        # help to the one, no help against the other: neutrality counts for whoever is attacked, so not here
        (treaty("b", "ITA", "DEU", "neutrality"), None),
        # a promise to join no coalition against the attacker pulls the other way
        (treaty("b", "ITA", "DEU", "no-hostile-pact"), False),
        # and possibly so where a condition is open
        (
            treaty("b", "ITA", "DEU", "no-hostile-pact",
                   '[[clause.trigger.requires]]\nfact = "unsettled"\ncite = "x"\nask = "Is it so?"\n'), True,
        ),
    ],
)  # fmt: skip
def test_two_promises(other: Treaty, possible: bool | None) -> None:
    found = pulled(TO_FRANCE, other)
    if possible is None:
        assert found == ()
    else:
        (row,) = found
        assert (row.debtor, row.possible) == ("ITA", possible)
        assert [f.treaty.id for f in row.for_attacked] == ["a"]
        assert [f.treaty.id for f in row.for_attackers] == ["b"]
        assert row.as_json()["for_attackers"][0]["list"] == ("open" if possible else "barred")


def test_to_help_two_who_are_both_attacked_is_no_conflict() -> None:
    assert pulled(TO_FRANCE) == ()


def test_italy_in_june_1941_between_the_pact_of_steel_and_the_treaty_of_1933() -> None:
    day = date(1941, 6, 22)
    blow = suppose(day, frozenset({"DEU"}), frozenset({"SUN"})).attack
    found = {row.debtor: row for row in conflicts(evaluate(shipped(), blow, World.on(day)), blow)}
    assert found["ITA"].possible
    assert {f.clause.kind for f in found["ITA"].for_attacked} == {"neutrality"}
    assert {f.treaty.id for f in found["ITA"].for_attackers} == {"deu-ita-1939"}
