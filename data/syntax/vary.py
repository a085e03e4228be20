"""What is changed by chance in the training text of each epoch, to meet what agencies write and EWT does not."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from treebank import Row, Sentence

CITIES = [
    "Seoul",
    "Moscow",
    "Kyiv",
    "Tokyo",
    "Beijing",
    "Washington",
    "Paris",
    "London",
    "Berlin",
    "Brussels",
    "Geneva",
    "Ankara",
    "Cairo",
    "Baghdad",
    "Tehran",
    "Jerusalem",
    "Nairobi",
    "Delhi",
    "Islamabad",
    "Manila",
    "Riga",
    "Minsk",
    "Doha",
    "Sanaa",
    "Khartoum",
    "Lima",
    "Havana",
]
AGENCIES = ["AFP", "Reuters", "AP", "Xinhua", "TASS", "Yonhap", "DPA", "EFE", "ANI", "APP", "Kyodo", "UPI"]
MONTHS = ["Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"]


def dateline(rng: random.Random) -> list[Row]:
    """The words of 'SEOUL, Oct 19 (AFP) -'; the heads of what depends on the sentence's root are marked by -1."""
    city = rng.choice(CITIES)
    if rng.random() < 0.7:
        city = city.upper()
    rows = [["1", city, city, "PROPN", "NNP", "Number=Sing", "-1", "parataxis"]]
    glued = []

    def add(form: str, pos: str, tag: str, feat: str, head: int, dep: str, *, tight: bool = False) -> int:
        rows.append([str(len(rows) + 1), form, form, pos, tag, feat, str(head), dep])
        if tight:
            glued.append(len(rows))
        return len(rows)

    if rng.random() < 0.6:
        add(",", "PUNCT", ",", "_", 3, "punct", tight=True)
        month = add(rng.choice(MONTHS), "PROPN", "NNP", "Number=Sing", 1, "obl:unmarked")
        add(str(rng.randint(1, 31)), "NUM", "CD", "NumForm=Digit|NumType=Card", month, "nummod")
    if rng.random() < 0.7:
        at = len(rows) + 1
        add("(", "PUNCT", "-LRB-", "_", at + 1, "punct")
        name = rng.choice(AGENCIES)
        add(name, "PROPN", "NNP", "Number=Sing", 1, "parataxis", tight=True)
        add(")", "PUNCT", "-RRB-", "_", at + 1, "punct", tight=True)
    add(rng.choice(["-", "-", "--", "—", "–", ":"]), "PUNCT", ":", "_", 1, "punct")
    return [[*r, "", "SpaceAfter" if i + 1 in glued else ""] for i, r in enumerate(rows)]


def with_dateline(sentence: Sentence, rng: random.Random) -> Sentence:
    text, rows, first = sentence
    before = dateline(rng)
    n = len(before)
    root = next((int(r[0]) for r in rows if r[6] == "0"), 1)
    line = "".join(("" if not i or r[9] else " ") + r[1] for i, r in enumerate(before))
    for r in before:
        r[6] = str(root + n) if r[6] == "-1" else r[6]
    moved = [[str(int(r[0]) + n), *r[1:6], str(int(r[6]) + n) if r[6] != "0" else "0", *r[7:]] for r in rows]
    return f"{line} {text}", before + moved, first


def rewritten(sentence: Sentence, form: Callable[[Row], str]) -> Sentence:
    """The sentence with another form for each word; heads, labels, tags and lemmas stay."""
    text, rows, first = sentence
    pieces, changed, at = [], [], 0
    for row in rows:
        start = text.index(row[1], at)
        changed.append([row[0], form(row), *row[2:]])
        pieces += [text[at:start], changed[-1][1]]
        at = start + len(row[1])
    return "".join(pieces) + text[at:], changed, first


def recast(sentence: Sentence, change: Callable[[str], str]) -> Sentence:
    """The sentence in lower or upper case."""
    if len(change(sentence[0])) != len(sentence[0]):
        return sentence
    return rewritten(sentence, lambda row: change(row[1]))


