"""Build the packaged Parquet tables in src/casus/tables/ from the published files, as their cards describe them.

    python data/tables.py ../shared/data [ID...]

The same files give the same bytes (with the pinned version of pyarrow); src/casus/tables/tables.sha256 records them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from casus.datasets import packaging, shelf
from casus.errors import InputError


def main(folder: Path, ids: list[str]) -> None:
    """Build the tables of these ids, or all."""
    wanted = [shelf.get(id) for id in ids] or [d for d in shelf.datasets().values() if d.packaged]
    barred = [dataset.id for dataset in wanted if not dataset.packaged]
    if barred:
        raise InputError(f"{', '.join(barred)}: not packaged; the card says why")
    for dataset in wanted:
        packaging.build(dataset, folder)
        print(f"{dataset.id}: {dataset.card.rows:,} rows, {dataset.table.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python data/tables.py FOLDER [ID...], the folder under which the published files lie")
    try:
        main(Path(sys.argv[1]), sys.argv[2:])
    except InputError as error:
        sys.exit(str(error))
