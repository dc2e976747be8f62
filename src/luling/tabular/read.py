"""A file into a table, whatever office program wrote it.

In: a path. Out: a `Table`, or a `TableProblem` that says in a clerk's words what is wrong with it.
The kind of the file is told by its first bytes, not by its name.
"""

from __future__ import annotations

from pathlib import Path

from luling.tabular.csv_file import read_csv
from luling.tabular.model import MAX_BYTES, Table, TableProblem
from luling.tabular.xlsx_file import damaged, read_xlsx

__all__ = ["read_table"]

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read_table(path: Path) -> Table | TableProblem:
    """Read a CSV or XLSX file; never raises for what the file holds."""
    name = path.name
    try:
        if not path.exists():
            return TableProblem(f"找不到文件「{name}」", missing=True)
        if not path.is_file():
            return TableProblem(f"「{name}」不是文件", "请写 .csv 或 .xlsx 文件的名称。")
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError):
        advice = "请检查文件是否正被别的程序占用，以及有没有权限。"
        return TableProblem(f"打不开文件「{name}」", advice)
    if len(data) > MAX_BYTES:
        return TableProblem(f"「{name}」超过 64 MB", "请删去不用的行和列，或分成几个文件。")
    if data.startswith(_ZIP):
        return read_xlsx(data, name)
    if data.startswith(_OLD_EXCEL):
        return TableProblem(
            f"「{name}」是旧式（.xls）或加了密码的工作簿",
            "请在 Excel 或 WPS 里去掉密码，另存为 .xlsx 再用。",
        )
    if path.suffix.lower() in (".xlsx", ".xlsm") and data:
        return damaged(name)
    return read_csv(data, name)
