"""Checks on treaty files beyond their words: sources, dates, parties, doubles, ATOP; every example runs as a case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import resources
from itertools import combinations
from pathlib import Path
from typing import Any, Literal

from casus import places, states
from casus.errors import BadTreaty, InputError
from casus.events import Attack, suppose
from casus.treaties import against_atop, toml
from casus.treaties.evaluate import Finding, evaluate
from casus.treaties.explain import tree
from casus.treaties.model import Example, Treaty
from casus.world import World

Severity = Literal["error", "warning"]
#: How bad, what, and on which line if one can be named.
Found = tuple[Severity, str, int | None]

#: What stands where a source should, if there is none.
_NO_SOURCE = re.compile(r"\W*(todo|tbd|unknown|none|n/a)?\W*", re.IGNORECASE)
#: Titles of which this share of the words is the same are the same title.
_SAME_TITLE = 0.6


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing wrong (``error``) or odd (``warning``) in a file."""

    severity: Severity
    file: str
    says: str
    line: int | None = None

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}, line {self.line}"
        return f"{self.severity}: {where}: {self.says}"


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked and what was found."""

    treaties: int
    examples: int
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    text: str
    treaty: Treaty

    def issues(self, found: Iterable[Found]) -> Iterator[Issue]:
        for severity, says, line in found:
            yield Issue(severity, self.name, says, line)


def lint(folder: Path | None = None) -> Report:
    """Check every ``.toml`` file of the folder, or those that ship with casus. A broken file hides no other."""
    if folder is not None and not folder.is_dir():
        raise BadTreaty(f"{folder}: no such folder; lint-treaties takes a folder of .toml files")
    root = folder if folder is not None else Path(str(resources.files("casus").joinpath("treaties/texts")))
    files = sorted(root.glob("*.toml"))
    if not files:
        raise BadTreaty(f"{root}: holds no .toml file")
    issues: list[Issue] = []
    read: dict[str, _File] = {}
    for file in files:
        try:
            treaty = toml.load(file)
        except BadTreaty as error:
            issues.append(Issue("error", file.name, str(error)))
            continue
        held = _File(file.name, file.read_text(encoding="utf-8"), treaty)
        if treaty.id in read:
            says = f'id "{treaty.id}" stands in {read[treaty.id].name} too'
            issues.append(Issue("error", file.name, says, line_of(held.text, "id", treaty.id)))
        read[treaty.id] = held
        issues += held.issues(check(treaty, file.stem, held.text))
    issues += _twice(tuple(read.values()))
    issues += _numbers(tuple(read.values()))
    used: set[tuple[int, str]] = set()
    for held in read.values():
        issues += held.issues(_against_atop(held, used))
    if folder is None:
        issues += _gone(used)
    return Report(len(read), sum(len(f.treaty.example) for f in read.values()), tuple(issues))


def line_of(text: str, key: str, *words: str) -> int | None:
    """The first line (from 1) that sets ``key`` and holds all the words; comments do not count.

    >>> line_of('id = "x"\\nparty = [\\n  { state = "FRA", from = 1900-01-01 },\\n]', "state", "FRA")
    3
    """
    sets = re.compile(rf"(^|[{{,\s]){re.escape(key)}\s*=")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.lstrip().startswith("#") and sets.search(line) and all(word in line for word in words):
            return number
    return None


def check(treaty: Treaty, stem: str | None = None, text: str = "") -> Iterator[Found]:
    """What is wrong or odd with one treaty; ``text`` is its file, for the lines."""
    if stem is not None and stem != treaty.id:
        yield "error", f'id "{treaty.id}" should be the name of the file', line_of(text, "id", treaty.id)
    yield from _sources(treaty, text)
    yield from _dates(treaty, text)
    evaluated = any(clause.trigger for clause in treaty.clause)
    if evaluated and not treaty.example:
        yield "warning", "has no example; give at least one case, and one in which no duty arises", None
    elif evaluated and all(e.expect.verdict != "not-triggered" for e in treaty.example):
        yield "warning", "no example pins a case in which no duty arises", None
    for example in treaty.example:
        wrong = run_example(treaty, example)
        if wrong:
            yield "error", wrong, line_of(text, "name", example.name)


def _sources(treaty: Treaty, text: str) -> Iterator[Found]:
    for key, said in (("publication", treaty.source.publication), ("checked", treaty.source.checked)):
        if _NO_SOURCE.fullmatch(said):
            yield "error", f"source: {key} says nothing", line_of(text, key)
    for clause in treaty.clause:
        if _NO_SOURCE.fullmatch(clause.cite):
            yield "error", f"clause {clause.id}: cite says nothing", line_of(text, "cite", f'"{clause.cite}"')


def _dates(treaty: Treaty, text: str) -> Iterator[Found]:
    previous = None
    for spell in treaty.force:
        line = line_of(text, "from", str(spell.start))
        if spell.until is not None and spell.until <= spell.start:
            says = f"in force from {spell.start} until {spell.until}: the end is not after the beginning"
            yield "error", says, line
        if previous is not None and spell.start < previous.start:
            yield "error", f"spells of force out of order: {spell.start} after {previous.start}", line
        elif previous is not None and (previous.until is None or spell.start < previous.until):
            yield "error", f"spells of force overlap at {spell.start}", line
        previous = spell
    if treaty.signed and treaty.force and treaty.force[0].start < treaty.signed:
        says = f"in force ({treaty.force[0].start}) before it was signed ({treaty.signed})"
        yield "warning", says, line_of(text, "force")
    for kind, dated in (("clause", treaty.clause), ("reservation", treaty.reservation),
                        ("suspension", treaty.suspension), ("institution", treaty.institution)):  # fmt: skip
        yield from _backwards(kind, dated, text)
    yield from _memberships(treaty, text)


def _backwards(kind: str, dated: Iterable[Any], text: str) -> Iterator[Found]:
    for one in dated:
        if one.start and one.until and one.until <= one.start:
            says = f"{kind} from {one.start} until {one.until}: the end is not after the beginning"
            yield "error", says, line_of(text, "until", str(one.until))


def _memberships(treaty: Treaty, text: str) -> Iterator[Found]:
    for party in treaty.party:
        state = states.get(party.state)
        line = line_of(text, "state", f'"{party.state}"', *([str(party.start)] if party.start else []))
        if party.start and party.until and party.until <= party.start:
            yield "error", f"{party.state}: party from {party.start} until {party.until}", line
        begin = party.start or (treaty.force[0].start if treaty.force else treaty.signed)
        if begin is not None and not state.exists(begin):
            yield "error", f"{party.state} was no state on {begin}, when it is said to become a party", line
        last = party.until and party.until - timedelta(1)
        if last is not None and begin is not None and last > begin and not state.exists(last):
            yield "error", f"{party.state} was no state on {last}, when it is said to be a party still", line
    for a, b in combinations(treaty.party, 2):
        if a.state != b.state:
            continue
        line = line_of(text, "state", f'"{b.state}"', *([str(b.start)] if b.start else []))
        if (b.start or date.min) < (a.start or date.min):
            yield "error", f"{a.state}: spells as a party out of order", line
        elif (b.start or date.min) < (a.until or date.max):
            yield "error", f"{a.state}: spells as a party overlap", line


def _twice(files: tuple[_File, ...]) -> Iterator[Issue]:
    """Two files with the same states, the same year and the same words in their titles."""
    alike: dict[tuple[frozenset[str], int], list[_File]] = {}
    for file in files:
        if file.treaty.began is not None:
            members = frozenset(party.state for party in file.treaty.party)
            alike.setdefault((members, file.treaty.began.year), []).append(file)
    for group in alike.values():
        for one, other in combinations(group, 2):
            words, others = _words(one.treaty), _words(other.treaty)
            if len(words & others) >= _SAME_TITLE * len(words | others):
                says = f"looks like the treaty of {one.name}: same parties, year and title words"
                yield Issue("warning", other.name, says, line_of(other.text, "title"))


def _words(treaty: Treaty) -> set[str]:
    """The words of a title of four letters or more, less the names of its parties."""
    names: set[str] = set()
    for party in treaty.party:
        state = states.get(party.state)
        for name in (state.name, state.official, *state.adjectives):
            names.update(re.findall(r"\w{4,}", name.casefold()))
    return set(re.findall(r"\w{4,}", treaty.title.casefold())) - names - {"between", "with", "from"}


def _numbers(files: tuple[_File, ...]) -> Iterator[Issue]:
    """Numbers of ATOP that do not exist, or that two files name."""
    claimed: dict[int, str] = {}
    for file in files:
        for number in file.treaty.atop_numbers:
            line = line_of(file.text, "atop", str(number))
            if number not in against_atop.by_number():
                yield Issue("error", file.name, f"ATOP 5.1 has no alliance {number}", line)
            elif number in claimed:
                yield Issue("error", file.name, f"ATOP {number} is {claimed[number]}'s already", line)
            claimed.setdefault(number, file.name)


def _against_atop(file: _File, used: set[tuple[int, str]]) -> Iterator[Found]:
    """What ATOP has otherwise, less what is kept; ``used`` collects the rows that keep something, with the file."""
    says: dict[tuple[str, str], list[str]] = {}
    for difference in against_atop.differences(file.treaty):
        rows = [i for i, row in enumerate(against_atop.kept()) if row.covers(file.treaty.id, difference)]
        used.update((i, file.treaty.id) for i in rows)
        if not rows:
            says.setdefault((difference.about, difference.says), []).append(difference.which)
    for (about, words), which in says.items():
        subject = "" if about == "number" else f"{', '.join(which)} "
        key = {"kind": "atop", "number": "title"}.get(about, "state")
        line = line_of(file.text, key, *([f'"{which[0]}"'] if key == "state" else []))
        yield "warning", f"ATOP: {subject}{words}", line


def _gone(used: set[tuple[int, str]]) -> Iterator[Issue]:
    """Rows of the table of kept disagreements that keep none."""
    for i, row in enumerate(against_atop.kept()):
        for treaty_id in row.files:
            if (i, treaty_id) not in used:
                says = f"row {i + 1} keeps nothing of {treaty_id} ({row.about}): take it out"
                yield Issue("warning", against_atop.TABLE, says)


def run_example(treaty: Treaty, example: Example) -> str | None:
    """Run one example; what is wrong with it in words, or None."""
    expect = example.expect
    name = f'example "{example.name}"'
    try:
        finding = _finding(treaty, example)
    except InputError as error:
        return f"{name}: {error}"
    if finding is None:
        if expect.verdict == "not-triggered":
            return None  # no such finding at all: the treaty did not exist then, or the debtor was no party
        return f"{name}: no finding for clause {expect.clause}, debtor {expect.debtor}"
    if finding.verdict != expect.verdict:
        return f"{name}: expected {expect.verdict}, got\n{tree(finding)}"
    return None


def attack_of(example: Example) -> Attack:
    """The attack of an example, with ``casus what-if``'s suppositions."""
    said = example.attack

    def side(names: tuple[str, ...]) -> frozenset[str]:
        return frozenset(n if n.startswith("*") else states.find(n, example.day).id for n in names)

    return suppose(
        example.day,
        side(said.by),
        side(said.on),
        said.act,
        hits=said.hits,
        place=places.find(said.place, example.day) if said.place else None,
        begun_by=side(said.begun_by) if isinstance(said.begun_by, tuple) else said.begun_by,
        state_of_war=said.state_of_war,
        requested=said.requested,
    ).attack


def _finding(treaty: Treaty, example: Example) -> Finding | None:
    expect = example.expect
    found = [
        f
        for f in evaluate([treaty], attack_of(example), World.on(example.day))
        if f.clause.id == expect.clause and f.debtor == expect.debtor and expect.creditor in (None, f.creditor)
    ]
    rank = {"triggered": 0, "open": 1, "not-triggered": 2}
    return min(found, key=lambda f: rank[f.verdict], default=None)
