"""What a calculator shows of a case, and what it should show."""

from __future__ import annotations

from typing import Any

from luling.core import ir
from luling.explanation.words import Words

__all__ = ["EVERY_CASE", "rows_of"]

# Fills the page in with each worked case and reads what it shows.
EVERY_CASE = """() => {
  const list = document.querySelector("[data-part=examples]");
  return [...list.options].slice(1).map((option) => {
    list.value = option.value;
    list.dispatchEvent(new Event("change"));
    const rows = [...document.querySelectorAll(".outcomes .why")].map((one) =>
      [one.querySelector(".name").textContent, one.querySelector(".value").textContent]);
    return {title: option.text, verdict: document.querySelector(".verdict").textContent,
            rows: Object.fromEntries(rows),
            given: document.querySelector("[data-part=given]").children.length};
  });
}"""


def rows_of(
    program: ir.Program, decision: ir.Decision, answer: dict[str, Any]
) -> dict[str, str]:
    """By label, the value of each outcome of an answer of the interpreter, in words."""
    words = Words(program, decision)
    entries = {entry["definition"]: entry for entry in answer["trace"]}
    if not entries:
        return {}
    return {
        output.label: shown(words, output, answer, entries[output.id])
        for output in decision.outputs
    }


def shown(words: Words, output: ir.Definition, answer: dict[str, Any], entry: Any) -> str:
    value = answer["outputs"][output.id]
    if output.id in answer["unresolved"]:
        is_part = isinstance(value, list) and value
        return f"{words.value(value, output.type)}，其余还不能确定" if is_part else "还不能确定"
    if value is not None:
        return words.value(value, output.type)
    if entry["status"] != "unspecified":
        return "不适用"
    document = entry["refers_to"]
    return f"本通知未规定，按《{document.strip('《》')}》执行" if document else "本通知未规定"
