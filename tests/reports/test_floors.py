"""What was reached must not drop unseen: figures on judged cases against floors.json, with the digest of the cases."""

from __future__ import annotations

import json

import pytest
from tests.reports import figures, scoring

from casus.reports.claim import Amount, Speaker


@pytest.mark.parametrize("name", figures.SETS)
def test_no_figure_is_below_its_floor(name: str) -> None:
    files, measure = figures.SETS[name]
    cases = files()
    if not cases:
        pytest.skip(f"needs ../{name}")
    floors = figures.kept().get(name)
    assert floors, f"no floors for {name}; set them with: {figures.COMMAND}"
    assert figures.digest(cases) == floors["cases"], (
        f"the cases of {name} are not those that its floors were taken on; "
        f"if the change is meant, set the floors anew with: {figures.COMMAND}"
    )
    assert not (drops := figures.below(name, measure())), "\n".join(
        [*drops, f'if a drop is meant, say why with: {figures.COMMAND} --why "..."']
    )


def test_every_set_has_floors_and_every_lowered_one_its_reason() -> None:
    kept = json.loads(figures.FLOORS.read_text(encoding="utf-8"))
    assert set(kept) == set(figures.SETS)
    for floors in kept.values():
        assert len(floors["cases"]) == 64
        assert all(0 <= floor <= 1 for floor in floors["floors"].values())
        assert all(reason.partition(": ")[0].strip() not in ("", "None") for reason in floors["lowered"])


def test_a_drop_is_told_with_its_floor() -> None:
    name = next(iter(figures.SETS))
    reached = dict.fromkeys(figures.kept()[name]["floors"], 1.0)
    assert figures.below(name, reached) == []
    (line,) = figures.below(name, reached | {"claims F1": 0.01})
    assert "claims F1 is 0.010, its floor" in line
    assert figures.below(name, {"a new figure": 1.0})  # one without a floor is seen too


def test_floors_are_rounded_down() -> None:
    assert [figures.floor_of(x) for x in (0.97, 0.9799, 1.0, 0.0, 0.29)] == [0.97, 0.97, 1.0, 0.0, 0.29]


AMOUNTS = [
    # judged low, high, unit; read low, high, unit; whether they are the same
    ((1500, 1500, "soldiers"), (1500, 1500, "special forces troops"), True),
    ((None, 6000, "soldiers"), (0, 6000, "soldiers"), True),
    ((1000, None, "soldiers"), (2000, None, "troops"), True),  # "thousands"
    ((1500, 1500, "soldiers"), (2500, 2500, "soldiers"), False),
    ((200, 200, "missiles"), (200, 200, "soldiers"), False),
    ((60, None, "targets"), (60, None, None), True),
    ((60, None, "targets"), (60, 90, "targets"), False),
]


@pytest.mark.parametrize(("judged", "read", "same"), AMOUNTS)
def test_amounts(judged: tuple[float, float, str], read: tuple[float, float, str], same: bool) -> None:
    assert scoring.same_amount(dict(zip(("low", "high", "unit"), judged, strict=True)), Amount(*read)) is same


def test_amounts_that_only_one_has() -> None:
    assert scoring.same_amount(None, None)
    assert not scoring.same_amount(None, Amount(1, 1, "ships"))
    assert not scoring.same_amount({"low": 1, "high": 1, "unit": "ships"}, None)


SPEAKERS = [
    ("Hong Min", Speaker("Hong"), True),
    ("Seoul's spy agency", Speaker("the spy agency"), True),
    ("Hong Min", Speaker("Yoo Sang-min"), False),
    ("Hong Min", None, False),
    (None, Speaker("Hong"), False),
    (None, None, True),
]


@pytest.mark.parametrize(("judged", "said", "same"), SPEAKERS)
def test_speakers(judged: str | None, said: Speaker | None, same: bool) -> None:
    assert scoring.same_speaker(judged, said) is same


TIMES = [
    ("2024-11-12T08:14+09:00", "2024-11-11T23:14:40+00:00", 1.0),
    ("2024-11-12T08:14+09:00", "2024-11-12T08:14:00", 0.5),
    ("2025-10-16", "2025-10-16T00:00:00", 1.0),
    ("2024-06-04T15:22", "2024-06-04T15:23:00", 0.0),
    ("2024-06-04T15:22", "2024-06-04", 0.0),
    ("2024-06-04", None, 0.0),
]


@pytest.mark.parametrize(("judged", "found", "score"), TIMES)
def test_times(judged: str, found: str | None, score: float) -> None:
    assert scoring.same_time(judged, found) == score


def test_pairs_are_as_many_as_can_be() -> None:
    fits = {(0, 0), (0, 1), (1, 0), (2, 1)}
    assert scoring.matched([0, 1, 2], [0, 1], lambda a, b: (a, b) in fits) == 2
    assert scoring.matched([0, 1], [0, 1], lambda a, b: (a, b) in fits) == 2  # the first makes room for the second
