"""Which datasets stand behind a result: ids, the run file that lies beside it, or the result with its run inside."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from casus.datasets import shelf
from casus.errors import InputError

_PROMISES: Final = ("atop-alliances", "atop-members", "atop-dyads", "cow-states", "gw-states")
#: What went into the tables of treaties, states and standing facts that a command reads. Treaty files cite themselves.
BEHIND: Final = {
    "what-if": _PROMISES,
    "brief": (*_PROMISES, "nuclear-status", "warheads", "us-troops", "rivalries"),
}


def ids(named: Iterable[str]) -> list[str]:
    """Ids of datasets, from ids and from run files; each once, in order. ``-`` is a run on stdin."""
    return list(dict.fromkeys(id for one in named for id in _of(one)))


def _of(named: str) -> list[str]:
    if named != "-" and Path(named).suffix != ".json":
        return [shelf.get(named).id]
    try:
        made = json.loads(sys.stdin.read() if named == "-" else Path(named).read_text(encoding="utf-8"))
        run = made.get("run", made)
        inputs, command = list(run["inputs"]), str(run["command"])
    except OSError as error:
        raise InputError(f"{named}: cannot be read ({error.strerror or error})") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError(f'{named}: not a run; it should hold "command" and "inputs", as casus writes them') from None
    return [*(id for id in inputs if id in shelf.datasets()), *BEHIND.get(command, ())]
