"""What the readers reach on judged cases, and the floors under it: ``python -m tests.reports.figures [--write]``.

Prints each figure beside its floor. ``--write`` sets the floors anew, each figure rounded down to two digits; a floor
that this would lower needs a reason (``--why "..."``), which is kept beside it. Sets whose cases are not here keep
their floors.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import json
import math
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from tests.reports import scoring
from tests.shared import SHARED

from casus.errors import NoArticle
from casus.reports import page
from casus.reports.article import Article
from casus.reports.extract import extract
from casus.reports.read import read

FLOORS = Path(__file__).with_name("floors.json")
COMMAND = "python -m tests.reports.figures --write"
OWN = Path(__file__).resolve().parents[1] / "pages"
GSR = Path(__file__).resolve().parents[2] / "data" / "gsr.py"
Figures = dict[str, float]

#: Pages of tests/pages that were read while rules were made: the odd of the first ten, and eight later ones.
_SEEN = (1, 3, 5, 7, 9, *range(11, 19))


def pages_in(folder: Path, numbers: Iterable[int]) -> list[Path]:
    """The judgements of the pages with these numbers."""
    wanted = set(numbers)
    return [file for file in sorted(folder.glob("[0-9]*.json")) if int(file.name[:2]) in wanted]


def judged(cases: list[Path]) -> Figures:
    """All figures of the readers on judged pages: sums over claims and headlines, means over pages."""
    count: Counter[str] = Counter()
    fields = dict.fromkeys(scoring.FIELDS, 0.0)
    for case in cases:
        truth = json.loads(case.read_text(encoding="utf-8"))
        body = case.with_suffix(".body.txt").read_text(encoding="utf-8")
        found = read(
            page.load(str(next(f for f in (case.with_suffix(".txt"), case.with_suffix(".html")) if f.exists())))
        )
        for field, value in scoring.article_fields(truth["article"], body, found).items():
            fields[field] += value / len(cases)
        count.update(_headlines(truth["article"], found))
        claims = extract(found)
        count["judged"] += len(truth["claims"])
        count["found"] += len(claims)
        count["right"] += scoring.matched(truth["claims"], claims, scoring.same_claim)
        count["full"] += scoring.matched(truth["claims"], claims, scoring.same_in_full)
        count["empty"] += not truth["claims"]
        count["silent"] += not truth["claims"] and not claims
    precision, recall, both = scoring.f1(count["right"], count["found"], count["judged"])
    return {
        "claims precision": precision,
        "claims recall": recall,
        "claims F1": both,
        "claims in full F1": scoring.f1(count["full"], count["found"], count["judged"])[2],
        "pages without claims left silent": count["silent"] / count["empty"] if count["empty"] else 1.0,
        "article": sum(fields.values()) / len(fields),
        **{f"article {field}": value for field, value in fields.items()},
        "headlines F1": scoring.f1(count["heads right"], count["heads found"], count["heads judged"])[2],
        "headlines resolved": count["resolved"] / count["to resolve"] if count["to resolve"] else 1.0,
    }


def _headlines(truth: dict[str, Any], found: Article) -> Counter[str]:
    heads = truth["other_headline_list"]
    timed = truth["resolved_headline"]
    same = [f for f in found.furniture if timed and scoring.same_headline(timed["headline"], f.headline)]
    return Counter(
        {
            "heads judged": len(heads),
            "heads found": len(found.furniture),
            "heads right": scoring.matched(heads, found.furniture, lambda a, b: scoring.same_headline(a, b.headline)),
            "to resolve": int(timed is not None),
            "resolved": int(any(scoring.same_time(timed["published"], f.published) == 1 for f in same)),
        }
    )


def web() -> Figures:
    """The body of pages of the web, as HTML and flattened to text."""
    from casus.reports.layout import tree

    folder = SHARED / "gold" / "zyte"
    sums = {"body F1, HTML": 0.0, "body F1, flattened": 0.0}
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for name, truth in gold.items():
        html = page.from_bytes(gzip.decompress((folder / f"{name}.html.gz").read_bytes()), name)
        rows = "\n".join(line.text for line in tree.lines_of(tree.parsed(page.text_of(html))))
        for figure, loaded in zip(sums, (html, page.from_bytes(rows.encode(), name)), strict=True):
            try:
                sums[figure] += scoring.word_f1(truth["articleBody"], read(loaded).text) / len(gold)
            except NoArticle:
                continue
    return sums


def records() -> Figures:
    """The records of PLOVER's gold standard in which the kind, and the states too, are found."""
    spec = importlib.util.spec_from_file_location("gsr", GSR)
    assert spec and spec.loader
    gsr = importlib.util.module_from_spec(spec)
    sys.modules["gsr"] = gsr  # its dataclass looks itself up there
    spec.loader.exec_module(gsr)
    rows = [(record, claims) for record, claims in gsr.measure() if record.kinds]
    return {
        "kind": sum(gsr.right(*row) for row in rows) / len(rows),
        "kind and states": sum(gsr.strictly(*row) for row in rows) / len(rows),
    }