def unstopped(sentence: Sentence) -> Sentence:
    """The sentence without its full stop, as headlines and captions end."""
    text, rows, first = sentence
    if len(rows) > 3 and rows[-1][1] == "." and text.endswith(".") and all(r[6] != rows[-1][0] for r in rows):
        return text[:-1].rstrip(), rows[:-1], first
    return sentence


def curled(row: Row) -> str:
    """Straight quotes made typographic, as most outlets print them (EWT has few)."""
    if row[1] == '"':
        return "“" if row[4] == "``" else "”"
    return row[1].replace("'", "’")


def britannic(form: str) -> str:
    """'organizing' -> 'organising', 'defense' -> 'defence': EWT is American, half the agencies are not."""
    if len(form) > 6:
        form = re.sub(r"(?<![sp])(?<!ca)iz(e[ds]?|ing|ers?|ations?)$", r"is\1", form)
    form = re.sub(r"(?i)\b(defen|offen|licen)se(s?)$", r"\1ce\2", form)
    form = re.sub(r"(?i)\b(lab|neighb|harb|col|hon|fav|arm|rum|behavi)or(s|ed|ing|s?|hoods?)$", r"\1our\2", form)
    return re.sub(r"(?i)\b(cent|theat)er(s?)$", r"\1re\2", form)


DAYS = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}


def bare_days(sentence: Sentence) -> Sentence:
    """'said on Friday' -> 'said Friday', as agencies write; the day is then obl:unmarked, as UD has it."""
    text, rows, first = sentence
    for r, day in pairwise(rows[1:]):
        place = f" on {day[1]}"
        if not (r[1] == "on" and day[1] in DAYS and (r[6], r[7], day[7]) == (day[0], "case", "obl")):
            continue
        if text.count(place) != 1 or any(x[6] == r[0] for x in rows):
            continue

        def shift(n: str, gone: int = int(r[0])) -> str:
            return str(int(n) - (int(n) > gone))

        kept = [x for x in rows if x is not r]
        out = [[shift(x[0]), *x[1:6], shift(x[6]), "obl:unmarked" if x is day else x[7], *x[8:]] for x in kept]
        return text.replace(place, f" {day[1]}"), out, first
    return sentence


def scrambled(form: str, rng: random.Random) -> str:
    """An invented stem: first letter, last three and shape stay, so that the model learns to lean on those."""
    stem = "".join(rng.choice("aeioulnrst") for _ in form[1:-3])
    return form[0] + (stem.upper() if form.isupper() else stem) + form[-3:]


def varied(groups: list[list[Sentence]], s: dict[str, Any], rare: set[str], rng: random.Random) -> list[list[Sentence]]:
    """One epoch's paragraphs, shuffled and changed by chance."""

    def disguise(row: Row) -> str:
        form = row[1]
        chosen = len(form) > 5 and form.isalpha() and form.lower() in rare and rng.random() < s["scramble"]
        return scrambled(form, rng) if chosen else form

    out: list[list[Sentence]] = []
    for group in groups:
        new = list(group)
        if rng.random() < s["quotes"]:
            new = [rewritten(x, curled) for x in new]
        if rng.random() < s["bare_days"]:
            new = [bare_days(x) for x in new]
        if rng.random() < s["british"]:
            new = [rewritten(x, lambda row: britannic(row[1])) for x in new]
        if s["scramble"]:
            new = [rewritten(x, disguise) for x in new]
        if rng.random() < s["dateline"]:
            new[0] = with_dateline(new[0], rng)
        if rng.random() < s["unstopped"]:
            new[-1] = unstopped(new[-1])
        chance = rng.random()
        if chance < s["lower"]:
            new = [recast(x, str.lower) for x in new]
        elif chance < s["lower"] + s["upper"]:
            new = [recast(x, str.upper) for x in new]
        if rng.random() < s["sentences"]:
            out.extend([x] for x in new)
        else:
            out.append(new)
    rng.shuffle(out)
    return out
