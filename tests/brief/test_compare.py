"""Two treaties side by side: what each says to the same thing, and silence where it says nothing."""

from __future__ import annotations

from casus.brief.compare import as_json, rows
from casus.treaties.library import shipped


def test_the_page_calls_the_one_akin_to_the_other() -> None:
    told = {name: (left, right) for name, left, right in rows(shipped()["prk-rus-2024"], shipped()["usa-kor-1953"])}
    assert "state-of-war" in told["on which conditions"][0]
    assert "all means" in told["what is owed"][0]
    assert "constitutional processes" in told["what is owed"][1]
    assert told["where"][0] == "no limit stated"
    assert "pacific" in told["where"][1]
    assert told["talks"][0].startswith("Art. 3")
    assert told["bases"][0] == ""


def test_a_treaty_beside_itself_says_the_same_twice() -> None:
    nato = shipped()["nato-1949"]
    assert all(left == right for _, left, right in rows(nato, nato))


def test_json() -> None:
    made = as_json(shipped()["nato-1949"], shipped()["rio-1947"])
    assert made["treaties"] == ["nato-1949", "rio-1947"]
    assert all(set(row) == {"what", "nato-1949", "rio-1947"} for row in made["rows"])
