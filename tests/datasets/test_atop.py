"""ATOP 5.1's files as published: what is read, and what is refused in one line."""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from tests.shared import need

from casus.datasets import atop
from casus.datasets.card import read
from casus.errors import InputError

ROOT = Path(__file__).parents[2]


def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("atop_builder", ROOT / "data" / "atop.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_packaged_table_is_rebuilt_byte_for_byte() -> None:
    assert builder().build(need("data", "atop")).encode() == atop.TABLE.read_bytes()


def test_the_card_names_the_hash_of_the_packaged_table() -> None:
    assert hashlib.sha256(atop.TABLE.read_bytes()).hexdigest() in (ROOT / "docs/cards/atop.md").read_text("utf-8")


def test_how_an_alliance_ended_is_read_nowhere() -> None:
    for file in ("src/casus/datasets/atop.py", "data/atop.py", "src/casus/treaties/atop.py"):
        code = (ROOT / file).read_text("utf-8").split('"""', 2)[2]
        assert not any(word in code for word in ("termmode", "termcaus", '"term"'))


@pytest.mark.parametrize(
    ("file", "reads", "rows"),
    [
        ("atop5_1a.csv", atop.alliances, 789),
        ("atop5_1aph.csv", atop.phases, 849),
        ("atop5_1m.csv", atop.members, 2510),
        ("atop5_1sy.csv", atop.state_years, 11_923),
    ],
)
def test_official_files(file: str, reads: Callable[[Path], tuple[object, ...]], rows: int) -> None:
    assert len(reads(need("data", "atop", file))) == rows


def test_a_member_row_is_read_as_coded() -> None:
    italy = [m for m in atop.members(need("data", "atop", "atop5_1m.csv")) if (m.atopid, m.state) == (1350, 325)]
    assert italy[0][:2] + italy[0][3:5] == (1350, 1, "1882-05-20", "1887-02-20")
    assert italy[-1].end == "1915-05-23"
    assert {"defense", "defconpr", "defconum"} <= italy[0].flags and not italy[0].varies


def test_a_blank_day_is_a_month_and_a_zero_year_is_still_in_effect() -> None:
    rows = {(m.atopid, m.phase, m.state): m for m in atop.members(need("data", "atop", "atop5_1m.csv"))}
    assert rows[1115, 0, 200].start == "1844-06"
    assert rows[3180, 2, 2].end is None


def test_the_hashes_on_the_cards_are_those_of_the_copies() -> None:
    for name, file in (("phases", "atop5_1aph.csv"), ("state-years", "atop5_1sy.csv")):  # the others are on the shelf
        digest = hashlib.sha256(need("data", "atop", file).read_bytes()).hexdigest()
        assert digest == atop.cards()[name].sha256


HEAD = "state,year,defense,offense,neutral,nonagg,consul,version\n"
GOOD = "2,1908,0,0,0,0,1,5.1\n"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (HEAD + GOOD.replace("5.1", "5.0"), "version 5.0; casus reads the ATOP 5.1 state-year file"),  # another version
        (HEAD + GOOD + GOOD.replace("1908", "1909").replace("5.1", "4.0"), "row 3: version 4.0"),  # mixed
        (HEAD.replace("neutral,nonagg,", "") + GOOD.replace("0,0,0,0,1", "0,0,1"), "no column neutral, nonagg; casus"),
        (HEAD.replace("consul", "cons") + GOOD.replace("5.1", "5.0"), "version 5.0; no column consul"),  # both told
        (HEAD.replace("offense", "defense") + GOOD, "no column offense; column defense twice"),
        (HEAD + GOOD, "1 rows where the ATOP 5.1 state-year file has 11,923; is the file cut short?"),
        (HEAD + GOOD + "2,1909,0,0", "row 3: 4 cells under 8 columns; is the file cut short?"),  # cut inside a row
        (HEAD + GOOD.replace("1908", "1910") + GOOD, "row 3: out of order"),
        (HEAD + GOOD + '2,"1909', "row 3: not readable as CSV"),  # cut inside a quotation
        (HEAD + GOOD.replace("1908", "MCMVIII"), 'row 2: year is "MCMVIII", not a number'),
        ("", "no column state, year"),  # an empty file
        (HEAD + GOOD.replace("0,0,0,0", "0,2,0,0"), 'offense is "2"'),  # no dummy
    ],
)
def test_a_file_that_is_not_atop_5_1_is_refused_in_one_line(tmp_path: Path, content: str, says: str) -> None:
    file = tmp_path / "sy.csv"
    file.write_text(content, "utf-8")
    with pytest.raises(InputError, match=r"sy\.csv") as error:
        atop.state_years(file)
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_latin_1_a_cut_gzip_and_no_file_are_refused_in_one_line(tmp_path: Path) -> None:
    latin = tmp_path / "sy.csv"
    latin.write_bytes((HEAD + GOOD).encode() + "é".encode("latin-1"))
    with pytest.raises(InputError, match="not UTF-8"):
        atop.state_years(latin)
    packed = tmp_path / "dd.csv.gz"
    head = ",".join(atop.cards()["dyad-years of peacesciencer"].columns)
    rows = "\n".join(f"2,{n},1990,0,0,0,{n * n % 2},1" for n in range(20, 3000))
    packed.write_bytes(gzip.compress(f"{head}\n{rows}".encode())[:-400])
    with pytest.raises(InputError, match="cut short"):
        atop.dyad_years(packed)
    with pytest.raises(InputError, match="cannot be read"):
        atop.members(tmp_path / "none.csv")


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    file = tmp_path / "sy.csv"
    file.write_text("version,year,state,consul,nonagg,neutral,offense,defense\n5.1,1908,2,1,0,0,0,0\n", "utf-8")
    assert next(read(atop.cards()["state-years"], file)) == ("2", "1908", "0", "0", "0", "0", "1")


def test_the_official_names_of_the_dyad_years_are_read_too(tmp_path: Path) -> None:
    file = tmp_path / "atop5_1ddyr.csv"
    file.write_text("stateA,stateB,year,defense,offense,neutral,nonagg,consul\n2,20,1942,1,1,0,0,0\n", "utf-8")
    with pytest.raises(InputError, match=r"1 rows where the ATOP 5\.1 directed dyad-year file has 273,296"):
        atop.dyad_years(file)
