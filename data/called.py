"""Print how often the case for alliance was met in the wars since 1823, beside the published count; writes nothing.

    python data/called.py            the totals
    python data/called.py --rows     each alliance and war that is met or open, with those called on

Published: M. Berkemeier and M. Fuhrmann, "Reassessing the fulfillment of alliance commitments in war", Research &
Politics 5(2), 2018, by the authors' replication script of 5 March 2018. What is here and there: docs/called-upon.md.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta

from casus import states
from casus.datasets.cow_wars import War, packaged
from casus.treaties import atop, library
from casus.treaties.called import ACTIVE, Called, called, obligation_of

#: Era → alliances looked at, chances to perform, honoured.
PUBLISHED = {"1816-1944": (204, 92, 61), "1945-2003": (372, 54, 12), "1816-2003": (576, 146, 73)}
#: The same by the obligations that an alliance has, 1816-2003.
PUBLISHED_BY = {
    "defense": (301, 102, 42), "offense": (73, 42, 31), "neutral": (80, 45, 35), "nonagg": (263, 49, 18),
}  # fmt: skip
#: Best first: where several hand-written treaties stand for one of ATOP's.
BEST = ("met", "open", "not met", "not in force")


def looked_at(**supposed: bool) -> list[Called]:
    """ATOP's alliances in the wars, those alone that promise more than to consult."""
    return [row for row in called(atop.alliances(), **supposed) if any(row.promises(one) for one in ACTIVE)]


def by_hand(rows: Iterable[Called]) -> dict[tuple[int, str], str]:
    """(war, ATOP alliance) → the outcome if hand-written treaties replace ATOP's coding of it."""
    ours = library.by_hand()
    replaced = {number for treaty in ours for number in treaty.atop_numbers}
    found: dict[tuple[int, int], list[str]] = {}
    for row in called(library.shipped()):
        for number in row.treaty.atop_numbers:
            found.setdefault((row.war.number, number), []).append(row.outcome())
    outcomes = {}
    for row in rows:
        (number,) = row.treaty.atop_numbers
        standing = found.get((row.war.number, number), ["not in force"])
        outcomes[row.war.number, row.treaty.id] = min(standing, key=BEST.index) if number in replaced else row.outcome()
    return outcomes


def era(name: str) -> Callable[[War], bool]:
    first, last = map(int, name.split("-"))
    return lambda war: first <= war.began.year <= last


def with_joiners(wars: Iterable[War]) -> int:
    """Alliances that would be looked at if those who joined later counted too, each on the day before it entered."""
    found = 0
    for war in wars:
        days = {(states.from_cow(p.state, p.entered).id, p.entered - timedelta(1)) for p in war.participants}
        found += sum(
            any(
                treaty.in_force(day) and state in treaty.parties(day)
                and any(clause.covers(day) and obligation_of(clause) in ACTIVE for clause in treaty.clause)
                for state, day in days
            )
            for treaty in atop.alliances()
        )  # fmt: skip
    return found


def begun_in_war(wars: Iterable[War]) -> int:
    """Alliances that a participant entered into from the first day of its war to the last."""
    found = 0
    for war in wars:
        last = max(end for p in war.participants for _, end in p.spells)
        ids = {states.from_cow(p.state, p.entered).id for p in war.participants}
        begun = [t for t in atop.alliances() if t.began and war.began <= t.began <= last]
        found += sum(bool(ids & set(t.parties(t.began or last))) for t in begun)
    return found


