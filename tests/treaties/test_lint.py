"""What ``casus lint-treaties`` finds, on invented treaties; and what it keeps quiet about, beside ATOP."""

from __future__ import annotations

from pathlib import Path

import pytest

from casus.treaties import against_atop, lint, toml

DOCS = Path(__file__).resolve().parents[2] / "docs"

# Like the German–Soviet pact, ATOP 2470: 23 August 1939 to 22 June 1941, neutrality and non-aggression.
PACT = """id = "{id}"
title = "{title}"
form = "treaty"
{atop}
signed = {signed}
force = [{{ from = {force}, until = 1941-06-23 }}]
source = {{ publication = "{source}", checked = "invented" }}
party = [
  {{ state = "DEU" }},
  {{ state = "SUN"{spell} }},
{more}]
{clauses}
"""
CLAUSE = '[[clause]]\nid = "{0}"\ncite = "Art. 1"\nkind = "{0}"\nsays = "Invented."\n'
EXAMPLE = """[[example]]
name = "nobody"
day = 1940-01-01
attack = { by = ["Nowhere"], on = ["DEU"] }
expect = { clause = "neutrality", debtor = "SUN", verdict = "open" }
"""
BOTH = ("non-aggression", "neutrality")
ATOP = "atop = 2470"


def pact(*, kinds: tuple[str, ...] = BOTH, **values: str) -> str:
    given = {
        "id": "pact", "title": "A pact", "atop": ATOP, "signed": "1939-08-23", "force": "1939-08-23",
        "source": "nowhere", "spell": "", "more": "", **values,
    }  # fmt: skip
    return PACT.format(clauses="\n".join(CLAUSE.format(kind) for kind in kinds), **given)


def found(folder: Path, *texts: str) -> list[str]:
    for text in texts:
        name = text.split('"')[1]
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return [str(issue) for issue in lint.lint(folder).issues]


ALONE = [
    # ATOP and the file agree
    (pact(), None),
    # ATOP has no such alliance
    (pact(atop="atop = 99"), "error: pact.toml, line 4: ATOP 5.1 has no alliance 99"),
    # the second number of a list is looked at too
    (pact(atop="atop = [2470, 99]"), "error: pact.toml, line 4: ATOP 5.1 has no alliance 99"),
    # the same states in the same month, and no number: ATOP's would stand beside it
    (pact(atop=""), "names no number of ATOP, though 2470"),
    # a month is nothing
    (pact(spell=", until = 1941-06-01"), None),
    # a party leaves earlier than in ATOP
    (pact(spell=", until = 1941-02-01"), "line 10: ATOP: SUN is bound until 1941-02-01, in ATOP until 1941-06-23"),
    # left open: either answer agrees
    (
        pact(spell=", until = 1940-02-01", more='  { state = "SUN", from = 1940-02-01, status = "disputed" },\n'),
        None,
    ),
    # signature in ATOP, a late entry into force in the file
    (pact(force="1940-08-23"), None),
    # in force long before ATOP has it
    (pact(signed="1938-01-01", force="1938-01-01"), "ATOP: DEU, SUN is bound from 1938-01-01, in ATOP from 1939-08-23"),
    # a party that ATOP does not have
    (pact(more='  { state = "ITA" },\n'), "line 11: ATOP: ITA is a party here from 1939-08-23, and no member in ATOP"),
    # a member that the file does not have
    (pact().replace('"SUN"', '"ITA"'), "ATOP: SUN is a member in ATOP from 1939-08-23, and no party here"),
    # one kind too few
    (pact(kinds=("neutrality",)), "line 4: ATOP: non-aggression is coded by ATOP, and nothing here stands for it"),
    # one word of ATOP's for two of ours
    (pact(kinds=("no-hostile-pact", "no-aid-to-aggressor")), None),
    # one kind too many
    (pact(kinds=(*BOTH, "defend")), "line 4: ATOP: defend stands here, and ATOP does not code it"),
    # talks that nothing sets off are too little for ATOP
    (pact(kinds=(*BOTH, "consult")), None),
    # aid is less than ATOP's defense, and needs no word there
    (pact(kinds=(*BOTH, "aid")), None),
    # a source that says nothing
    (pact(source="?"), "error: pact.toml, line 7: source: publication says nothing"),
    # a state that was not there yet
    (
        pact(more='  { state = "DDR", from = 1940-01-01, status = "disputed" },\n'),
        "error: pact.toml, line 11: DDR was no state on 1940-01-01",
    ),
    # a state that was there no more
    (
        pact(more='  { state = "EST", from = 1940-01-01, until = 1941-01-01, status = "disputed" },\n'),
        "error: pact.toml, line 11: EST was no state on 1940-12-31",
    ),
    # spells of one party out of order
    (
        pact(spell=", from = 1940-05-01", more='  { state = "SUN", from = 1939-08-23, until = 1940-03-01 },\n'),
        "error: pact.toml, line 11: SUN: spells as a party out of order",
    ),
    # a promise needs two sides, and whoever owes it is a party
    (pact(atop="").replace('  { state = "SUN" },\n', ""), "error: pact.toml, line 8: has one party"),
    (
        pact() + '[[clause]]\nid = "x"\ncite = "Art. 2"\nkind = "aid"\nsays = "Invented."\nowes = ["ITA"]\n',
        "clause x: ITA owes it and is no party",
    ),
    (pact().replace('title = "A pact"', 'title = "A pact"\nshort = ""'), "error: pact.toml, line 3: short is empty"),
    # an end before its beginning
    (
        pact() + "from = 1940-05-01\nuntil = 1940-04-01\n",
        "error: pact.toml, line 25: clause from 1940-05-01 until 1940-04-01",
    ),
    # an example that names no state ends nothing but itself
    (
        pact() + EXAMPLE,
        'error: pact.toml, line 25: example "nobody": no state called "Nowhere"',
    ),
]


