"""Diagnostics: data (`model`), drawing (`render`) and the catalogue of all codes (`catalogue`).

Wording stands beside each stage's errors; nothing here knows a stage.
"""

from luling.diagnostics.model import Bag, Diagnostic, Fix, Label, Mistake, Severity

__all__ = ["Bag", "Diagnostic", "Fix", "Label", "Mistake", "Severity"]
