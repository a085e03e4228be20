"""What went into a result: version, seed, and hashes of the inputs. The same ``Run`` gives the same answer."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from casus import __version__


@dataclass(frozen=True, slots=True)
class Run:
    """Written beside every result.

    ``inputs`` maps what was read (a page, the treaty texts) to the sha256 of its bytes; ``options`` holds what the
    caller chose. No clock and no machine name: with the same versions a run is the same wherever it is made.
    """

    command: str
    seed: int = 0
    inputs: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    casus: str = __version__
    python: str = platform.python_version()

    def as_json(self) -> dict[str, Any]:
        """The run as plain JSON values."""
        return asdict(self)


def sha256(*parts: bytes) -> str:
    """Hash of the parts, each preceded by its length, so that no two lists of parts share a hash by accident."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()
