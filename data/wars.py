"""Build src/casus/tables/wars.json: who fought whom in each inter-state war since 1816, from COW 4.0 and May 2018.

    python data/wars.py ../shared/data/cow_wars

One war a line, in order of its number:

    war, name   as COW gives them
    states      [COW number, side, 1 if it began the war else 0, where it fought (code), spells], by day of entry; a
                spell is [first day, last day] of sustained combat, and a state that changed sides has two rows
    roles       COW number → its roles by the directed dyadic file: 1 primary initiator, 2 joiner on that side,
                3 primary target, 4 joiner on that side
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from casus.datasets import cow_wars


def build(sources: Path) -> str:
    """The table as JSON, one war a line."""
    wars: dict[int, dict[str, Any]] = {}
    for row in cow_wars.rows(sources / "Inter-StateWarData_v4.0.csv"):
        war = wars.setdefault(row.war, {"war": row.war, "name": row.name, "states": [], "roles": {}})
        war["states"].append([row.state, row.side, int(row.initiator), row.where, row.spells])
    roles: dict[int, dict[int, set[int]]] = {}
    for dyad in cow_wars.dyads(sources / "directed_dyadic_war_may2018.csv"):
        roles.setdefault(dyad.war, {}).setdefault(dyad.a, set()).add(dyad.role_a)
    for number, war in wars.items():
        war["states"].sort(key=lambda state: (state[4], state[1], state[0]))
        war["roles"] = {state: sorted(part) for state, part in sorted(roles.get(number, {}).items())}
    lines = (json.dumps(wars[number], separators=(",", ":"), ensure_ascii=False) for number in sorted(wars))
    return "[\n" + ",\n".join(lines) + "\n]\n"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python data/wars.py FOLDER, the folder that holds Inter-StateWarData_v4.0.csv")
    cow_wars.TABLE.write_text(build(Path(sys.argv[1])), encoding="utf-8")
