"""What ships with the odds: promises, findings and the fitted model; written by ``data/odds.py``.

The card is ``docs/cards/odds.md``.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from casus.errors import TableError
from casus.odds.boosting import Trees
from casus.odds.duties import Found, Promise
from casus.odds.joining import Bag, Calibration, Model
from casus.odds.names import NAMES

FOLDER = Path(__file__).parents[1] / "tables"
PROMISES, FINDINGS = FOLDER / "odds_promises.parquet", FOLDER / "odds_findings.parquet"
MODEL, TREES = FOLDER / "odds_model.json", FOLDER / "odds_trees.parquet"


@cache
def promises() -> tuple[Promise, ...]:
    """From when until when who owed whom what."""
    return tuple(Promise(*row.values()) for row in _read(PROMISES))


@cache
def findings() -> dict[str, tuple[Found, ...]]:
    """What the engine found, by conflict."""
    rows: dict[str, list[Found]] = {}
    for row in _read(FINDINGS):
        rows.setdefault(row["conflict"], []).append(Found(*row.values()))
    return {conflict: tuple(found) for conflict, found in rows.items()}


def write_promises(rows: Sequence[Promise]) -> None:
    """Write the table of promises."""
    PROMISES.write_bytes(_bytes(rows, Promise._fields))


def write_findings(rows: Sequence[Found]) -> None:
    """Write the table of findings."""
    FINDINGS.write_bytes(_bytes(rows, Found._fields))


@cache
def model() -> Model:
    """The fitted model."""
    try:
        told = json.loads(MODEL.read_text(encoding="utf-8"))
        if told["features"] != list(NAMES):
            raise ValueError("its features are not those of this version")
        fits: list[dict[Any, Trees]] = [{} for _ in told["starts"]]
        table = table_of(TREES)
        columns = {name: table[name].combine_chunks() for name in Trees.__annotations__}
        for at, (fit, part) in enumerate(zip(table["fit"].to_pylist(), table["part"].to_pylist(), strict=True)):
            arrays: dict[str, Any] = {
                name: column[at]
                .values.to_numpy(zero_copy_only=False)
                .astype(np.float32 if name in _FLOATS else np.int32)
                for name, column in columns.items()
            }
            fits[fit][part] = Trees(**arrays)
        made = tuple(Bag(start, trees) for start, trees in zip(told["starts"], fits, strict=True))
        line = {kind: Calibration(**one) for kind, one in told["calibration"].items()}
        points = told["points"]
        return Model(
            made[:points], made[points:], line, {kind: (one[0], one[1]) for kind, one in told["cases"].items()}
        )
    except (OSError, ValueError, LookupError) as error:
        raise TableError(f"{MODEL} is damaged ({error}): install casus again") from error


def write_model(fitted: Model) -> None:
    """Write the model: its trees as Parquet, the rest as JSON."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    told = {
        "features": list(NAMES),
        "points": len(fitted.point),
        "starts": [bag.start for bag in (*fitted.point, *fitted.bags)],
        "calibration": {k: {"shift": c.shift, "slope": c.slope} for k, c in sorted(fitted.calibration.items())},
        "cases": {k: list(c) for k, c in sorted(fitted.cases.items())},
    }
    MODEL.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    rows = [
        {"fit": i, "part": part} | {name: getattr(trees, name) for name in Trees.__annotations__}
        for i, bag in enumerate((*fitted.point, *fitted.bags)) for part, trees in bag.trees.items()
    ]  # fmt: skip
    kinds = {name: pa.list_(pa.float32() if name in _FLOATS else pa.int32()) for name in Trees.__annotations__}
    schema = pa.schema([("fit", pa.int32()), ("part", pa.string()), *kinds.items()])
    out = io.BytesIO()
    table = pa.Table.from_pylist(rows, schema=schema)
    pq.write_table(table, out, compression="zstd", compression_level=19, write_statistics=False)
    TREES.write_bytes(out.getvalue())


_FLOATS = frozenset({"threshold", "value", "gain"})


def _bytes(rows: Sequence[Any], names: tuple[str, ...]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = zip(*rows, strict=True)
    arrays = [pa.array(c, pa.string() if isinstance(c[0], str) else pa.int32()) for c in columns]
    out = io.BytesIO()
    table = pa.table(arrays, names=list(names))
    pq.write_table(table, out, compression="zstd", compression_level=19, write_statistics=False)
    return out.getvalue()


def _read(path: Path) -> list[dict[str, Any]]:
    return list(table_of(path).to_pylist())


def table_of(path: Path) -> Any:
    """A packaged table, as Arrow has it."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:  # `read_table` would load the whole of pyarrow.dataset
            return file.read()
    except (OSError, pa.ArrowInvalid) as error:
        raise TableError(f"{path}: cannot be read ({error}); install casus again") from None
