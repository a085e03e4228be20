"""A panel on disk: Parquet, CSV or Stata, with the run and the citations of all that it draws on beside it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl

from casus.datasets import shelf
from casus.errors import InputError
from casus.panel.panel import Panel
from casus.run import Run, sha256

#: Longest variable label that Stata takes.
_LABEL = 80


def write(panel: Panel, out: Path, options: Mapping[str, object]) -> Run:
    """Write ``out`` by its ending, ``out.run.json`` and ``out.bib``; nothing is left half-written."""
    writer = _WRITERS.get(out.suffix)
    if writer is None:
        raise InputError(f"{out}: a panel is written as {', '.join(_WRITERS)}; give the file one of these endings")
    run = Run("panel", 0, {id: sha256(shelf.get(id).table.read_bytes()) for id in panel.datasets}, options)
    texts = {".run.json": json.dumps(run.as_json(), indent=2) + "\n", ".bib": shelf.bibliography(panel.datasets)}
    parts = {out: out.with_name(f".{out.name}.part")}
    parts |= {beside(out, ending): beside(parts[out], ending) for ending in texts}
    try:
        if not out.parent.is_dir():
            raise InputError(f"{out}: cannot be written (no such folder)")
        writer(panel, parts[out])
        for ending, text in texts.items():
            parts[beside(out, ending)].write_text(text, encoding="utf-8")
        for path, part in parts.items():
            part.replace(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InputError(f"{out}: cannot be written ({getattr(error, 'strerror', None) or error})") from None
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)
    return run


def beside(out: Path, ending: str) -> Path:
    """The file of that ending that belongs to ``out``."""
    return out.with_name(out.name + ending)


def _parquet(panel: Panel, out: Path) -> None:
    told = {c.name: {"says": c.says, "unit": c.unit, "dataset": c.dataset} for c in panel.columns}
    about = {"casus": repr(panel), "casus.columns": json.dumps(told)}
    panel.lazy().sink_parquet(out, compression="zstd", statistics=False, metadata=about)


def _csv(panel: Panel, out: Path) -> None:
    panel.lazy().sink_csv(out)


def _stata(panel: Panel, out: Path) -> None:
    import pyreadstat

    labels: dict[str, str | None] = {c.name: _label(c.says) for c in panel.columns}
    codes: dict[str, dict[int | float, str]] = {c.name: dict(c.codes) for c in panel.columns if c.codes}
    frame = panel.polars()
    # Stata knows no missing text; an empty string is its own
    frame = frame.with_columns(pl.col(pl.String).fill_null(""))
    try:
        pyreadstat.write_dta(frame, str(out), column_labels=labels, variable_value_labels=codes)
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError) as error:
        raise OSError(str(error)) from None


def _label(says: str) -> str:
    """Short enough for Stata; what tells columns apart often stands at the end."""
    return says if len(says) <= _LABEL else f"{says[:40]} … {says[43 - _LABEL :]}"


_WRITERS: dict[str, Callable[[Panel, Path], None]] = {".parquet": _parquet, ".csv": _csv, ".dta": _stata}
