"""`luling compare`: which notices, which decision, the page, the JSON object, mistakes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cli_running import Luling
from syrupy.assertion import SnapshotAssertion

from luling.analysis.comparison import compare
from luling.analysis.situation import Situation, cases_of
from luling.cli.compare_text import page
from luling.diagnostics.cells import cells
from small_notices import EAST, NORTH, SOUTH

PLAIN = {"day": "2024-01-01", "category": "甲类", "registered": True}
Write = Callable[[object], str]


@pytest.fixture
def notices(folder: Path) -> None:
    """The three small policies, in a folder of their own."""
    for name, text in (("north", NORTH), ("south", SOUTH), ("east", EAST)):
        (folder / "notices" / name).mkdir(parents=True)
        (folder / "notices" / name / f"{name}.policy").write_text(text, encoding="utf-8")


@pytest.fixture
def write(folder: Path, notices: None) -> Write:
    """Writes a case and gives the name of its file."""

    def run(case: object) -> str:
        (folder / "given.json").write_text(json.dumps(case), encoding="utf-8")
        return "given.json"

    return run


@pytest.fixture
def ask(luling: Luling, write: Write) -> Callable[..., Any]:
    """`luling compare CASE … --policies notices`."""
    return lambda case, *rest: luling("compare", write(case), *rest, "--policies", "notices")


def as_json(result: Any) -> Any:
    assert (result.code, result.err) == (0, "")
    return json.loads(result.out)


def policies(found: Any) -> list[str]:
    return [one["policy"] for one in found["policies"]]


# ---------------------------------------------------------------- which notices and decision


def test_every_policy_that_has_the_decision(ask: Any) -> None:
    found = as_json(ask(PLAIN, "--json"))
    assert (found["decision"], found["label"]) == ("claim", "报销")
    assert policies(found) == ["north", "south"]


def test_only_the_policies_that_are_named_in_their_order(ask: Any) -> None:
    found = as_json(ask({**PLAIN, "prescribed": True}, "south", "north", "south", "--json"))
    assert policies(found) == ["south", "north"]


def test_a_named_policy_without_the_decision_says_so(ask: Any) -> None:
    result = ask({"present": True}, "east", "south", "north")
    assert "东市" in result.out and "没有这个判定" in result.out


def test_the_decision_is_found_by_the_facts(ask: Any) -> None:
    found = as_json(ask({"present": True}, "--json"))
    assert (found["decision"], policies(found)) == ("registration", ["east", "south"])


def test_the_decision_of_the_file_or_of_the_option_by_name_or_id(ask: Any) -> None:
    case = {"decision": "登记", "facts": {"present": True}}
    assert as_json(ask(case, "--json"))["decision"] == "registration"
    assert as_json(ask(case, "--decision", "registration", "--json"))["decision"] == "registration"
    assert as_json(ask({}, "--decision", "claim", "--json"))["decision"] == "claim"


def test_an_unclear_decision_lists_what_there_is(ask: Any) -> None:
    result = ask({"facts": {}})
    assert result.code == 2 and "错误 E0921" in result.err
    squeezed = "".join(result.err.split())
    assert "报销（claim：north、south）" in squeezed
    assert "登记（registration：east、south）" in squeezed


def test_two_decisions_at_once_are_refused(ask: Any) -> None:
    result = ask({"decision": "登记", "facts": {}}, "--decision", "claim")
    assert result.code == 2 and "错误 E0920" in result.err


def test_parts_for_one_notice_and_notes(ask: Any) -> None:
    case = {
        "_说明": "算例", "facts": {**PLAIN, "_注": 1}, "params": {"cap": "50", "_注": 1},
        "policies": {"south": {"facts": {"category": "c", "_注": 1}}, "north": {"params": {}}},
    }  # fmt: skip
    found = as_json(ask(case, "--json"))
    ratio = next(one for one in found["outcomes"] if one["id"] == "ratio")
    assert [cell["state"] for cell in ratio["cells"]] == ["known", "inapplicable"]


def test_parameters_of_a_file_of_their_own(ask: Any, folder: Path) -> None:
    (folder / "p.json").write_text('{"_注": 1, "cap": "50"}', encoding="utf-8")
    found = as_json(ask({**PLAIN, "cost": "80"}, "--params", "p.json", "--json"))
    pay = next(one for one in found["outcomes"] if one["id"] == "pay")
    assert pay["cells"][0]["value"] == "50.00"


# ---------------------------------------------------------------- the page


@pytest.mark.parametrize("width", [100, 70, 34])
def test_the_page(width: int, snapshot: SnapshotAssertion) -> None:
    from small_notices import program_of

    facts = {**PLAIN, "category": "b", "prescribed": True, "cost": "80", "level": "level1"}
    programs = [program_of(text) for text in (NORTH, SOUTH)]
    own: dict[str, Any] = {"south": ({"category": "a"}, {})}
    found = compare(cases_of(programs, "claim", Situation(facts, {}, own)))
    text = page(found, width)
    assert max(map(cells, text.splitlines())) <= width
    assert text == snapshot


@pytest.mark.parametrize("width", range(24, 130, 7))
def test_the_page_keeps_to_the_width_and_says_the_same(width: int) -> None:
    from small_notices import program_of

    programs = [program_of(text) for text in (NORTH, SOUTH, EAST)]
    found = compare(cases_of(programs, "claim", Situation({**PLAIN, "day": "2023-02-01"})))
    text = page(found, width)
    assert max(map(cells, text.splitlines())) <= width
    squeezed = "".join(text.split())
    for words in ("北市", "尚未施行", "没有这个判定", "报销比例", "本通知不问"):
        assert words in squeezed


def test_the_table_stands_in_columns_of_cells() -> None:
    from small_notices import program_of

    programs = [program_of(text) for text in (NORTH, SOUTH)]
    found = compare(cases_of(programs, "claim", Situation({**PLAIN, "prescribed": True})))
    lines = page(found, 100).splitlines()
    head = next(line for line in lines if "结论" in line and "北市" in line)
    row = next(line for line in lines if line.startswith("异"))
    for name, value in (("北市", "80%"), ("南市", "70%")):
        assert cells(head[: head.index(name)]) == cells(row[: row.index(value)])


# ---------------------------------------------------------------- mistakes


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ({"facts": []}, "facts 应是一个对象"),
        ({"facts": {}, "policies": {"north": 1}}, "policies.north 应是一个对象"),
        ({"facts": {}, "policies": {"north": {"fact": {}}}}, "是不是想写 facts？"),
        ({"facts": {}, "decision": 1}, "decision 应是判定的标识或名称"),
        ({"facts": {}, "extra": 1}, "可以写的有：decision、facts、params、policies"),
    ],
)
def test_a_file_that_is_written_wrongly(ask: Any, case: object, words: str) -> None:
    result = ask(case)
    assert result.code == 2 and "错误 E0920" in result.err and words in result.err
    assert result.out == ""


def test_a_part_for_a_policy_that_there_is_not(ask: Any) -> None:
    result = ask({"facts": {}, "policies": {"nroth": {}}})
    assert result.code == 2 and "错误 E0908" in result.err and "north" in result.err


def test_a_part_for_a_policy_that_is_not_compared_this_time(ask: Any) -> None:
    case = {"decision": "claim", "facts": {}, "policies": {"south": {"facts": {"nonsense": 1}}}}
    assert ask(case, "north").code == 0


def test_a_fact_that_no_notice_knows(ask: Any) -> None:
    result = ask({**PLAIN, "registred": True}, "--decision", "claim")
    assert result.code == 1 and "错误 E0910" in result.err
    assert "是否指 已登记（registered）" in result.err
    found = ask({**PLAIN, "registred": True}, "--decision", "claim", "--json")
    error = json.loads(found.out)["error"]
    assert (found.code, error["code"], error["fact"]) == (1, "unknown_fact", "facts.registred")


def test_rules_that_clash_are_said_and_the_rest_is_shown(ask: Any, folder: Path) -> None:
    path = folder / "notices" / "south" / "south.policy"
    again = "    通则 又甲（again）：当 类别 是 甲类，为 60%，依据 二「60%」。\n  结论 便民"
    path.write_text(SOUTH.replace("  结论 便民", again), encoding="utf-8")
    result = ask({**PLAIN, "prescribed": True})
    assert result.code == 1 and "错误 E0918：南市" in result.err
    assert "80%" in result.out and "算不出" in result.out


def test_policies_with_one_id_are_refused(luling: Luling) -> None:
    result = luling("compare", "facts.json", "sample", "twin/sample")
    assert result.code == 1 and "错误 E0916" in result.err


def test_a_policy_with_errors_is_not_passed_over(luling: Luling) -> None:
    result = luling("compare", "facts.json", "sample", "wrong/wrong.policy")
    assert result.code == 1 and "错误 E0914" in result.err and result.out == ""


def test_a_folder_without_policies(luling: Luling) -> None:
    assert "错误 E0907" in luling("compare", "facts.json", "--policies", "empty").err
    assert "错误 E0902" in luling("compare", "facts.json", "--policies", "nowhere").err
