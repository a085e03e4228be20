"""Every exception that casus raises on purpose, as one tree.

Each message is a single line that names the thing, the place and the next step.

CasusError
├── InputError                 what the user gave cannot be used (the command line exits with 1)
│   ├── UnknownState           no state by that name on that day
│   ├── BadDay                 a day that is not a day, or is outside 1816-2100
│   ├── BadPage                no page there, nothing readable in it, or too large
│   │   └── NoArticle          a page was read, but it holds no article
│   ├── BadTreaty              a treaty file breaks the format (file, line, allowed words)
│   └── UnknownTreaty          no treaty by that id
├── OutputClosed               whoever read the output went away before its end
└── TableError                 a table that ships with casus is damaged (a bug or a broken installation)
"""

from __future__ import annotations


class CasusError(Exception):
    """Base of all errors that casus raises on purpose."""


class InputError(CasusError):
    """What the user gave cannot be used."""


class UnknownState(InputError):
    """No state is known by that name on that day."""


class BadDay(InputError):
    """Not a day, or a day outside the years that casus covers."""


class BadPage(InputError):
    """The page cannot be read."""


class NoArticle(BadPage):
    """The page was read but holds no article."""


class BadTreaty(InputError):
    """A treaty file breaks the format."""


class UnknownTreaty(InputError):
    """No treaty is known by that id."""


class OutputClosed(CasusError):
    """Whoever read the output went away before its end."""


class TableError(CasusError):
    """A table that ships with casus is damaged."""
