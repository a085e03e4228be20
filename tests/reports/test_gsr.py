"""The list of PLOVER's gold standard records that map to a kind is whole; their floors stand in floors.json."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from tests.shared import need

#: The records that map, with the kinds that count as right in each: another set of cases needs floors of its own.
CASES = "b8383be9f3a1e694"


@pytest.fixture(scope="module")
def gsr() -> ModuleType:
    """The script that measures, as a module."""
    need("gold", "plover_gsr.txt")
    path = Path(__file__).resolve().parents[2] / "data" / "gsr.py"
    spec = importlib.util.spec_from_file_location("gsr", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["gsr"] = module  # its dataclass looks itself up there
    spec.loader.exec_module(module)
    return module


def test_the_records_are_those_that_the_floors_were_taken_on(gsr: ModuleType) -> None:
    cases = "\n".join(f"{r.name} {' '.join(sorted(r.kinds))} {r.text}" for r in gsr.records())
    assert hashlib.sha256(cases.encode()).hexdigest()[:16] == CASES


def test_every_record_named_apart_is_there(gsr: ModuleType) -> None:
    named = [name for table in (gsr.OTHERWISE, gsr.NONE) for names in table.values() for name in names.split()]
    assert len(named) == len(set(named))
    present = {record.name for record in gsr.records()}
    gaps = {"PROTEST-0014"}  # a number that the records leave out
    assert {name for name in named if name not in present} <= gaps
