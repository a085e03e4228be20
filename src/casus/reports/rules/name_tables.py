"""The tables of names (``tables/names.json`` and ``tables/names/``), read once and laid out by first token."""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from casus.reports.rules.sentences import tokens

#: Months are counted year * 100 + month; these are before and after all of them.
EVER, NEVER = 0, 999999
#: The tables of tables/names that hold id -> forms, and the sort of mention that each gives.
_SORTS = {
    "organisations": "organisation", "groups": "group", "forces": "metonym", "governments": "metonym",
    "regions": "region",
}  # fmt: skip
#: States whose leaders' family name comes first.
FAMILY_FIRST = frozenset({"CHN", "PRK", "KOR", "KHM", "VNM", "TWN"})
_PLAIN = str.maketrans("øłıđßæ", "olidsa", "'’.")


class Row(NamedTuple):
    """A form whose plain tokens are ``low`` and whose first reads ``text``, for ``ids`` in the months [since, until).

    ``small``: its last word is written small; ``term``: whether the months bound a term of office, after which the name
    still stands."""

    low: tuple[str, ...]
    text: str
    ids: tuple[str, ...]
    sort: str
    since: int = EVER
    until: int = NEVER
    small: bool = False
    term: bool = False


@cache
def table() -> dict[str, Any]:
    """The packaged ``names.json`` with ``organisations`` and ``groups`` of ``tables/names``: id → forms."""
    found: dict[str, Any] = json.loads(files("casus.tables").joinpath("names.json").read_text("utf-8"))
    for name in ("organisations", "groups"):
        found[name] = {
            owner: [form if isinstance(form, str) else form[0] for form in forms] for owner, forms in part(name).items()
        }
    return found


@cache
def part(name: str) -> dict[str, Any]:
    """The names in the packaged ``tables/names/<name>.json``."""
    found: dict[str, Any] = json.loads(files("casus.tables").joinpath(f"names/{name}.json").read_text("utf-8"))
    names: dict[str, Any] = found["names"]
    return names


@lru_cache(maxsize=50_000)
def plain(low: str) -> str:
    """A token in small letters without accents, apostrophes and dots, in the one spelling of those that names have."""
    if not (low.isascii() and low.isalpha()):
        if not low.isascii() and low != "malé":  # the capital, not the word
            low = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
        low = low.translate(_PLAIN) or low
        if low.startswith("el-"):
            low = "al-" + low[3:]
    found: str = part("spellings").get(low, low)
    return found


def row(form: str, ids: tuple[str, ...], sort: str, since: int = EVER, until: int = NEVER) -> Row:
    """``form`` as a row of the table."""
    parts, rest = _cut(form)
    return Row(tuple(map(plain, parts)), rest[0], ids, sort, since, until, rest[1], sort == "leader")


@lru_cache(maxsize=20_000)
def _cut(form: str) -> tuple[tuple[str, ...], tuple[str, bool]]:
    """The tokens of a name in small letters; its first as it stands, and whether its last is written small."""
    form = form.removeprefix("the ").removeprefix("The ")
    if form.replace(" ", "").replace("-", "").isalpha():  # what most names are: cut without the whole grammar
        parts = form.split()
        return tuple(part.lower() for part in parts), (parts[0], parts[-1][:1].islower())
    found = tokens(form)
    return tuple(t.low for t in found), (found[0].text, found[-1].text[:1].islower())


def first_token(form: str) -> str:
    """The plain first token of a name."""
    word = form.removeprefix("the ").removeprefix("The ").partition(" ")[0]
    return plain(word.lower() if word.isalpha() else _cut(form)[0][0])


def month(when: int | str | None, last: bool = False) -> int:
    """A year or "year-month" of the tables as a month; of a year that is the ``last``, the month after it."""
    if when is None:
        return NEVER if last else EVER
    if isinstance(when, int):
        return when * 100 + (13 if last else 1)
    year, _, rest = when.partition("-")
    return int(year) * 100 + (int(rest) if rest else 13 if last else 1)


#: A form, for whom, as what, since and until which month: a row that is not yet cut into tokens.
Raw = tuple[str, tuple[str, ...], str, int, int]


@cache
def fixed() -> dict[str, list[Raw]]:
    """Plain first token → what the tables hold under it, all but the names of states and capitals themselves."""
    found: dict[str, list[Raw]] = defaultdict(list)
    for form in part("cued"):
        found[first_token(form)].append((form, (form,), "cued", EVER, NEVER))
    for form in table()["not_names"]:
        found[first_token(form)].append((form, (), "other", EVER, NEVER))
    for form, ids in table()["pairs"].items():
        found[first_token(form)].append((form, tuple(ids), "state", EVER, NEVER))
    for name, sort in _SORTS.items():
        for owner, forms in part(name).items():
            ids = (owner,)
            for form in forms:
                if isinstance(form, str):
                    found[first_token(form)].append((form, ids, sort, EVER, NEVER))
                else:
                    form, since, until = form
                    found[first_token(form)].append((form, ids, sort, month(since), month(until, last=True)))
    _add_people(found)
    return dict(found)


@cache
def small_firsts() -> frozenset[str]:
    """The first tokens of names that are written small."""
    return frozenset(first for first, rows in fixed().items() if any(raw[0][:1].islower() for raw in rows))


def _add_people(found: dict[str, list[Raw]]) -> None:
    """Adds persons: full names, and as sort "surname" and "titled" the words that stand alone or after a title."""
    common = {plain(word) for word in part("surnames")}
    tables = [part("heads"), part("ministers")]
    for people in tables:
        common.update(
            plain(name.partition(" ")[0].lower()) for owner, rows in people.items() if owner not in FAMILY_FIRST
            for name, *_ in rows
        )  # fmt: skip
    sorts = ("surname", "titled"), ("minister", "titled minister")
    for people, (alone, titled) in zip(tables, sorts, strict=True):
        for owner, rows in people.items():
            ids, family_first = (owner,), owner in FAMILY_FIRST
            with_titles = owner != "PRK" and not (family_first and titled != "titled")
            for name, first, last, *own in rows:
                since, until = month(first), month(last, last=True)
                found[first_token(name)].append((name, ids, "leader", since, until))
                whole = name.removesuffix(".").removesuffix(" Jr")
                surname = whole.partition(" ")[0] if family_first else whole.rpartition(" ")[2]
                both = (surname, surname[3:]) if surname.startswith("al-") else (surname,)
                if own:
                    stand = own[0]
                elif family_first or len(both[-1]) < 5 or plain(both[-1].lower()) in common:
                    stand = ()
                else:
                    stand = both
                for word in stand:
                    found[plain(word.lower())].append((word, ids, alone, since, until))
                for word in both if with_titles else ():
                    if word not in stand:
                        found[plain(word.lower())].append((word, ids, titled, since, until))


def variants(new: Row) -> list[Row]:
    """A name and other ways to write it: "Kim Jong Un" for "Kim Jong-un", "al Sharaa" and "Sharaa" for "al-Sharaa"."""
    found = [new]
    if new.sort == "leader" and len(new.low) > 1 and any("-" in part for part in new.low[1:]):
        pieces = tuple(piece for part in new.low[1:] for piece in part.split("-") if piece)
        found.append(new._replace(low=(new.low[0], *pieces)))
        if new.low[-1].startswith("al-"):
            found.append(new._replace(low=(*new.low[:-1], new.low[-1][3:])))
    return found
