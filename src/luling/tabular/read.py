"""A file into a table, whatever office program wrote it.

In: a path. Out: a `Table`, or a `TableProblem` that says in a clerk's words what is wrong with it.
The kind of the file is told by its first bytes, not by its name.
"""

from __future__ import annotations

from pathlib import Path

from luling.tabular.csv_file import read_csv
from luling.tabular.model import MAX_BYTES, Table, TableProblem, Wanted
from luling.tabular.xlsx_file import damaged, read_xlsx

__all__ = ["read_table"]

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_PAGE = (b"<html", b"<!doctype", b"<?xml", b"<table", b"<meta", b"<head", b"<style")


def read_table(path: Path, wanted: Wanted = ()) -> Table | TableProblem:
    """Read a CSV or XLSX file; never raises for what the file holds. The header is the row that
    names the `wanted` columns, or the first one."""
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
        return read_xlsx(data, name, wanted)
    problem = _other_kind(data, name)
    if problem is not None:
        return problem
    if path.suffix.lower() in (".xlsx", ".xlsm") and data:
        return damaged(name)
    return read_csv(data, name, wanted)


def _other_kind(data: bytes, name: str) -> TableProblem | None:
    """Files that go by the name of a table and are something else."""
    save = "请在 Excel 或 WPS 里打开它，另存为 .xlsx 再用。"
    if data.startswith(_OLD_OFFICE):
        if _LOCKED in data:
            return TableProblem(
                f"「{name}」加了密码", "请在 Excel 或 WPS 里打开，去掉打开密码，保存后再用。"
            )
        return TableProblem(f"「{name}」是旧式的工作簿（.xls 或 .et）", save)
    if data.startswith(b"%PDF"):
        return TableProblem(f"「{name}」是 PDF", "请用附件的 Excel 原件，或把表格录成 .xlsx。")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:16].lower().startswith(_PAGE):
        return TableProblem(f"「{name}」其实是网页或 XML，只是改了后缀", save)
    return None
