"""What the documents print is what casus prints today.

A block that begins with ```console holds commands after ``$`` and below each its output. ``CASUS_WRITE_DOCS=1`` writes
the output of today into the documents instead (``make docs``). ``$SEED`` is the seed page of ../shared.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shared import SHARED

ROOT = Path(__file__).resolve().parents[1]
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def commands(block: str) -> list[tuple[str, str]]:
    """The commands of a block, each with the output that the document gives it."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def run(command: str) -> str:
    seeds = sorted((SHARED / "seeds").glob("*")) if SHARED.exists() else []
    if "$SEED" in command and not seeds:
        pytest.skip("needs ../shared/seeds")
    if command.startswith("make run"):
        command = (
            "casus brief examples/" + re.search(r"PAGE\s*\?=\s*examples/(\S+)", (ROOT / "Makefile").read_text())[1]
        )  # type: ignore[index]
    bin_ = Path(sys.executable).parent
    env = {
        **os.environ,
        "PATH": f"{bin_}:{os.environ['PATH']}",
        "NO_COLOR": "1",
        "SEED": str(seeds[0]) if seeds else "",
    }
    env.pop("COLUMNS", None)
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT, env=env, timeout=60)
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout + done.stderr


CASES = [
    pytest.param(path, command, printed, id=f"{path.name}:{command[:50]}")
    for path in DOCS
    for block in BLOCK.findall(path.read_text(encoding="utf-8"))
    for command, printed in commands(block)
]


@pytest.mark.parametrize(("path", "command", "printed"), CASES)
def test_the_document_is_true(path: Path, command: str, printed: str) -> None:
    today = run(command)
    if os.environ.get("CASUS_WRITE_DOCS"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(f"$ {command}\n{printed}", f"$ {command}\n{today}", 1), encoding="utf-8")
    else:
        assert today == printed


def test_there_are_documents_to_check() -> None:
    assert {case.values[0].name for case in CASES} >= {"README.md", "first-page.md"}
