"""Checks on treaty files beyond their words: sources, dates, parties, doubles, and every example run as a case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Literal

from casus import places, states
from casus.errors import BadTreaty
from casus.events import Attack, suppose
from casus.treaties import toml
from casus.treaties.evaluate import Finding, evaluate
from casus.treaties.explain import tree
from casus.treaties.model import Example, Treaty
from casus.world import World


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing wrong (``error``) or odd (``warning``) in a file."""

    severity: Literal["error", "warning"]
    file: str
    says: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.file}: {self.says}"


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked and what was found."""

    treaties: int
    examples: int
    issues: tuple[Issue, ...]


def lint(folder: Path | None = None) -> Report:
    """Check every ``.toml`` file of the folder, or those that ship with casus. A broken file hides no other."""
    if folder is not None and not folder.is_dir():
        raise BadTreaty(f"{folder}: no such folder; lint-treaties takes a folder of .toml files")
    root = folder if folder is not None else Path(str(resources.files("casus").joinpath("treaties/texts")))
    files = sorted(root.glob("*.toml"))
    if not files:
        raise BadTreaty(f"{root}: holds no .toml file")
    issues: list[Issue] = []
    read: dict[str, tuple[str, Treaty]] = {}
    for file in files:
        try:
            treaty = toml.load(file)
        except BadTreaty as error:
            issues.append(Issue("error", file.name, str(error)))
            continue
        if treaty.id in read:
            issues.append(Issue("error", file.name, f'id "{treaty.id}" stands in {read[treaty.id][0]} too'))
        read[treaty.id] = (file.name, treaty)
        issues += [Issue(severity, file.name, says) for severity, says in check(treaty, file.stem)]
    return Report(len(read), sum(len(t.example) for _, t in read.values()), tuple(issues))


def check(treaty: Treaty, stem: str | None = None) -> Iterator[tuple[Literal["error", "warning"], str]]:
    """What is wrong or odd with one treaty."""
    if stem is not None and stem != treaty.id:
        yield "error", f'id "{treaty.id}" should be the name of the file'
    yield from _dates(treaty)
    evaluated = any(clause.trigger for clause in treaty.clause)
    if evaluated and not treaty.example:
        yield "warning", "has no example; give at least one case, and one in which no duty arises"
    elif evaluated and all(e.expect.verdict != "not-triggered" for e in treaty.example):
        yield "warning", "no example pins a case in which no duty arises"
    for example in treaty.example:
        wrong = run_example(treaty, example)
        if wrong:
            yield "error", wrong


def _dates(treaty: Treaty) -> Iterator[tuple[Literal["error", "warning"], str]]:
    previous = None
    for spell in treaty.force:
        if spell.until is not None and spell.until <= spell.start:
            yield "error", f"in force from {spell.start} until {spell.until}: the end is not after the beginning"
        if previous is not None and (previous.until is None or spell.start < previous.until):
            yield "error", f"spells of force overlap at {spell.start}"
        previous = spell
    if treaty.signed and treaty.force and treaty.force[0].start < treaty.signed:
        yield "warning", f"in force ({treaty.force[0].start}) before it was signed ({treaty.signed})"
    for party in treaty.party:
        if party.start and party.until and party.until <= party.start:
            yield "error", f"{party.state}: party from {party.start} until {party.until}"
        begin = party.start or (treaty.force[0].start if treaty.force else treaty.signed)
        if begin is not None and not states.get(party.state).exists(begin):
            yield "error", f"{party.state} was no state on {begin}, when it is said to become a party"
    for a in treaty.party:
        for b in treaty.party:
            if (
                a is not b
                and a.state == b.state
                and (a.start or date.min) <= (b.start or date.min) < (a.until or date.max)
            ):
                yield "error", f"{a.state}: spells as a party overlap"


def run_example(treaty: Treaty, example: Example) -> str | None:
    """Run one example; what is wrong with it in words, or None."""
    finding = _finding(treaty, example)
    expect = example.expect
    name = f'example "{example.name}"'
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
