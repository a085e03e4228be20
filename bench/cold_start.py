"""How long the commands take from a cold start, as a ratio to an interpreter that starts and stops.

Run: python bench/cold_start.py [RUNS]
Each command runs as a process of its own, in turn with ``python -c pass``; medians and their ratio are printed.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CASUS = [sys.executable, "-m", "casus.cli"]
COMMANDS = {
    "casus what-if": [*CASUS, "what-if", "--by", "USA", "--on", "PRK", "--day", "2024-10-19"],
    "casus brief, a page of 1,000 words": [*CASUS, "brief", "-"],
}


def page_of(words: int) -> bytes:
    """A page of about so many words: the body of a page that ships, repeated under one head."""
    head, _, rest = (ROOT / "examples" / "border-wire.txt").read_text(encoding="utf-8").partition("\n\n")
    body = rest.split("\n\nNOTES")[0]
    times = -(-words // len(body.split()))
    return "\n\n".join([head, *[body] * times]).encode()


def seconds(command: list[str], stdin: bytes) -> float:
    """Wall-clock seconds of one process."""
    start = time.perf_counter()
    subprocess.run(command, input=stdin, capture_output=True, check=True, cwd=ROOT)
    return time.perf_counter() - start


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    page = page_of(1000)
    print(f"page: {len(page.decode().split())} words; {runs} runs each, medians")
    for name, command in COMMANDS.items():
        pairs = [(seconds([sys.executable, "-c", "pass"], b""), seconds(command, page)) for _ in range(runs)]
        bare, ours = (statistics.median(times) for times in zip(*pairs, strict=True))
        print(f"{name}: {ours:.2f} s, {ours / bare:.0f} x a bare interpreter ({bare:.3f} s)")


if __name__ == "__main__":
    main()