def _of(folder: Path, numbers: Iterable[int]) -> tuple[Callable[[], list[Path]], Callable[[], Figures]]:
    """The case files of some judged pages, and what is reached on them."""
    chosen = tuple(numbers)

    def files() -> list[Path]:
        return [file for case in pages_in(folder, chosen) for file in sorted(folder.glob(f"{case.stem}.*"))]

    return files, lambda: judged(pages_in(folder, chosen))


#: Set of cases → its files (none where they are not here), and what is reached on it.
SETS: dict[str, tuple[Callable[[], list[Path]], Callable[[], Figures]]] = {
    "tests/pages 01-26, developed on": _of(OWN, _SEEN),
    "tests/pages 01-26, not read": _of(OWN, [n for n in range(1, 27) if n not in _SEEN]),
    "tests/pages 27-56": _of(OWN, range(27, 57)),
    "tests/pages 57-68, not read": _of(OWN, range(57, 69)),
    "shared/reports 01-12": _of(SHARED / "reports", range(1, 13)),
    "shared/reports 13-24": _of(SHARED / "reports", range(13, 25)),
    "shared/gold/zyte": (lambda: sorted((SHARED / "gold" / "zyte").glob("*")), web),
    "shared/gold/plover_gsr.txt": (lambda: sorted((SHARED / "gold").glob("plover_gsr.txt")), records),
}


def digest(files: Iterable[Path]) -> str:
    """SHA-256 of the names and bytes of the case files."""
    total = hashlib.sha256()
    for file in files:
        total.update(f"{file.name}\0{file.stat().st_size}\0".encode() + file.read_bytes())
    return total.hexdigest()


def floor_of(figure: float) -> float:
    """Rounded down to two digits."""
    return math.floor(figure * 100 + 1e-9) / 100


def kept() -> dict[str, Any]:
    """The floors as they stand."""
    loaded: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    return loaded


def below(name: str, figures: Figures) -> list[str]:
    """A line for each figure of the set that is under its floor, or has none."""
    floors = kept().get(name, {}).get("floors", {})
    return [
        f"{name}: {figure} is {value:.3f}, its floor {floors.get(figure, 'not set')}"
        for figure, value in figures.items()
        if value + 1e-9 < floors.get(figure, math.inf)
    ]


def main() -> None:
    asked = argparse.ArgumentParser(description="What the readers reach on judged cases, and the floors under it.")
    asked.add_argument("--write", action="store_true", help="set the floors anew")
    asked.add_argument("--why", metavar="REASON", help="why floors may be lowered")
    given = asked.parse_args()
    floors = {name: row for name, row in kept().items() if name in SETS}
    lowered: list[str] = []
    for name, (files, measure) in SETS.items():
        cases = files()
        if not cases:
            print(f"{name}: not here; its floors stay as they are")
            continue
        old = floors.get(name, {"floors": {}, "lowered": []})
        figures = measure()
        new = {figure: floor_of(value) for figure, value in figures.items()}
        print(name)
        for figure, value in figures.items():
            print(f"  {figure:<34}{value:.3f}  floor {old['floors'].get(figure, '-')}")
        drops = [f"{f} {old['floors'][f]} > {v}" for f, v in new.items() if v < old["floors"].get(f, 0)]
        lowered += [f"{name}: {drop}" for drop in drops]
        reasons = [*old["lowered"], *([f"{given.why}: {', '.join(drops)}"] if drops else [])]
        floors[name] = {"cases": digest(cases), "floors": new, "lowered": reasons}
    if not given.write:
        return
    if lowered and not given.why:
        sys.exit('floors would drop; say why with --why "...":\n  ' + "\n  ".join(lowered))
    FLOORS.write_text(json.dumps(floors, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
