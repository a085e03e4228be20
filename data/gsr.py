"""Print in how many of PLOVER's gold standard records the rule reader finds the kind; writes nothing.

    python data/gsr.py                the figures, by code, and the records that the rules leave without a claim
    python data/gsr.py --misses       each record in which the kind is not found, with the claims that were read

The records are PLOVER's "GSR 01" (Open Event Data Alliance, CC BY-SA 4.0), ../shared/gold/plover_gsr.txt, sentences
of the CAMEO manual with one event each; they are not shipped. How a record maps and when it is right:

1. A record maps to a kind if its code is one that casus gives: AGREE and REJECT treaty, SUPPORT pledge, MOBILIZE
   deploy, exercise or test, AID transfer, ASSAULT attack, THREATEN threaten, SANCTION sanction, CONSULT talk, RETREAT
   ceasefire, ACCUSE and PROTEST accuse. The records are older than two of PLOVER's names: DISAPPROVE is ACCUSE, and
   FIGHT is part of ASSAULT. Two records whose code contradicts their id follow the id. DEMAND, INVESTIGATE, COERCE,
   CONCEDE and COOPERATE stand for no kind of casus.
2. PLOVER codes the stance (to agree, refuse, threaten, help), casus the act, so in many records the rules of annotation
   give the very event that PLOVER coded another kind: "agreed to a ceasefire" is AGREE and a ceasefire, "refused to
   deploy" REJECT and a denied deploy. ``OTHERWISE`` names the kinds of each such record, set by reading record and
   rules before any figure was taken.
3. A record to whose event the rules give no claim at all (``NONE``) can't be right; it is counted apart, with its
   reason, and stays among "all that map by code".
4. The text is read as the one sentence of a page of the day on which the record was coded (the records bear no date of
   their own: all say 1 January 2000). It is right if a claim has one of the record's kinds, and strictly right if that
   claim has also the states that PLOVER codes as source and target: source in by, target in to; where PLOVER gives one
   side only, in by or to. Codes that are no state (organisations, groups) ask nothing.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casus import states
from casus.errors import UnknownState
from casus.reports.article import Article
from casus.reports.claim import Claim
from casus.reports.extract import extract
from casus.sources import Source

RECORDS = Path(__file__).resolve().parents[2] / "shared" / "gold" / "plover_gsr.txt"

#: PLOVER's code → the kinds of claim that stand for it.
KINDS = {
    "AGREE": "treaty", "REJECT": "treaty", "SUPPORT": "pledge", "MOBILIZE": "deploy exercise test", "AID": "transfer",
    "ASSAULT": "attack", "FIGHT": "attack", "THREATEN": "threaten", "SANCTION": "sanction", "CONSULT": "talk",
    "RETREAT": "ceasefire", "DISAPPROVE": "accuse", "PROTEST": "accuse",
}  # fmt: skip
#: Kinds → the records whose act the rules of annotation give that kind, not their code's.
OTHERWISE = {
    "exercise treaty": "AGREE-0004",
    "ceasefire pledge": "AGREE-0005",
    "pledge": "AGREE-0008 AGREE-0009 REJECT-0008",
    "pledge transfer": "AGREE-0010 AGREE-0013",
    "pledge deploy": "AGREE-0014 AGREE-0016",
    "treaty deploy": "AGREE-0017",
    "treaty pledge talk": "AGREE-0022",
    "treaty pledge": "AGREE-0030",
    "ceasefire": "AGREE-0025 AGREE-0027 AGREE-0032 AGREE-0034 REJECT-0005 REJECT-0018 REJECT-0022 REJECT-0023 "
    "SANCTION-0012",
    "ceasefire transfer": "AGREE-0026",
    "sanction": "AGREE-0028 REJECT-0019 REJECT-0034 AID-0006 RETREAT-0013 RETREAT-0015",
    "sanction deploy treaty": "AGREE-0029",
    "treaty ceasefire": "AGREE-0031",
    "talk": "AGREE-0035 AGREE-0036 AGREE-0038 AGREE-0040 AGREE-0041 REJECT-0024 REJECT-0026 REJECT-0027 REJECT-0028 "
    "RETREAT-0009 SANCTION-0011",
    "talk treaty": "AGREE-0039 REJECT-0017",
    "treaty": "SUPPORT-0001 SUPPORT-0008 SUPPORT-0011 SUPPORT-0012",
    "deploy": "REJECT-0010 REJECT-0011 REJECT-0021 AID-0008 RETREAT-0010",
    "deploy sanction": "REJECT-0020",
    "deploy accuse": "REJECT-0035",
    "ceasefire threaten": "THREATEN-0003 THREATEN-0019",
    "sanction threaten": "THREATEN-0007 THREATEN-0008 THREATEN-0022",
    "talk threaten": "THREATEN-0018",
    "status threaten": "THREATEN-0027",
    "attack": "MOBILIZE-0001",
    "sanction talk": "SANCTION-0002",
}
#: Why the rules give no claim → the records.
NONE = {
    "a crowd, a strike or a riot: no state, organisation or armed group acts on another": "THREATEN-0015 THREATEN-0016 "
    + " ".join(f"PROTEST-{n:04}" for n in range(1, 29)),
    "within one state: parties, elections, courts, curfews, resignations": "AGREE-0018 AGREE-0019 AGREE-0021 "
    "AGREE-0023 AGREE-0024 REJECT-0013 REJECT-0014 REJECT-0015 REJECT-0016 REJECT-0025 REJECT-0032 SUPPORT-0010 "
    "THREATEN-0010 "
    "THREATEN-0011 THREATEN-0012 THREATEN-0013 THREATEN-0014 THREATEN-0020 THREATEN-0029 DISAPPROVE-0004 "
    "DISAPPROVE-0009 DISAPPROVE-0010 RETREAT-0020 RETREAT-0021 RETREAT-0023 ASSAULT-0014 FIGHT-0006",
    "economic or humanitarian aid": "AGREE-0011 AGREE-0012 AGREE-0015 REJECT-0007 AID-0001 AID-0002 AID-0005 AID-0007 "
    "RETREAT-0012 SANCTION-0005 SANCTION-0008",
    "praise, approval or an apology": "SUPPORT-0002 SUPPORT-0003 SUPPORT-0004 SUPPORT-0005 SUPPORT-0009",
    "a demand, or the refusal of a request that is for no listed act": "SUPPORT-0006 DISAPPROVE-0011 DISAPPROVE-0012 "
    "REJECT-0002 REJECT-0006 REJECT-0009 REJECT-0012",
    "refugees, asylum, compensation, a private suit: no listed kind": "AGREE-0020 AID-0010 AID-0011 RETREAT-0022 "
    "DISAPPROVE-0015",
    "cruelty to persons in custody: a crime, no attack of one side on another": "ASSAULT-0003 ASSAULT-0004 "
    "ASSAULT-0005 ASSAULT-0006",
}
#: What the records call otherwise than ISO 3166.
_CODES = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM", "DRC": "COD"}


@dataclass(frozen=True, slots=True)
class Record:
    """One record that maps: its name, code, text, date, kinds (none, with the reason why) and states on each side."""

    name: str
    code: str
    text: str
    date: str
    kinds: frozenset[str]
    why_none: str
    source: frozenset[str]
    target: frozenset[str]


def records(path: Path = RECORDS) -> list[Record]:
    """The records whose code stands for a kind, in the order of the file."""
    otherwise = {name: frozenset(kinds.split()) for kinds, names in OTHERWISE.items() for name in names.split()}
    none = {name: why for why, names in NONE.items() for name in names.split()}
    found = []
    for row in json.loads(path.read_text("utf-8")):
        name = row["id"].removeprefix("PLOVER-GSR01-")
        code = name.split("-")[0]
        if code not in KINDS:
            continue
        kinds = frozenset() if name in none else otherwise.get(name, frozenset(KINDS[code].split()))
        source, target = _states(row.get("source")), _states(row.get("target"))
        text = re.sub(r"``|''", '"', row["text"].strip().strip("{}")).replace("\\$", "$")
        found.append(Record(name, code, text, row["dateCoded"], kinds, none.get(name, ""), source, target - source))
    return found


def _states(side: Any) -> frozenset[str]:
    rows = [side] if isinstance(side, dict) else side if isinstance(side, list) else []
    codes = {_CODES.get(row.get("code", ""), row.get("code", "")) for row in rows}
    return frozenset(code for code in codes if _is_state(code))


def _is_state(code: str) -> bool:
    try:
        return bool(states.get(code))
    except UnknownState:
        return False


def read(record: Record) -> list[Claim]:
    """The claims of the rule reader from the record's text alone."""
    return extract(Article(Source("gsr"), "", record.date, (), None, (), (record.text,)))


