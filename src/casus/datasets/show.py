"""Datasets as people and programs see them: a list of all, one card, the table of the documents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from casus.datasets.shelf import Column, Dataset

if TYPE_CHECKING:
    from rich.console import Console

HEADS = ("id", "what", "source and version", "years", "rows", "ships")


def row(dataset: Dataset) -> tuple[str, ...]:
    """One dataset as a line of a list, under `HEADS`."""
    card = dataset.card
    return (
        dataset.id, card.title, f"{card.producer} {card.version}", _years(dataset), f"{card.rows:,}",
        "yes" if dataset.packaged else "no",
    )  # fmt: skip


def as_json(dataset: Dataset, columns: bool = True) -> dict[str, Any]:
    """The card as plain JSON values; with its columns or only their number."""
    card = dataset.card
    return {
        "id": dataset.id, "title": card.title, "producer": card.producer, "version": card.version,
        "years": list(dataset.years), "rows": card.rows, "ships": dataset.packaged, "file": dataset.file,
        "sha256": card.sha256, "sorted_by": list(card.key), "missing": sorted(card.missing), "terms": card.terms,
        "url": dataset.url, "note": dataset.note, "citation": [str(one) for one in dataset.references],
        "columns": [_column_json(column) for column in dataset.columns] if columns else len(dataset.columns),
    }  # fmt: skip


def print_list(every: Iterable[Dataset], out: Console) -> None:
    """One line a dataset."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head in HEADS:
        table.add_column(Text(head, style="bold"), justify="right" if head == "rows" else "left", overflow="fold")
    for dataset in every:
        table.add_row(*row(dataset))
    out.print(table)


def print_card(dataset: Dataset, out: Console) -> None:
    """All that is known of one: the file, its terms and traps, each column, how it is cited."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    card = dataset.card
    order = f"sorted by {', '.join(card.key)}" if card.key else "in no order that is checked"
    ships = "ships with casus" if dataset.packaged else f'does not ship: casus.datasets.load("{dataset.id}", FILE)'
    out.print(Text(f"{card.title}  [{dataset.id}]", style="bold"))
    out.print(f"{card.producer} {card.version} · {_years(dataset)} · {card.rows:,} rows · {ships}")
    out.print(f"file: {dataset.file}, {order}")
    out.print(f"missing is written: {_codes(sorted(card.missing))}")
    out.print(f"terms: {card.terms}")
    if dataset.url:
        out.print(f"from: {dataset.url}")
    if dataset.note:
        out.print()
        out.print(dataset.note)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    for column in dataset.columns:
        unit = f" ({column.unit})" if column.unit else ""
        gone = f"; also missing: {_codes(column.missing)}" if column.missing else ""
        told = f"; in the file: {column.source}" if column.source else ""
        table.add_row(Text(column.name), Text(column.type), Text(f"{column.says}{unit}{gone}{told}"))
    out.print(Text("\nCOLUMNS", style="bold"))
    out.print(Padding(table, (0, 0, 0, 1)))
    out.print(Text("\nCITE", style="bold"))
    for reference in dataset.references:
        out.print(Padding(Text(str(reference)), (0, 0, 0, 1)))


def markdown(every: Iterable[Dataset]) -> str:
    """The list as a table of the documents."""
    lines = [HEADS, ("---", "---", "---", "---", "---:", "---"), *(row(dataset) for dataset in every)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _years(dataset: Dataset) -> str:
    first, last = dataset.years
    return f"{first}–{last}"


def _codes(codes: Iterable[str]) -> str:
    return ", ".join(code or "(empty)" for code in codes)


def _column_json(column: Column) -> dict[str, Any]:
    return {
        "name": column.name, "says": column.says, "type": column.type, "unit": column.unit,
        "missing": list(column.missing), "in_file": column.in_file,
    }  # fmt: skip
