"""Build src/casus/tables/atop.json: what the members of each alliance since 1815 undertook, from ATOP 5.1.

    python data/atop.py ../shared/data/atop

One alliance a line, in order of its number:

    atopid, primary, ratified   number; coded from its text; a treaty that requires ratification (null: not known)
    phases                      [phase, first day, last day, rows]; the last day is null if in effect on 2018-12-31
    row: states                 COW numbers of the members whose coding and days are the same
         first, last            first and last day as a member in this phase; a month where ATOP has no day
         owes                   the names of the flags that are coded 1: obligations and their conditions
         partly                 of a member that owes different things to different members (`obvary`): obligation →
                                [those to whom it is owed, those to whom it may be], if that is not every other member

The member file does not say to whom an `obvary` member owes what. The directed dyad-year file does, summed over all
alliances of the two: a year with 0 says that it is not owed; years with 1 say that it is, unless another alliance of
the two accounts for each of them. Then it is not known; nor where 0 stands for every other member.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from casus.datasets import atop
from casus.datasets.atop import Member

#: (debtor, creditor, year) → the obligations in that cell of the dyad-year file.
Cells = dict[tuple[int, int, int], frozenset[str]]


def years(one: Member, other: Member) -> range:
    """The years in which both were members."""
    ends = [int(end[:4]) for end in (one.end, other.end) if end]
    return range(int(max(one.start, other.start)[:4]), min([*ends, 2018]) + 1)


def overlap(one: Member, other: Member) -> bool:
    late, early = max(one.start, other.start), min(one.end or "9999", other.end or "9999")
    return one.state != other.state and late <= early


def elsewhere(kind: str, debtor: Member, creditor: Member, rows: list[Member]) -> set[int]:
    """The years in which another phase or alliance binds the debtor to the creditor in the same way."""
    here = (debtor.atopid, debtor.phase)
    owing = [row for row in rows if row.state == debtor.state and kind in row.flags and row[:2] != here]
    held = [row for row in rows if row.state == creditor.state and row[:2] != here]
    return {
        year for one in owing for other in held if one[:2] == other[:2] and overlap(one, other)
        for year in years(one, other)
    }  # fmt: skip


def partly(debtor: Member, rows: list[Member], cells: Cells) -> dict[str, list[list[int]]]:
    """Obligation → [creditors, doubtful creditors]; left out where every other member is a creditor."""
    others = [row for row in rows if row[:2] == debtor[:2] and overlap(debtor, row)]
    found = {}
    for kind in atop.OBLIGATIONS:
        if kind not in debtor.flags:
            continue
        owed, doubtful = [], []
        for creditor in others:
            span = years(debtor, creditor)
            if all(kind in cells.get((debtor.state, creditor.state, year), ()) for year in span):
                alone = set(span) - elsewhere(kind, debtor, creditor, rows)
                (owed if alone else doubtful).append(creditor.state)
        if not owed and not doubtful:  # the two files contradict each other
            doubtful = [row.state for row in others]
        if len(owed) < len(others):
            found[kind] = [owed, doubtful]
    return found


def build(sources: Path) -> str:
    """The table as JSON, one alliance a line."""
    rows = sorted(atop.members(sources / "atop5_1m.csv"), key=lambda row: (row.atopid, row.phase, row.start, row.state))
    cells = {
        (cell.state, cell.to, cell.year): cell.obligations
        for cell in atop.dyad_years(sources / "atop5_1_directed_dyad_year.csv.gz")
        if cell.to is not None
    }
    lines: dict[int, list[Any]] = {}
    for phase in atop.phases(sources / "atop5_1aph.csv"):
        own = [row for row in rows if row[:2] == phase[:2]]
        last = None if any(row.end is None for row in own) else max(row.end or "" for row in own)
        if (min(row.start for row in own), last) != (phase.start, phase.end):
            sys.exit(f"alliance {phase.atopid}, phase {phase.phase}: its days are not those of its members")
        alike: dict[str, list[int]] = {}
        for row in own:
            coded = {
                "first": row.start,
                "last": row.end,
                "owes": " ".join(flag for flag in atop.FLAGS if flag in row.flags),
                "partly": partly(row, rows, cells) if row.varies else {},
            }
            alike.setdefault(json.dumps(coded), []).append(row.state)
        groups = [{"states": states, **json.loads(coded)} for coded, states in alike.items()]
        lines.setdefault(phase.atopid, []).append([phase.phase, phase.start, phase.end, groups])
    table = [
        {"atopid": row.atopid, "primary": row.primary, "ratified": row.ratified, "phases": lines[row.atopid]}
        for row in atop.alliances(sources / "atop5_1a.csv")
    ]
    return "[\n" + ",\n".join(json.dumps(line, separators=(",", ":")) for line in table) + "\n]\n"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python data/atop.py FOLDER, the folder that holds atop5_1m.csv")
    atop.TABLE.write_text(build(Path(sys.argv[1])), encoding="utf-8")
