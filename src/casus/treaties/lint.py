"""Checks on a folder of treaty files: each treaty by itself, one treaty twice, and ATOP beside the files by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from itertools import combinations
from pathlib import Path

from casus import states
from casus.errors import BadTreaty
from casus.treaties import against_atop, toml
from casus.treaties.checks import Found, Severity, check, line_of
from casus.treaties.model import Treaty

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
