"""Tables as office programs write them: CSV and XLSX.

`read` brings a file into a `Table` of cells that hold exact text and know their place; `values`
turns the text of a cell into a value of a type. Neither knows of policies, and neither raises for
a file: mistakes come back as a `TableProblem` or a `Refusal`, worded for a clerk.
"""

from luling.tabular.model import Cell, Row, Table, TableProblem
from luling.tabular.read import read_table
from luling.tabular.values import Choices, Refusal, cell_value, text_value

__all__ = [
    "Cell", "Choices", "Refusal", "Row", "Table", "TableProblem", "cell_value", "read_table",
    "text_value",
]  # fmt: skip
