"""A treaty file that breaks the format gets one line: file, line, word, allowed words."""

from __future__ import annotations

from pathlib import Path

import pytest

from casus.errors import BadTreaty
from casus.treaties import library, toml

GOOD = """id = "x-1900"
title = "An invented treaty"
form = "treaty"
signed = 1900-01-01
force = [{ from = 1900-02-01, cite = "Art. 3" }]
source = { publication = "nowhere", checked = "invented" }
party = [
  { state = "FRA", from = 1900-02-01 },
  { state = "RUS", from = 1900-02-01 },
]

[[clause]]
id = "1"
cite = "Art. 1"
kind = "defend"
says = "Each helps the other."
  [clause.trigger]
  act = "armed-attack"
  [[clause.trigger.area]]
  cite = "Art. 2"
  hits = "territory"
  within = ["europe"]

[[clause]]
id = "2"
cite = "Art. 2"
kind = "consult"
says = "They talk."
  [clause.trigger]
  act = "threat"

[[example]]
name = "the plain case"
day = 1905-01-01
attack = { by = ["DEU"], on = ["FRA"] }
expect = { clause = "1", debtor = "RUS", verdict = "triggered" }
"""


def test_the_good_file_is_good() -> None:
    treaty = toml.parse(GOOD, "x.toml")
    assert treaty.parties(treaty.force[0].start) == ("FRA", "RUS")
    assert [c.id for c in treaty.clause] == ["1", "2"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        # a word that is not in the list: the list
        ('kind = "consult"', 'kind = "consul"', ["line 27", "kind", "'consul'", "'consult'", "'neutrality'"]),
        # a key that is not in the list: the nearest
        ('hits = "territory"', 'hit = "territory"', ["line 21", '"hit"', 'did you mean "hits"?']),
        ('title = "An', 'titel = "An', ["line 2", '"titel"', 'did you mean "title"?']),
        # a key that is missing
        ('says = "They talk."\n', "", ["line 24", '"says" is missing']),
        # an act, in the table of the second clause
        ('act = "threat"', 'act = "thread"', ["line 30", "'thread'", "'threat'"]),
        # a zone, a state, a clause of an example
        ('["europe"]', '["europ"]', ["line 22", '"europ"', 'did you mean "europe"?']),
        ('state = "RUS"', 'state = "RUZ"', ["line 9", '"RUZ"']),
        ('clause = "1"', 'clause = "9"', ["line 32", '"9"', "1, 2"]),
        # a day that is none, a day that is a string of nonsense
        ("signed = 1900-01-01", 'signed = "yesterday"', ["line 4", "signed"]),
        ("signed = 1900-01-01", "signed = 1900-02-30", ["not TOML"]),
        # broken TOML keeps its line
        ('form = "treaty"', 'form = "treaty', ["not TOML", "line 3"]),
        # not a word of the vocabulary for whose act it is
        ('act = "armed-attack"', 'act = "armed-attack"\n  by = "somebody"', ["line 19", "'somebody'", "'anyone'"]),
    ],
)
def test_one_line_that_names_the_place(old: str, new: str, says: list[str]) -> None:
    assert old in GOOD
    with pytest.raises(BadTreaty) as error:
        toml.parse(GOOD.replace(old, new, 1), "x.toml")
    message = str(error.value)
    assert message.startswith("x.toml")
    assert "\n" not in message
    for word in says:
        assert word in message


def test_files_that_are_no_treaties(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b'title = "caf\xe9"')
    with pytest.raises(BadTreaty, match="not UTF-8"):
        toml.load(tmp_path / "latin.toml")
    (tmp_path / "big.toml").write_text("#" * 2_000_000)
    with pytest.raises(BadTreaty, match="larger than"):
        toml.load(tmp_path / "big.toml")
    with pytest.raises(BadTreaty, match="cannot be read"):
        toml.load(tmp_path / "missing.toml")
    with pytest.raises(BadTreaty, match="nested too deep"):
        toml.parse("x = " + "[" * 5000 + "]" * 5000, "deep.toml")


def test_a_folder_of_ones_own(tmp_path: Path) -> None:
    with pytest.raises(BadTreaty, match="no such folder"):
        library.read_folder(tmp_path / "missing")
    with pytest.raises(BadTreaty, match="holds no"):
        library.read_folder(tmp_path)
    (tmp_path / "x-1900.toml").write_text(GOOD)
    assert [t.id for t in library.read_folder(tmp_path)] == ["x-1900"]
