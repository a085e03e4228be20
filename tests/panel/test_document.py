"""The document of panels prints the sets that there are."""

from __future__ import annotations

import os
import re
from pathlib import Path

from casus.panel import sets

DOC = Path(__file__).resolve().parents[2] / "docs" / "panel.md"


def test_the_document_prints_every_set() -> None:
    text = DOC.read_text(encoding="utf-8")
    printed = re.search(r"### Pairs\n.*?(?=\n## )", text, re.DOTALL)
    assert printed is not None
    if os.environ.get("CASUS_WRITE_DOCS"):
        DOC.write_text(text.replace(printed.group(), sets.as_markdown()), encoding="utf-8")
    else:
        assert printed.group() == sets.as_markdown()


def test_the_ten_lines_of_the_tutorial_are_those_that_run() -> None:
    script = (DOC.parent / "onset.py").read_text(encoding="utf-8")
    lines = re.search(r"# the ten lines\n(.*?)# as far as here\n", script, re.DOTALL)
    assert lines is not None
    code = lines[1]
    assert f"```python\n{code}```" in DOC.read_text(encoding="utf-8")
    assert len([line for line in code.splitlines() if line and not line.startswith(("import", "from"))]) == 10
