"""Published datasets: one card a file, one loader for all; what a loader gives is the source's own coding.

``datasets()`` has every card by its id, ``get`` one of them, ``load`` the table: packaged, or from a user's own file.

>>> from casus.datasets import get, load
>>> get("cow-majors")
<Dataset cow-majors: COW 2016 major power spells, 14 rows × 8 columns, 1816–2016>
>>> load("cow-majors").num_rows
14
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from casus.datasets.shelf import datasets, get, load

__all__ = ["datasets", "get", "load"]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for."""
    if name not in __all__:
        raise AttributeError(f"module 'casus.datasets' has no attribute {name!r}; it has: {', '.join(__all__)}")
    from casus.datasets import shelf

    value = getattr(shelf, name)
    globals()[name] = value
    return value
