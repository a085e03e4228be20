"""``casus datasets`` and ``casus cite`` as a user meets them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from tests.shared import need
from tests.test_cli import EXAMPLES, casus, refused

from casus.datasets import datasets, get, shelf


def keys(bibtex: str) -> set[str]:
    return set(re.findall(r"^@\w+\{(\w+),$", bibtex, re.MULTILINE))


def cited(*ids: str) -> set[str]:
    return {one.key for one in shelf.cited(ids)}


def test_the_list() -> None:
    done = casus("datasets")
    assert done.returncode == 0 and done.stderr == ""
    assert re.search(r"^nmc +National Material Capabilities +COW 7\.0 +1816–2022 +17,121  yes$", done.stdout, re.M)
    assert re.search(r"^crises .* no$", done.stdout, re.MULTILINE)
    made = json.loads(casus("datasets", "--format", "json").stdout)
    assert [row["id"] for row in made] == list(datasets())
    assert {row["id"] for row in made if row["ships"]} == {d.id for d in datasets().values() if d.packaged}


def test_one_card() -> None:
    text = " ".join(casus("datasets", "mid-participants").stdout.split())
    dataset = get("mid-participants")
    assert "COW MID 5.0 · 1816–2014 · 5,883 rows · ships with casus" in text
    assert "missing is written: (empty), -9" in text
    for words in (dataset.card.terms, dataset.note, *(c.says for c in dataset.columns), *map(str, dataset.references)):
        assert words and words in text
    made = json.loads(casus("datasets", "nmc", "--format", "json").stdout)
    columns = {column["name"]: column for column in made["columns"]}
    assert columns["milper"]["unit"] and made["missing"] == ["", "-9", "NA"] and len(made["citation"]) == 2


def test_a_card_of_what_does_not_ship_says_how_to_read_it() -> None:
    assert 'does not ship: casus.datasets.load("crises", FILE)' in casus("datasets", "crises").stdout


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("datasets", "nmcs"), ('"nmcs"', "did you mean nmc")),
        (("datasets", "verify", "no-such-folder"), ("no-such-folder: no such folder",)),
        (("datasets", "verify", "examples"), ("examples: holds none of the published files",)),
        (("cite", "nmcs"), ("did you mean nmc",)),
        (("cite", "none.json"), ("none.json: cannot be read",)),
    ],
)
def test_bad_input_gets_one_line(args: tuple[str, ...], words: tuple[str, ...]) -> None:
    refused(casus(*args), *words)


def test_a_folder_without_verify_is_a_wrong_command_line() -> None:
    assert casus("datasets", "nmc", "examples").returncode == 2


def test_verify_what_ships() -> None:
    done = casus("datasets", "verify")
    count = sum(dataset.packaged for dataset in datasets().values())
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{count} packaged tables: all as recorded\n", "")


def test_verify_published_files(tmp_path: Path) -> None:
    shutil.copy(need("data", "states", "majors2016.csv"), tmp_path)
    done = casus("datasets", "verify", str(tmp_path), "--format", "json")
    assert done.returncode == 0 and json.loads(done.stdout)["files"] == 1
    text = (tmp_path / "majors2016.csv").read_text("utf-8").replace("1898", "1899")
    (tmp_path / "majors2016.csv").write_text(text, "utf-8")
    done = casus("datasets", "verify", str(tmp_path))
    assert done.returncode == 1
    line, summary = done.stdout.splitlines()
    assert line.startswith("cow-majors: ") and "another table than the packaged one" in line
    assert summary.endswith("and 1 published file: 1 wrong")


def test_cite_ids() -> None:
    assert keys(casus("cite", "nmc", "contiguity", "nmc").stdout) == cited("nmc", "contiguity")
    made = json.loads(casus("cite", "nmc", "--format", "csl").stdout)
    assert {item["id"] for item in made} == cited("nmc") and made[0]["issued"]
    assert casus("cite", "powers", "--format", "text").stdout.splitlines() == [
        str(one) for one in get("powers").references
    ]


def test_cite_a_panel(tmp_path: Path) -> None:
    out = tmp_path / "panel.csv"
    args = ("--from", "1900", "--to", "1901", "--add", "nmc", "--add", "majors", "--out", str(out))
    assert casus("panel", "state-year", *args).returncode == 0
    done = casus("cite", f"{out}.run.json")
    assert keys(done.stdout) >= cited("nmc", "cow-majors", "cow-states")
    assert done.stdout == (tmp_path / "panel.csv.bib").read_text("utf-8")


def test_cite_a_what_if_and_a_brief(tmp_path: Path) -> None:
    run = casus("what-if", "--by", "USA", "--on", "PRK", "--day", "2024-10-19", "--format", "json").stdout
    promises = cited("atop-members", "cow-states", "gw-states")
    assert keys(casus("cite", "-", stdin=run.encode()).stdout) >= promises
    (tmp_path / "run.json").write_text(json.dumps(json.loads(run)["run"]))
    assert keys(casus("cite", str(tmp_path / "run.json")).stdout) >= promises
    brief = casus("brief", str(EXAMPLES / "border-wire.txt"), "--format", "json").stdout
    assert keys(casus("cite", "-", stdin=brief.encode()).stdout) >= promises | cited("nuclear-status", "us-troops")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"inputs": {}}', '{"run": {"command": "x"}}', '{"inputs": 3}'])
def test_what_is_no_run_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(content)
    refused(casus("cite", str(tmp_path / "run.json")), "run.json: not a run")


def test_a_run_without_datasets_cites_nothing(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"command": "read", "inputs": {"page": "00"}}')
    done = casus("cite", str(tmp_path / "run.json"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "no dataset went into that\n")