def totals() -> list[str]:
    rows = looked_at()
    second = by_hand(rows)
    lines = [
        "              alliances x wars    ATOP alone            hand-written first        published",
        "era             ours published    met open not met      met open not met  none     chances honoured",
    ]
    for name, (seen, chances, honoured) in PUBLISHED.items():
        part = [row for row in rows if era(name)(row.war)]
        mine = Counter(row.outcome() for row in part)
        theirs = Counter(second[row.war.number, row.treaty.id] for row in part)
        lines.append(
            f"{name:14}{len(part):6}{seen:10}{mine['met']:7}{mine['open']:5}{mine['not met']:8}"
            f"{theirs['met']:9}{theirs['open']:5}{theirs['not met']:8}{theirs['not in force']:6}"
            f"{chances:12}{honoured:9}"
        )
    lines += ["", "alliances with  ours published    any promise met, open   this one met, open    chances honoured"]
    for obligation, (seen, chances, honoured) in PUBLISHED_BY.items():
        part = [row for row in rows if row.promises(obligation)]
        whole = Counter(row.outcome() for row in part)
        alone = Counter(row.outcome((obligation,)) for row in part)
        lines.append(
            f"{obligation:14}{len(part):6}{seen:10}{whole['met']:11}{whole['open']:6}{alone['met']:17}{alone['open']:6}"
            f"{chances:16}{honoured:9}"
        )
    return [*lines, "", *differences(rows)]


def differences(rows: list[Called]) -> list[str]:
    """What the rules come to, counted: all, before 1945, since 1945."""

    def line(says: str, count: Callable[[list[Called], list[War]], int]) -> str:
        parts = [
            count([row for row in rows if era(name)(row.war)], [war for war in packaged() if era(name)(war)])
            for name in ("1816-2003", "1816-1944", "1945-2003")
        ]
        return f"{says:74}{parts[0]:5}{parts[1]:5}{parts[2]:5}"

    met = [row for row in rows if row.outcome() == "met"]
    home, away = (Counter(row.outcome() for row in looked_at(home=place)) for place in (True, False))
    busiest = Counter(f"{row.war.name} {row.war.began.year}" for row in met).most_common(3)
    return [
        f"{'':74}  all -1944 1945-",
        line("wars", lambda _, wars: len(wars)),
        line("with later joiners: alliances x wars", lambda _, wars: with_joiners(wars)),
        line("alliances that began in a war (left out)", lambda _, wars: begun_in_war(wars)),
        line("open", lambda part, _: sum(row.outcome() == "open" for row in part)),
        line("  met, but for conditions that ATOP flags and does not name",
             lambda part, _: sum(row.hangs_on_unnamed for row in part)),
        line("  on the place", lambda part, _: sum(row.outcome() == "open" and not row.attack.place for row in part)),
        line("met", lambda part, _: sum(row.outcome() == "met" for row in part)),
        line("  all who are called fight from the first day",
             lambda part, _: sum(row.outcome() == "met" and row.all_at_war for row in part)),
        line("  by neutrality alone", lambda part, _: sum(only(row, "neutral") for row in part)),
        line("  by non-aggression alone", lambda part, _: sum(only(row, "nonagg") for row in part)),
        line("  states called on, each counted once a row",
             lambda part, _: sum(len({f.debtor for f in row.calls()}) for row in part if row.outcome() == "met")),
        "",
        f"every blow at home: {home['met']} met, {home['open']} open; "
        f"no place known: {away['met']} met, {away['open']} open",
        "wars with most that are met: " + ", ".join(f"{name} {count}" for name, count in busiest),
    ]  # fmt: skip


def only(row: Called, obligation: str) -> bool:
    """Is it met by this obligation and no other?"""
    return row.outcome() == "met" and {obligation_of(call.clause) for call in row.calls()} == {obligation}


def listing() -> list[str]:
    lines = []
    for row in looked_at():
        if row.outcome() != "not met":
            calls = dict.fromkeys(f"{obligation_of(f.clause)} {f.debtor} for {f.creditor}" for f in row.calls())
            lines.append(f"{row.war.began} {row.war.name}: {row.treaty.id} {row.outcome()}: {', '.join(calls)}")
    return lines


if __name__ == "__main__":
    if sys.argv[1:] not in ([], ["--rows"]):
        sys.exit("usage: python data/called.py [--rows]")
    print("\n".join(listing() if sys.argv[1:] else totals()))
