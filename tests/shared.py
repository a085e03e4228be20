"""Where the material shared between projects lies; tests that need it are skipped, by name, where it is absent."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def need(*parts: str) -> Path:
    """The path below ``../shared``, or a skip that names it."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"needs ../shared/{'/'.join(parts)}")
    return path
