from datetime import date

import pytest

from casus.odds.conflicts import Conflict, disputes, wars


def of(id: str) -> Conflict:
    return next(one for one in (*wars(), *disputes()) if one.id == id)


def test_counts_are_those_of_the_sources() -> None:
    assert len(wars()) == 95
    assert len(disputes()) == 2435  # one of 2,436 has no original on one side
    since = [war for war in wars() if war.onset.year >= 1900]
    assert (len(since), sum(len(war.joiners) for war in since)) == (66, 86)


@pytest.mark.parametrize(
    ("id", "a", "b"),
    [
        ("war-106", (300,), (345,)),  # Germany enters three days later: a joiner, though the dyadic file has it begin
        ("war-221", (2, 200, 210, 220, 255, 325, 640), (345,)),  # all enter on the first day: nobody joins
        ("war-227", (2, 200, 900), (645,)),
        ("war-139", (255,), (290,)),
        ("mid-51", (731,), (732,)),
    ],
)
def test_originals(id: str, a: tuple[int, ...], b: tuple[int, ...]) -> None:
    assert of(id).sides == (a, b)


def test_those_who_change_sides_count_once_by_their_first_entry() -> None:
    joined = {one.state: one for one in of("war-139").joiners}
    assert joined[325].side == "a"  # Italy in 1940
    assert joined[325].day == date(1940, 6, 10)
    assert len(joined) == len(of("war-139").joiners)


def test_no_joiner_is_an_original() -> None:
    for one in (*wars(), *disputes()):
        assert not {joiner.state for joiner in one.joiners} & {*one.a, *one.b}
        assert one.day_before < one.onset
