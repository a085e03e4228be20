"""Panels as a user meets them: what is added, what is refused, what is made only when asked for, and the files."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from casus.errors import InputError
from casus.panel import Panel, dyad_years, sets, state_years
from casus.panel import panel as making
from casus.panel.spine import Spine
from casus.panel.write import write

PAIRS, STATES = tuple(sets.of_pairs()), tuple(sets.of_states())


# --- what is refused, in one clear line -------------------------------------------------------------------------------

REFUSED: list[tuple[Callable[[], object], tuple[str, ...]]] = [
    # a wrong name lists the right ones
    (lambda: dyad_years().add("atpo"), ("atpo", "did you mean atop?", *PAIRS)),
    (lambda: dyad_years().add("polity"), ("polity", *PAIRS)),
    (lambda: dyad_years().add("nmc", ""), ('""', *PAIRS)),
    (lambda: state_years().add("atop"), ('"atop" for state-years', *STATES)),  # right, but not for states
    # twice
    (lambda: dyad_years().add("atop").add("atop"), ('"atop"', "already")),
    (lambda: dyad_years().add("nmc", "atop", "nmc"), ('"nmc"', "already")),
    # years
    (lambda: dyad_years(first=1800), ("1800", "1816", "2025")),
    (lambda: state_years(last=2030), ("2030", "1816", "2025")),
    (lambda: dyad_years(first=1950, last=1900), ("1950-1900",)),
    # relevance is of pairs
    (lambda: state_years().relevant(), ("dyad_years()",)),
]


@pytest.mark.parametrize(("wrong", "words"), REFUSED)
def test_what_cannot_be_is_told_in_one_line(wrong: Callable[[], object], words: tuple[str, ...]) -> None:
    with pytest.raises(InputError) as refused:
        wrong()
    assert "\n" not in str(refused.value)
    for word in words:
        assert word in str(refused.value)


def test_everything_can_be_added_to_one_panel() -> None:
    panel = dyad_years(directed=True, first=1990, last=1991).add(*PAIRS)
    names = panel.polars().columns
    assert len(names) == len(set(names))


def test_a_column_whose_name_is_taken_is_called_after_its_set() -> None:
    both = dyad_years(first=1914, last=1918).add("mids", "wars").polars()
    alone = dyad_years(first=1914, last=1918).add("wars").polars()
    assert both["wars_sidea1"].equals(alone["sidea1"], check_names=False)
    assert both.filter(pl.col("wars_sidea1").is_not_null())["cowinterongoing"].min() == 1


# --- rows and columns -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAIRS)
def test_the_columns_of_a_set_of_pairs_are_those_it_tells_of(name: str) -> None:
    panel = dyad_years(first=1913, last=1914).add(name)
    frame = panel.polars()
    assert frame.columns == [column.name for column in panel.columns]
    assert len(frame) == len(panel)
    assert frame.select("ccode1", "ccode2", "year").is_duplicated().sum() == 0
    assert all(column.says for column in panel.columns)


@pytest.mark.parametrize("name", STATES)
def test_the_columns_of_a_set_of_states_are_those_it_tells_of(name: str) -> None:
    panel = state_years(first=1913, last=1914).add(name)
    assert panel.polars().columns == [column.name for column in panel.columns]


def test_rows_are_ordered_by_code_and_year() -> None:
    frame = dyad_years().polars()
    assert frame.equals(frame.sort("ccode1", "ccode2", "year"))
    assert (frame["ccode1"] != frame["ccode2"]).all()
    states = state_years().polars()
    assert states.equals(states.sort("ccode", "year"))


def test_columns_stand_in_the_order_in_which_their_sets_were_added() -> None:
    panel = dyad_years(first=1900, last=1900).add("majors").add("distance", "contiguity")
    assert panel.polars().columns[3:] == ["cowmaj1", "cowmaj2", "capdist", "conttype"]
    assert repr(panel) == "<dyad-years: 1,722 rows, with majors, distance, contiguity>"


def test_adding_leaves_the_panel_as_it_was() -> None:
    bare = dyad_years(first=1900, last=1900)
    bare.add("majors")
    assert bare.polars().columns == ["ccode1", "ccode2", "year"]


@pytest.mark.parametrize("name", PAIRS)
def test_a_panel_without_rows_has_all_its_columns(name: str) -> None:
    some = dyad_years(first=2016, last=2017).add(name)
    none = replace(some, spine=some.spine.keep(slice(0, 0)))
    assert none.polars().schema == some.polars().schema
    assert none.arrow().num_rows == 0


@pytest.mark.parametrize("rows", [30, 500, 10**9])
def test_the_rows_may_be_made_in_any_portions(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = dyad_years(last=1822).add("mids", "atop", "contiguity", "nmc", "distance", "peace_years")
    whole = panel.polars()
    monkeypatch.setattr(making, "_CHUNK", rows)
    assert panel.polars().equals(whole)


def test_relevant_pairs_are_contiguous_or_one_is_a_major_power() -> None:
    whole = dyad_years(last=2016).add("contiguity", "majors", "mids")
    some = whole.relevant()
    near, power = pl.col("conttype") > 0, pl.max_horizontal("cowmaj1", "cowmaj2") == 1
    assert some.polars().equals(whole.polars().filter(near | power))


# --- peace years are a fact of the pair, not of the rows that were kept ----------------------------------------------


def test_peace_years_do_not_depend_on_the_first_year() -> None:
    later = dyad_years(first=1950, last=1960).add("peace_years").polars()
    whole = dyad_years(last=1960).add("peace_years").polars().filter(pl.col("year") >= 1950)
    assert later.equals(whole)


def test_peace_years_do_not_depend_on_relevance() -> None:
    some = dyad_years(last=2010).add("peace_years").relevant().polars()
    whole = dyad_years(last=2010).add("peace_years").polars()
    assert some.equals(whole.join(some, on=["ccode1", "ccode2", "year"], how="semi", maintain_order="left"))


def test_the_nearest_capital_is_of_a_state_that_existed_at_the_same_time() -> None:
    pairs = dyad_years().add("distance").polars().group_by("ccode1", "year").agg(pl.col("capdist").min())
    states = state_years().add("distance").polars()
    both = states.join(pairs, left_on=["ccode", "year"], right_on=["ccode1", "year"], how="left", maintain_order="left")
    assert len(both.filter((pl.col("mincapdist") - pl.col("capdist")).abs() > 1e-6)) == 0


# --- Gleditsch and Ward's system --------------------------------------------------------------------------------------


def test_pairs_of_the_other_system_have_the_facts_of_the_same_states() -> None:
    names = ("mids", "atop", "contiguity", "nmc", "majors", "distance", "democracy", "rivalry", "ideal_points")
    cow = dyad_years(first=1930, last=1995).add(*names).polars()  # with the war, and with Germany, Yemen, Serbia
    panel = dyad_years(first=1930, last=1995, system="gw").add(*names)
    gw = panel.polars()
    assert gw.columns[:3] == ["gwcode1", "gwcode2", "year"]
    codes = state_rows_of(panel.spine)
    gw = gw.with_columns(ccode1=codes[0], ccode2=codes[1]).drop("gwcode1", "gwcode2").drop_nulls(["ccode1", "ccode2"])
    both = gw.select(cow.columns).join(cow.select("ccode1", "ccode2", "year"), on=["ccode1", "ccode2", "year"],
                                       how="semi", maintain_order="left")  # fmt: skip
    same = cow.join(both.select("ccode1", "ccode2", "year"), on=["ccode1", "ccode2", "year"], how="semi")
    keys = ["ccode1", "ccode2", "year"]
    assert len(both) > 0.99 * len(cow)
    assert both.sort(keys).equals(same.sort(keys))


def state_rows_of(spine: Spine) -> tuple[pl.Series, pl.Series]:
    """The COW numbers of both states, by the packaged crosswalk."""
    from casus.panel.columns import read

    cross = read("cow-gw", ("ccode", "gwcode", "year")).drop_nulls().unique(["gwcode", "year"], keep="first",
                                                                          maintain_order=True)  # fmt: skip
    codes = pl.Series(spine.codes, dtype=pl.Int16)
    assert spine.state2 is not None
    found = []
    for state in (spine.state1, spine.state2):
        rows = pl.DataFrame({"gwcode": codes[state], "year": spine.year.astype("int16")})
        found.append(rows.join(cross, on=["gwcode", "year"], how="left", maintain_order="left")["ccode"])
    return found[0], found[1]


NO_NUMBER = ("mids", "atop", "contiguity", "majors", "rivalry", "wars")


@pytest.mark.parametrize("name", NO_NUMBER)
def test_nothing_is_known_of_a_state_that_cow_does_not_list(name: str) -> None:
    panel = dyad_years(system="gw", first=1900, last=1913).add(name)
    unlisted = pl.Series((panel.spine.cow1 < 0) | (panel.spine.cow2 < 0))  # type: ignore[operator]
    facts = panel.polars().filter(unlisted).drop("gwcode1", "gwcode2", "year")
    assert len(facts) > 10_000
    # a fact of one state may be known where the other has no number
    assert facts.select(c for c in facts.columns if not c.startswith("cowmaj")).null_count().row(0) == (len(facts),) * (
        len([c for c in facts.columns if not c.startswith("cowmaj")])
    )
    assert name != "majors" or facts["cowmaj1"].null_count() > 0


@pytest.mark.parametrize("name", (*NO_NUMBER, "similarity", "distance"))
def test_undirected_pairs_of_the_other_system_are_half_of_the_directed_ones(name: str) -> None:
    once = dyad_years(system="gw", directed=False, first=2006, last=2010).add(name).polars()
    both = dyad_years(system="gw", first=2006, last=2010).add(name).polars()
    low = both.filter(pl.col("gwcode1") < pl.col("gwcode2"))
    if name != "atop":
        assert once.equals(low)
    else:  # a promise of either
        high = both.rename({"gwcode1": "gwcode2", "gwcode2": "gwcode1"}).select(both.columns)
        either = pl.concat([low, high.filter(pl.col("gwcode1") < pl.col("gwcode2"))])
        either = either.group_by("gwcode1", "gwcode2", "year").max().sort("gwcode1", "gwcode2", "year")
        assert once.equals(either)


def test_state_years_of_the_other_system() -> None:
    panel = state_years(system="gw", last=2020).add("nmc")
    assert panel.polars().columns[:2] == ["gwcode", "year"]
    assert {"gw-states", "cow-gw", "nmc"} == set(panel.datasets)


# --- lazy -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def only_disputes(monkeypatch: pytest.MonkeyPatch) -> Panel:
    """Disputes, capabilities and similarity, of which only the first can be made."""

    def fails(spine: Spine) -> pl.DataFrame:
        assert len(spine) == 0, "made, but not asked for"
        return made[name](spine)

    made = {name: one.make for name, one in sets.of_pairs().items()}
    for name in ("nmc",):
        monkeypatch.setitem(sets.of_pairs(), name, replace(sets.of_pairs()[name], make=fails))
    return dyad_years(first=1900, last=1905).add("mids", "nmc")


QUERIES: list[tuple[str, Callable[[pl.LazyFrame], pl.LazyFrame]]] = [
    ("columns", lambda rows: rows.select("ccode1", "gmlmidonset")),
    ("in another order", lambda rows: rows.select("gmlmidonset", "year")),
    ("keys alone", lambda rows: rows.select("year", "ccode2")),
    ("filter", lambda rows: rows.filter(pl.col("gmlmidonset") == 1).select("ccode1", "ccode2")),
    ("filter, then head", lambda rows: rows.select("year", "dispnum").filter(pl.col("dispnum") > 0).head(3)),
    ("head, then filter", lambda rows: rows.select("year", "dispnum").head(500).filter(pl.col("dispnum") > 0)),
    ("head", lambda rows: rows.select("dispnum").head(7)),
    ("tail", lambda rows: rows.select("dispnum").tail(7)),
    ("slice", lambda rows: rows.select("year", "dispnum").slice(100, 50)),
    ("group", lambda rows: rows.group_by("year", maintain_order=True).agg(pl.col("gmlmidonset").sum())),
    ("count", lambda rows: rows.select(pl.len())),
]


@pytest.mark.parametrize(("what", "query"), QUERIES, ids=[row[0] for row in QUERIES])
def test_only_what_a_query_needs_is_made(
    what: str, query: Callable[[pl.LazyFrame], pl.LazyFrame], only_disputes: Panel
) -> None:
    alone = dyad_years(first=1900, last=1905).add("mids").polars()
    assert query(only_disputes.lazy()).collect().equals(query(alone.lazy()).collect())


def test_whatever_is_asked_for_is_made(only_disputes: Panel) -> None:
    with pytest.raises((pl.exceptions.ComputeError, AssertionError), match="made, but not asked for"):
        only_disputes.lazy().select("cinc1").collect()


def test_the_schema_is_known_before_anything_is_made() -> None:
    panel = dyad_years(first=1900, last=1902).add("mids", "nmc", "leaders", "peace_years", "distance")
    assert panel.lazy().collect_schema() == panel.polars().schema


# --- Arrow and pandas -------------------------------------------------------------------------------------------------


def test_arrow_tells_what_each_column_holds_its_unit_and_its_source() -> None:
    panel = dyad_years(first=1950, last=1951).add("nmc", "distance", "leaders")
    table = panel.arrow()
    assert table.num_rows == len(panel)
    assert table.column_names == panel.polars().columns
    told = {field.name: field.metadata for field in table.schema}
    assert told["capdist"][b"unit"] == b"km"
    assert told["capdist"][b"source"] == b"peacesciencer 1.2.9 capitals, COW states"
    assert told["cinc1"][b"says"].startswith(b"Composite Index of National Capability")
    assert told["cinc1"][b"source"] == b"COW 7.0 National Material Capabilities"
    assert told["ccode1"][b"says"] == b"COW number of state 1"
    assert all(b"says" in about for about in told.values())
    assert all(b"source" in about for name, about in told.items() if name != "year")
    assert table.schema.metadata[b"casus"] == repr(panel).encode()
    assert set(table.schema.metadata[b"datasets"].decode().split()) == set(panel.datasets)


def test_arrow_holds_the_cells_of_polars() -> None:
    panel = dyad_years(first=1950, last=1951).add("mids", "leaders")
    frame = pl.from_arrow(panel.arrow())
    assert isinstance(frame, pl.DataFrame)
    assert frame.equals(panel.polars())


def test_pandas() -> None:
    pytest.importorskip("pandas")
    panel = dyad_years(first=1950, last=1951).add("mids", "distance")
    frame = panel.pandas()
    assert list(frame.columns) == panel.polars().columns
    assert len(frame) == len(panel)
    assert frame["dispnum"].isna().sum() == panel.polars()["dispnum"].null_count()


def test_peace_years_of_states_come_from_the_table_of_states() -> None:
    panel = state_years().add("peace_years")
    assert {column.dataset for column in panel.columns[2:]} == set(sets.of_states()["peace_years"].datasets)


def test_arithmetic_with_codes_and_counts_does_not_wrap_round() -> None:
    frame = dyad_years(directed=False, first=2000, last=2001).add("peace_years").polars()
    pairs = frame.select("ccode1", "ccode2").n_unique()
    assert frame.select(pl.col("ccode1") * 1000 + pl.col("ccode2")).n_unique() == pairs
    assert frame.filter(pl.col("gmlmidspell") ** 2 != pl.col("gmlmidspell2")).is_empty()


# --- on disk ----------------------------------------------------------------------------------------------------------

SMALL = ("mids", "contiguity", "leaders", "distance", "peace_years")


@pytest.fixture(scope="module")
def small() -> Panel:
    return dyad_years(first=1990, last=1991).add(*SMALL)


def test_parquet(small: Panel, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    write(small, tmp_path / "panel.parquet", {"to": 1991})
    assert pl.read_parquet(tmp_path / "panel.parquet").equals(small.polars())
    about = pq.ParquetFile(tmp_path / "panel.parquet").metadata.metadata
    told = json.loads(about[b"casus.columns"])
    assert told["capdist"]["unit"] == "km" and told["capdist"]["dataset"] == "cow-capitals"
    assert list(told) == small.polars().columns


def test_csv(small: Panel, tmp_path: Path) -> None:
    write(small, tmp_path / "panel.csv", {})
    frame = pl.read_csv(tmp_path / "panel.csv", schema=small.polars().schema)
    assert frame.equals(small.polars())  # exact doubles, missing values empty


def test_stata(small: Panel, tmp_path: Path) -> None:
    import pyreadstat

    write(small, tmp_path / "panel.dta", {})
    frame, about = pyreadstat.read_dta(tmp_path / "panel.dta", output_format="polars")
    ours = small.polars().with_columns(pl.col(pl.String).fill_null(""))
    assert frame.columns == ours.columns
    for name in frame.columns:
        assert frame[name].cast(ours[name].dtype).equals(ours[name]), name
    assert about.column_names_to_labels["capdist"] == "distance of the capitals (the first of the year) on a sphere"
    assert all(about.column_names_to_labels.values())
    assert about.variable_value_labels["conttype"][1] == "land or river"


def test_no_two_columns_have_the_same_label(tmp_path: Path) -> None:
    import pyreadstat

    panel = dyad_years(first=1990, last=1990).add("mids", "leaders", "similarity")
    write(panel, tmp_path / "panel.dta", {})
    _, about = pyreadstat.read_dta(tmp_path / "panel.dta", metadataonly=True)
    labels = list(about.column_names_to_labels.values())
    assert sorted(set(labels)) == sorted(labels)


@pytest.mark.parametrize("ending", [".parquet", ".csv", ".dta"])
def test_a_run_file_and_the_citations_lie_beside_it(ending: str, small: Panel, tmp_path: Path) -> None:
    out = tmp_path / f"panel{ending}"
    write(small, out, {"from": 1990})
    assert sorted(path.name for path in tmp_path.iterdir()) == [out.name, f"{out.name}.bib", f"{out.name}.run.json"]
    run = json.loads((tmp_path / f"{out.name}.run.json").read_text("utf-8"))
    assert run["command"] == "panel" and run["options"] == {"from": 1990}
    assert set(run["inputs"]) == set(small.datasets)
    bib = (tmp_path / f"{out.name}.bib").read_text("utf-8")
    for work in ("State System Membership List", "Militarized Interstate Dispute", "Archigos", "Direct Contiguity"):
        assert work in bib


@pytest.mark.parametrize("ending", [".parquet", ".csv", ".dta"])
def test_the_same_panel_gives_the_same_bytes(ending: str, small: Panel, tmp_path: Path) -> None:
    first, second = tmp_path / f"a{ending}", tmp_path / f"b{ending}"
    for path in (first, second):
        write(small, path, {})
    if ending == ".dta":  # Stata's header holds the minute of writing
        assert first.read_bytes()[400:] == second.read_bytes()[400:]
    else:
        assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("ending", ["", ".xlsx", ".CSV", ".parquet.gz"])
def test_another_ending_is_refused_before_anything_is_written(ending: str, small: Panel, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.parquet, \.csv, \.dta"):
        write(small, tmp_path / f"panel{ending}", {})
    assert list(tmp_path.iterdir()) == []


ENDINGS = [
    ".parquet",
    ".csv",
    ".dta",
]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_folder_that_does_not_exist(ending: str, small: Panel, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        write(small, tmp_path / "none" / f"panel{ending}", {})
    assert f"none/panel{ending}: cannot be written" in str(refused.value)
    assert list(tmp_path.iterdir()) == []


FULL = """
import resource, signal, sys
from pathlib import Path
from casus.errors import InputError
from casus.panel import dyad_years
from casus.panel.write import write
panel = dyad_years(last=1900).add("nmc")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    write(panel, Path(sys.argv[1]), {})
except InputError as error:
    print(error)
"""


@pytest.mark.parametrize(
    "ending",
    [
        ".parquet",
        ".csv",
        ".dta",
    ],
)
def test_a_disk_that_takes_no_more_leaves_nothing_behind(ending: str, tmp_path: Path) -> None:
    import subprocess
    import sys

    out = tmp_path / f"panel{ending}"
    out.write_text("the panel of yesterday", encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", FULL, str(out)], capture_output=True, text=True, timeout=60)
    assert done.stdout.startswith(f"{out}: cannot be written"), done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    assert out.read_text("utf-8") == "the panel of yesterday"


def test_no_panel_without_its_run_file(small: Panel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(InputError, match="cannot be written"):
        write(small, tmp_path / "panel.csv", {})
    assert list(tmp_path.iterdir()) == []
