"""casus reads what is reported about peace and war, and says who is bound to do what by treaty.

The straight line, as functions: ``load`` a page, ``read`` it into an article, ``extract`` its claims, ``evaluate``
treaties against an attack; ``casus.brief.build.build`` is the whole line. Names are loaded when first used, so that
``import casus`` costs nothing.

>>> import casus
>>> from datetime import date
>>> attack = casus.suppose(date(2024, 10, 19), by=frozenset({"PRK"}), on=frozenset({"KOR"})).attack
>>> findings = casus.evaluate(casus.library(), attack, casus.World.on(attack.day))
>>> [f.debtor for f in findings if f.list == "bound"]
['USA']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from casus import panel
    from casus.events import Attack, suppose
    from casus.reports.extract import extract
    from casus.reports.page import load
    from casus.reports.read import read
    from casus.treaties.evaluate import evaluate
    from casus.treaties.library import shipped as library
    from casus.world import World

__all__ = ["Attack", "World", "evaluate", "extract", "library", "load", "panel", "read", "suppose"]

_HOMES = {
    "Attack": ("casus.events", "Attack"),
    "World": ("casus.world", "World"),
    "evaluate": ("casus.treaties.evaluate", "evaluate"),
    "extract": ("casus.reports.extract", "extract"),
    "library": ("casus.treaties.library", "shipped"),
    "load": ("casus.reports.page", "load"),
    "panel": ("casus.panel", ""),
    "read": ("casus.reports.read", "read"),
    "suppose": ("casus.events", "suppose"),
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'casus' has no attribute {name!r}; it has: {', '.join(__all__)}")
    module, attribute = _HOMES[name]
    loaded = import_module(module)
    value = getattr(loaded, attribute) if attribute else loaded
    globals()[name] = value
    return value
