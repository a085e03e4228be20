"""The packaged words of pages, and what a line's words say of it: how many they are, whether they close a sentence."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources
from typing import Any, Final

CLOSERS: Final = "\"'”’)]»*」』）\u200b\u2060\ufe0f "
_ENDS: Final = (".", "!", "?", "…", "。", "！", "？", "؟", "۔", "।")
_SYMBOL_END: Final = re.compile(r"[\u2190-\u2bff\U0001f000-\U0001faff\s]+$")  # pictures that follow a sentence
_WIDE: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")  # scripts without spaces between words


@cache
def table(name: str) -> dict[str, Any]:
    """A packaged table of words, ``tables/NAME.json``."""
    loaded: dict[str, Any] = json.loads((resources.files("casus") / "tables" / f"{name}.json").read_text("utf-8"))
    return loaded


@cache
def words(group: str, key: str = "words") -> tuple[str, ...]:
    """A list of ``page_words.json``."""
    return tuple(table("page_words")[group][key])


@cache
def any_of(group: str, key: str) -> re.Pattern[str]:
    """One alternation of plain words, so that a line is searched once; each begins where a word does."""
    plain = "|".join(re.escape(w) for w in words(group, key) if w[0].isalnum())  # one look behind: 20 times as fast
    marks = "".join("|" + re.escape(w) for w in words(group, key) if not w[0].isalnum())
    return re.compile(rf"(?<![^\W_])(?:{plain}){marks}")


def ends_sentence(text: str) -> bool:
    """Whether the line closes as a sentence does, quotation marks and brackets aside.

    >>> ends_sentence('"We have no plans," he said, "none."'), ends_sentence("Chad ends defence accord")
    (True, False)
    """
    tail = text[-12:].rstrip(CLOSERS)
    if not tail.isascii():
        tail = _SYMBOL_END.sub("", tail).rstrip(CLOSERS)
    return tail.endswith(_ENDS) and not text.endswith((" ..", " ..."))


def listed(text: str) -> frozenset[str]:
    """The words of a string, as a set: a list in the code that is read in rows."""
    return frozenset(text.split())


def count_words(text: str) -> int:
    """Words, by spaces; two characters of a script that has none count as one."""
    spaced = text.count(" ") + 1 if text else 0
    return spaced if text.isascii() else spaced + len(_WIDE.findall(text)) // 2