@pytest.mark.parametrize(("text", "says"), ALONE)
def test_one_file(text: str, says: str | None, tmp_path: Path) -> None:
    issues = found(tmp_path, text)
    assert (says is None and not issues) or (says is not None and any(says in issue for issue in issues)), issues


TOGETHER = [
    # one treaty twice: the same parties, year and title words; names of states and small words do not count
    (
        pact(title="Pact of Non-Aggression between Germany and the Soviet Union"),
        pact(id="two", title="Non-Aggression Pact", atop=""),
        "warning: two.toml, line 2: looks like the treaty of pact.toml",
        True,
    ),
    # the same parties and year, another title
    (pact(title="Non-Aggression Pact"), pact(id="two", title="Frontier and Friendship"), "looks like", False),
    # the same title, another year
    (pact(), pact(id="two", signed="1938-08-23"), "looks like", False),
    # one number, two files
    (pact(), pact(id="two", title="Frontier"), "error: two.toml, line 4: ATOP 2470 is pact.toml's already", True),
]


@pytest.mark.parametrize(("one", "two", "says", "so"), TOGETHER)
def test_two_files(one: str, two: str, says: str, so: bool, tmp_path: Path) -> None:
    issues = found(tmp_path, one, two)
    assert any(says in issue for issue in issues) is so, issues


KEPT = [
    # kept: this file, this kind
    ("pact", "kind", ("defend",), False),
    # kept: any kind of it
    ("pact", "kind", (), False),
    # another kind
    ("pact", "kind", ("consult",), True),
    # another matter
    ("pact", "party", (), True),
    # another file
    ("other", "kind", ("defend",), True),
]


@pytest.mark.parametrize(("file", "about", "which", "warned"), KEPT)
def test_a_kept_difference_is_no_warning(
    file: str,
    about: against_atop.About,
    which: tuple[str, ...],
    warned: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = against_atop.Kept(files=(file,), about=about, which=which, right="ours", why="invented")
    monkeypatch.setattr(against_atop, "kept", lambda: (row,))
    assert bool(found(tmp_path, pact(kinds=(*BOTH, "defend")))) is warned


def test_a_row_that_keeps_nothing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    row = against_atop.Kept(files=("nato-1949",), about="party", which=("CHE",), right="ours", why="invented")
    monkeypatch.setattr(against_atop, "kept", lambda: (row,))
    issues = [str(issue) for issue in lint.lint().issues]
    assert any("row 1 keeps nothing of nato-1949 (party): take it out" in issue for issue in issues)


def test_between_two_what_is_open_for_one_is_open_for_both() -> None:
    # The pact binds nobody once one of the two is in dispute, so an end there agrees for the other as well.
    text = pact(spell=", until = 1941-06-20").replace("until = 1941-06-23", "until = 1945-01-01")
    text = text.replace(
        "]\n[[clause]]", '  { state = "SUN", from = 1941-06-20, status = "disputed" },\n]\n[[clause]]', 1
    )
    assert not against_atop.differences(toml.parse(text, "pact.toml"))


def test_the_document_prints_the_table() -> None:
    # python -m casus.treaties.against_atop prints what belongs below its first part
    assert (DOCS / "against-atop.md").read_text(encoding="utf-8").endswith(against_atop.as_markdown())


def test_every_row_says_why() -> None:
    for row in against_atop.kept():
        assert row.files and row.why.endswith(".") and len(row.why) > 40, row