def right(record: Record, claims: Iterable[Claim]) -> bool:
    """Whether a claim has one of the record's kinds."""
    return any(claim.kind in record.kinds for claim in claims)


def strictly(record: Record, claims: Iterable[Claim]) -> bool:
    """Whether a claim of one of the record's kinds has its states too."""
    return any(claim.kind in record.kinds and _parties(record, set(claim.by), set(claim.to)) for claim in claims)


def _parties(record: Record, by: set[str], to: set[str]) -> bool:
    if not record.target:
        return record.source <= by | to
    return record.source <= by and record.target <= to


def measure(path: Path = RECORDS) -> list[tuple[Record, list[Claim]]]:
    """Each record that maps, with what was read from it."""
    return [(record, read(record)) for record in records(path)]


def _share(part: int, whole: int) -> str:
    return f"{part:>4} of {whole:<4} {part / whole:.3f}" if whole else "   0 of 0"


def main() -> None:
    rows = measure()
    can = [row for row in rows if row[0].kinds]
    print(f"records that map by their code       {len(rows)}")
    print(f"  of these the rules give a kind     {len(can)}")
    print(f"kind right, where the rules give one {_share(sum(right(*row) for row in can), len(can))}")
    print(f"  with the states too                {_share(sum(strictly(*row) for row in can), len(can))}")
    print(f"kind right, all that map by code     {_share(sum(right(*row) for row in rows), len(rows))}")
    plain = sum(any(claim.kind in KINDS[record.code].split() for claim in claims) for record, claims in rows)
    print(f"  by the code's own kinds alone      {_share(plain, len(rows))}")
    print()
    print("code         kind right           with the states      no claim by the rules")
    for code in KINDS:
        here = [row for row in can if row[0].code == code]
        without = sum(1 for record, _ in rows if record.code == code) - len(here)
        both = _share(sum(right(*row) for row in here), len(here)), _share(sum(strictly(*r) for r in here), len(here))
        print(f"{code:<12} {both[0]:<20} {both[1]:<20} {without:>4}")
    print()
    spoken = Counter(record.why_none for record, claims in rows if record.why_none and claims)
    for why, count in Counter(record.why_none for record, _ in rows if record.why_none).most_common():
        print(f"{count:>4}  {why}" + (f" (in {spoken[why]} something is claimed)" if spoken[why] else ""))
    if "--misses" in sys.argv[1:]:
        print()
        for record, claims in can:
            if not strictly(record, claims):
                told = "; ".join(f"{c.kind} {','.join(c.by)}>{','.join(c.to)}" for c in claims) or "nothing"
                sign = "parties" if right(record, claims) else "kind"
                wanted = f"{'/'.join(sorted(record.kinds))} {','.join(record.source)}>{','.join(record.target)}"
                print(f"{record.name} ({sign}): {wanted}; read: {told}\n    {record.text}")


if __name__ == "__main__":
    main()
