"""The table in docs/datasets.md is that of the cards. ``CASUS_WRITE_DOCS=1`` writes it anew (``make docs``)."""

from __future__ import annotations

import os
import re
from pathlib import Path

from casus.datasets import datasets, show

DOCUMENT = Path(__file__).parents[2] / "docs" / "datasets.md"
TABLE = re.compile(r"(?<=<!-- datasets -->\n).*?(?=<!-- /datasets -->)", re.DOTALL)


def test_the_table_of_the_document_is_that_of_the_cards() -> None:
    text, table = DOCUMENT.read_text(encoding="utf-8"), show.markdown(datasets().values())
    if os.environ.get("CASUS_WRITE_DOCS"):
        DOCUMENT.write_text(TABLE.sub(lambda _: table, text), encoding="utf-8")
    else:
        assert TABLE.findall(text) == [table]


def test_the_document_counts_right() -> None:
    assert f"casus reads {len(datasets())} published files" in DOCUMENT.read_text(encoding="utf-8")
