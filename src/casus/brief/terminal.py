"""The terminal: its width, its colours, and text made harmless before it is shown."""

from __future__ import annotations

import os
import sys
import unicodedata
from typing import IO

from rich.console import Console

from casus.errors import OutputClosed

#: Width of what is printed where no terminal says otherwise: the sample layout of the brief fits in it.
WIDTH = 118


def console() -> Console:
    """A console on stdout. ``NO_COLOR`` is honoured by rich; a pipe gets plain text of a fixed width."""
    tty = sys.stdout.isatty()
    width = None if tty or "COLUMNS" in os.environ else WIDTH
    file: IO[str] | None = None if tty else _Trimmed()  # type: ignore[assignment]  # all that rich uses of a file
    return Console(width=width, file=file, highlight=False, markup=False, emoji=False, soft_wrap=False)


class _Trimmed:
    """Stdout, with the spaces that pad a table to its width taken off the ends of lines."""

    encoding = "utf-8"

    def __init__(self) -> None:
        self._rest = ""

    def write(self, text: str) -> int:
        *lines, self._rest = (self._rest + text).split("\n")
        if lines:
            emit("".join(line.rstrip() + "\n" for line in lines))
        return len(text)

    def flush(self) -> None:
        rest, self._rest = self._rest, ""
        emit(rest.rstrip())

    def isatty(self) -> bool:
        return False


def emit(text: str) -> None:
    """Write to stdout, at once; ``OutputClosed`` where nobody reads it any more."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # what is still buffered can go nowhere: let the interpreter flush it into nothing at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise OutputClosed("the output was closed before its end") from None


def plain(text: str) -> str:
    """The text without control and direction-changing characters: a page must not be able to steer a terminal.

    >>> plain("a\\x1b[31mb\\u202ec")
    'a[31mbc'
    """
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
