"""All treaties at hand: those that ship with casus, and a user's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib import resources
from pathlib import Path

from casus.datasets.atop import TABLE
from casus.errors import BadTreaty, UnknownTreaty
from casus.run import sha256
from casus.treaties import atop, toml
from casus.treaties.model import Treaty


@dataclass(frozen=True)
class Library:
    """A collection of treaties, in the order of their ids."""

    treaties: tuple[Treaty, ...]
    #: Hash of what the treaties were read from: two libraries with the same one give the same findings.
    digest: str

    def __iter__(self) -> Iterator[Treaty]:
        return iter(self.treaties)

    def __len__(self) -> int:
        return len(self.treaties)

    def __getitem__(self, treaty_id: str) -> Treaty:
        for treaty in self.treaties:
            if treaty.id == treaty_id.casefold():
                return treaty
        ids = [treaty.id for treaty in self.treaties]
        near = get_close_matches(treaty_id.casefold(), ids, 3, 0.5)
        raise UnknownTreaty(
            f'no treaty called "{treaty_id}"; '
            + (f"did you mean {' or '.join(near)}?" if near else "see: casus treaties")
        )

    def between(self, one: str, other: str, on: date) -> tuple[Treaty, ...]:
        """Treaties in force on the day to which both states are parties.

        >>> [t.id for t in shipped().between("USA", "KOR", on=date(2024, 10, 19))]
        ['asean-tac-1976', 'un-charter', 'usa-kor-1953', 'usa-kor-umbrella']
        """
        return tuple(t for t in self if t.in_force(on) and {one, other} <= set(t.parties(on)))

    def of(self, state: str, on: date) -> tuple[Treaty, ...]:
        """Treaties in force on the day to which the state is a party."""
        return tuple(t for t in self if t.in_force(on) and state in t.parties(on))

    def without(self, ids: Iterable[str]) -> Library:
        """The same, less those treaties (each must exist)."""
        gone = {self[i].id for i in ids}
        return Library(
            tuple(t for t in self if t.id not in gone), sha256(self.digest.encode(), repr(sorted(gone)).encode())
        )

    def plus(self, others: Iterable[Treaty]) -> Library:
        """The same, and others; one of the same id takes the place of ours."""
        added = tuple(others)
        merged = {t.id: t for t in (*self.treaties, *added)}
        digest = sha256(self.digest.encode(), *(repr(astuple(treaty)).encode() for treaty in added))
        return Library(tuple(merged[i] for i in sorted(merged)), digest if added else self.digest)


@cache
def shipped() -> Library:
    """The treaties that come with casus: those by hand, and of ATOP's alliances all that no file by hand stands for."""
    ours = by_hand()
    every = sorted((*ours, *atop.replacing(ours)), key=lambda treaty: treaty.id)
    return Library(tuple(every), sha256(ours.digest.encode(), TABLE.read_bytes()))


@cache
def by_hand() -> Library:
    """The treaties that are kept as files, clause by clause."""
    folder = resources.files("casus").joinpath("treaties/texts")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    texts = [file.read_bytes() for file in files]
    read = (toml.parse(text.decode(), file.name) for file, text in zip(files, texts, strict=True))
    return Library(tuple(read), sha256(*texts))


def read_folder(folder: Path) -> tuple[Treaty, ...]:
    """A user's own treaties: every ``.toml`` file in the folder."""
    if not folder.is_dir():
        raise BadTreaty(f"{folder}: no such folder; --treaties takes a folder of .toml files")
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise BadTreaty(f"{folder}: holds no .toml file")
    return tuple(toml.load(file) for file in files)
