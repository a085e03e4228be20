"""The packaged tables: built from the published files, and verified against what was recorded when they were built."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from casus.datasets import shelf
from casus.datasets.shelf import Dataset
from casus.errors import InputError, TableError

if TYPE_CHECKING:
    import pyarrow as pa

#: The sha256 of each packaged table as ``sha256sum`` writes and checks it; made by ``data/tables.py``.
SUMS = shelf.TABLES / "tables.sha256"


def published(dataset: Dataset, folder: Path) -> Path | None:
    """Where the published file of a dataset lies, somewhere under a folder."""
    return next(iter(sorted(folder.rglob(dataset.file))), None)


def build(dataset: Dataset, folder: Path) -> None:
    """Write the packaged table of a dataset from its published file, and record its sha256."""
    path = published(dataset, folder)
    if path is None:
        raise InputError(f"{folder}: holds no {dataset.file} ({dataset.card.name})")
    made = as_bytes(dataset.read(path))
    dataset.table.write_bytes(made)
    sums = (recorded() if SUMS.exists() else {}) | {dataset.table.name: _sha256(made)}
    kept = {one.table.name for one in shelf.datasets().values() if one.packaged}
    SUMS.write_text("".join(f"{sums[name]}  {name}\n" for name in sorted(sums) if name in kept), encoding="utf-8")
    recorded.cache_clear()


def as_bytes(table: pa.Table) -> bytes:
    """The table as it is packaged: the same rows give the same bytes, with the same version of Arrow."""
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd", compression_level=19, write_statistics=False)
    return out.getvalue()


@cache
def recorded() -> dict[str, str]:
    """The recorded sha256 of each packaged table, by the name of its file."""
    try:
        lines = [line.split() for line in SUMS.read_text(encoding="utf-8").splitlines()]
        return {name: digest for digest, name in lines}
    except (OSError, ValueError) as error:
        raise TableError(f"{SUMS} is damaged ({error}): install casus again") from None


def verify(dataset: Dataset, path: Path | None = None) -> str | None:
    """What is wrong with the packaged table, or with the published file at ``path``; None: nothing."""
    wrong = _table(dataset) if dataset.packaged else None
    return wrong or (None if path is None else _file(dataset, path))


def files(every: Iterable[Dataset], folder: Path) -> dict[str, Path]:
    """The published files under a folder, by the id of the dataset; `InputError` where it holds none."""
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder")
    found = {one.id: path for one in every if (path := published(one, folder)) is not None}
    if not found:
        raise InputError(f"{folder}: holds none of the published files; casus datasets ID names the file of each")
    return found


def _table(dataset: Dataset) -> str | None:
    import pyarrow.parquet as pq

    path, card = dataset.table, dataset.card
    if not path.is_file():
        return f"{path} is missing; install casus again"
    digest, wanted = _sha256(path.read_bytes()), recorded().get(path.name, "nothing")
    if digest != wanted:
        return f"{path} has the sha256 {digest[:12]}.., recorded is {wanted[:12]}..; install casus again"
    held = pq.read_metadata(path)
    if held.num_rows != card.rows or held.schema.names != [column.name for column in dataset.columns]:
        return f"{path} is not what the card of {dataset.id} says; build it again with data/tables.py"
    return None


def _file(dataset: Dataset, path: Path) -> str | None:
    """Other bytes than the card's will do where they hold the same table (line ends, more columns)."""
    digest = _sha256(path.read_bytes())
    same_file = digest == dataset.card.sha256
    if not dataset.packaged:
        told = f"{path} has the sha256 {digest[:12]}.., the card says {(dataset.card.sha256 or 'nothing')[:12]}.."
        return None if same_file else told
    try:
        table = dataset.read(path)
    except InputError as error:
        return str(error)
    if _same(table, dataset.table):
        return None
    return f"{path}{'' if same_file else ' is not the file of the card, and'} gives another table than the packaged one"


def _same(table: pa.Table, packaged: Path) -> bool:
    """The same bytes; or, where another version of Arrow wrote them, the same rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    made = as_bytes(table)
    if made == packaged.read_bytes():
        return True
    writers = {pq.read_metadata(one).created_by for one in (packaged, pa.BufferReader(made))}
    return len(writers) > 1 and bool(pq.read_table(packaged).equals(table, check_metadata=True))


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
