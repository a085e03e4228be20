"""COW's war files as published: what is read, what is refused in one line, and the table that ships."""

from __future__ import annotations

import hashlib
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from tests.shared import need

from casus.datasets import cow_wars
from casus.errors import InputError

ROOT = Path(__file__).parents[2]
WARS = {war.number: war for war in cow_wars.packaged()}


def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("wars_builder", ROOT / "data" / "wars.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def inter_state() -> str:
    return need("data", "cow_wars", "Inter-StateWarData_v4.0.csv").read_text("utf-8")


def test_the_packaged_table_is_rebuilt_byte_for_byte() -> None:
    assert builder().build(need("data", "cow_wars")).encode() == cow_wars.TABLE.read_bytes()


def test_the_card_names_the_hash_of_the_packaged_table() -> None:
    assert hashlib.sha256(cow_wars.TABLE.read_bytes()).hexdigest() in (ROOT / "docs/cards/wars.md").read_text("utf-8")


def test_how_a_war_ended_is_read_nowhere() -> None:
    for file in ("src/casus/datasets/cow_wars.py", "data/wars.py", "src/casus/treaties/called.py"):
        code = (ROOT / file).read_text("utf-8").split('"""', 2)[2]
        assert not re.search("Outcome[\"'1-9]|TransTo|BatDeath|outcomea|batdth", code)


def test_official_files() -> None:
    rows = cow_wars.rows(need("data", "cow_wars", "Inter-StateWarData_v4.0.csv"))
    dyads = cow_wars.dyads(need("data", "cow_wars", "directed_dyadic_war_may2018.csv"))
    assert (len(rows), len({row.war for row in rows}), len(dyads)) == (337, 95, 1364)
    assert rows[1] == (1, "Franco-Spanish War", 220, 1, True, 2, (("1823-04-07", "1823-11-13"),))
    assert dyads[0] == (1, 220, 230, 1823, 1, 3)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        # another version, and a column that it lacks, told together
        ("BatDeath,Version", "BatDeath,Version", "version 3; casus reads the COW 4.0 inter-state war file"),
        ("Initiator", "Began", "version 3; no column Initiator; casus reads the COW 4.0 inter-state war file"),
    ],
)
def test_another_version_is_refused_by_both_names(tmp_path: Path, old: str, new: str, told: str) -> None:
    file = tmp_path / "wars.csv"
    file.write_text(re.sub(",4$", ",3", inter_state(), flags=re.MULTILINE).replace(old, new), "utf-8")
    with pytest.raises(InputError) as refused:
        cow_wars.rows(file)
    assert str(refused.value) == f"{file}: {told}"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (",Initiator,", ",Began,", "no column Initiator; casus reads the COW 4.0 inter-state war file"),
        ("Franco-Spanish War,1,230,Spain,2,4,7,", "Franco-Spanish War,1,230,Spain,2,4,31,", "1823-4-31"),
        ("Franco-Spanish War,1,230,Spain,2,", "Franco-Spanish War,1,230,Spain,3,", "Initiator and Side are 1 or 2"),
        ("Franco-Spanish War,1,230,", "Franco-Spanish War,1,Spain,", '"Spain" stands where a number should'),
        ("70000,4\n", "70000,3\n", "row 318: version 3 in the COW 4.0 inter-state war file"),  # one row alone
    ],
)
def test_what_is_damaged_is_refused(tmp_path: Path, old: str, new: str, told: str) -> None:
    file = tmp_path / "wars.csv"
    text = inter_state()
    at = text.rindex(old)
    file.write_text(text[:at] + new + text[at + len(old) :], "utf-8")
    with pytest.raises(InputError, match=re.escape(told)):
        cow_wars.rows(file)


def test_a_file_cut_short_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    file = tmp_path / "wars.csv"
    file.write_text(inter_state()[: len(inter_state()) // 2].rsplit("\n", 1)[0] + "\n", "utf-8")
    with pytest.raises(InputError, match="is the file cut short"):
        cow_wars.rows(file)
    with pytest.raises(InputError, match="cannot be read"):
        cow_wars.rows(tmp_path / "none.csv")
    with pytest.raises(InputError, match=r"no column warnum.*COW May 2018 directed dyadic war file"):
        cow_wars.dyads(need("data", "cow_wars", "Inter-StateWarData_v4.0.csv"))


@pytest.mark.parametrize(
    ("war", "by", "on"),
    [
        (58, {220}, {255, 245, 267, 271}),  # by 4.0 France began it; the South German states fought from the first day
        (106, {300}, {345}),  # Germany enters on 1 August 1914
        (139, {255}, {290}),  # Britain and France on 3 September 1939
        (148, {645, 651, 652, 660, 663}, {666}),  # one is marked as initiator, all attacked on that day
        (181, {651, 652, 645}, {666}),  # Iraq on the first day, Jordan and Saudi Arabia later
    ],
)
def test_who_fought_on_the_first_day(war: int, by: set[int], on: set[int]) -> None:
    assert {row.state for row in WARS[war].originals(True)} == by
    assert {row.state for row in WARS[war].originals(False)} == on


def test_in_every_war_one_side_began_and_both_fought_on_the_first_day() -> None:
    for war in WARS.values():
        assert len({row.side for row in war.participants if row.initiator}) == 1
        assert all(row in war.originals(True) for row in war.participants if row.initiator)
        assert war.originals(False)


def test_where_someone_attacked_did_not_fight_near_home() -> None:
    away = {n for n, war in WARS.items() if not all(row.near_home for row in war.originals(False))}
    assert away == {79, 145, 158, 170, 186, 202}  # Cuba, Indochina, Ifni, Laos (USA), Angola (Cuba), the Falklands


def test_the_roles_that_the_other_file_gives() -> None:
    assert WARS[106].roles[255] == (1,) and WARS[106].roles[211] == (3,)  # Germany, not Austria-Hungary
    assert {n for n, war in WARS.items() if not war.roles} == {145, 158, 215, 217}
