"""luling duties, run as its user would."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from cli_running import Luling

from duty_world import LOWER, UPPER, counties, lower, upper
from luling.analysis.duties import duties
from luling.cli.duties import _day
from luling.cli.duties_text import page
from luling.diagnostics.cells import cells

STATUS = {"first": True, "filed": False, "counties": counties(甲县=1, 乙县=0, 丙县=None)}


@pytest.fixture
def owed(folder: Path) -> Path:
    """`owed` under `above`, in the folder `all`."""
    for name, text in (("owed", LOWER), ("above", UPPER)):
        (folder / "all" / name).mkdir(parents=True)
        if name == "owed":
            text = text.replace("  适用地区 示例市。", "  适用地区 示例市\n  上位     above。")
        (folder / "all" / name / f"{name}.policy").write_text(text, encoding="utf-8")
    (folder / "status.json").write_text(json.dumps(STATUS), encoding="utf-8")
    return folder


def write(folder: Path, **files: object) -> None:
    for name, value in files.items():
        (folder / f"{name}.json").write_text(json.dumps(value), encoding="utf-8")


def block(text: str, head: str) -> list[str]:
    """A block of the page, its broken lines joined."""
    found = re.search(rf"^{re.escape(head)}.*\n(?:  .*\n)*", text, re.M)
    assert found is not None, text
    joined = re.sub(r"\n {4}", "", found[0])
    return [line.strip() for line in joined.splitlines()]


def test_one_policy_with_its_status(luling: Luling, owed: Path) -> None:
    result = luling("duties", "all/owed", "--as-of", "2023-07-01", "status.json")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("2023年7月1日的职责，共 6 项：逾期 2 项，情况不详 4 项\n")
    assert block(result.out, "药店覆盖") == [
        "药店覆盖：逾期 1 天",
        "各市原则上做到：每个县区的药店数不少于1家",
        "期限：2023年6月30日",
        "未做到：每个县区的药店数不少于1家；没有做到的：乙县；还不清楚的：丙县",
        "落实 above 全省覆盖",
        "依据：二「每县至少一家」；期限见 二（一）「先行的6月30日前」",
    ]
    assert block(result.out, "有站点")[2] == "期限：没有写明期限"
    missing = result.out[result.out.index("还缺少") :]
    assert "丙县的药店数：都达标" in missing and "最少品种（本通知六另行规定" in missing
    assert not re.search(r"facts\.|_", result.out)


def test_without_a_status_every_duty_shows_its_deadline(luling: Luling, owed: Path) -> None:
    result = luling("duties", "all/owed", "--as-of", "2023年6月20日")
    assert result.code == 0
    assert block(result.out, "备案")[0] == "备案：期限已过，情况不详"
    assert block(result.out, "药店覆盖")[:3] == [
        "药店覆盖：未到期，至少还有 10 天",
        "各市原则上做到：每个县区的药店数不少于1家",
        "期限：2023年6月30日或2023年9月30日，看是不是先行",
    ]


def test_all_policies_of_a_folder_and_their_order(luling: Luling, owed: Path) -> None:
    result = luling("duties", "--policies", "all", "--as-of", "2023-06-01")
    heads = re.findall(r"^(\S+（(?:owed|above)）)：", result.out, re.M)
    assert heads == [
        "分批公布（owed）", "备案（owed）", "入库（owed）", "药店覆盖（owed）", "全省覆盖（above）",
        "都达标（owed）", "有站点（owed）",
    ]  # fmt: skip
    assert "above 已公布：全省覆盖" in result.out


def test_several_policies_have_their_facts_apart(luling: Luling, owed: Path) -> None:
    write(owed, apart={"_说明": "备注", "owed": {"落实情况": STATUS},
                       "above": {"progress": {"published": True, "_": 1}}})  # fmt: skip
    result = luling("duties", "--policies", "all", "--as-of", "2023-07-01", "apart.json")
    assert (result.code, result.err) == (0, "")
    assert "全省覆盖（above）：已落实" in result.out and "备案（owed）：逾期 16 天" in result.out
    # What is for policies that are not asked this time does not matter.
    result = luling("duties", "above", "--policies", "all", "--as-of", "2023-07-01", "apart.json")
    assert result.code == 0 and "全省覆盖：已落实" in result.out


def test_before_a_notice_is_in_force(luling: Luling, owed: Path) -> None:
    result = luling("duties", "all/owed", "--as-of", "2022-12-31", "status.json")
    assert "2023年1月1日起施行，这一天尚未施行" in result.out
    assert block(result.out, "备案")[:3] == [
        "备案：尚未施行", "各市应当做到：已备案", "期限：2023年6月15日",
    ]  # fmt: skip
    result = luling("duties", "all/owed", "--as-of", "2025-01-01", "status.json")
    assert "施行至2024年12月31日，这一天已经失效" in result.out


def test_a_policy_without_duties_says_so(luling: Luling, folder: Path) -> None:
    result = luling("duties", "sample", "--as-of", "2023-06-01")
    assert result.code == 0 and "，没有写职责" in result.out
    result = luling("duties", "sample", "--as-of", "2023-06-01", "facts.json")
    assert result.code == 2 and "E0927" in result.err and "都没有写职责" in result.err


def test_json(luling: Luling, owed: Path) -> None:
    result = luling("duties", "all/owed", "--as-of", "2023-07-01", "status.json", "--json")
    found = json.loads(result.out)
    assert [one["id"] for one in found["policies"]] == ["owed"]
    covered = next(one for one in found["duties"] if one["id"] == "coverage")
    assert (covered["state"], covered["failing"], covered["doubtful"]) == (
        "overdue", ["乙县"], ["丙县"],
    )  # fmt: skip
    assert covered["answers"] == {"policy": "above", "name": "coverage", "label": "全省覆盖"}


def test_standard_input_and_parameters(luling: Luling, owed: Path) -> None:
    write(owed, params={"least": 5, "_说明": "备注"})
    facts = json.dumps({"stored": True, "kinds": 5, "_": 1}).encode()
    arguments = ("duties", "all/owed", "-", "--as-of", "2023-07-01", "--params", "params.json")
    assert "入库：已落实" in luling(*arguments, stdin=facts).out


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ({"owed": {"progres": {}}}, ["owed 里没有叫「progres」的", "是不是想写 progress？"]),
        ({"owde": {"progress": {}}}, ["没有标识为「owde」的政策", "是不是想写 owed？"]),
        ({"owed": {"progress": 1}}, ["owed.progress 应是一个对象"]),
        ({"filed": True}, ["有职责的判定有 2 个", '{"above": {"progress": {…}}, "owed"']),
        ({"owed": {"progress": {"as_of": "2023-06-30"}}}, ["「2023-06-30」", "2023-07-01"]),
        ({"owed": {"progress": {"filed": 1}}}, ["owed 的落实情况：", "facts.filed"]),
    ],
)
def test_files_that_are_wrong(
    luling: Luling, owed: Path, status: object, words: list[str]
) -> None:
    write(owed, wrong=status)
    result = luling("duties", "--policies", "all", "--as-of", "2023-07-01", "wrong.json")
    assert result.code in (1, 2) and result.out == ""
    for word in words:
        assert word in result.err


def test_parameters_that_no_policy_asks(luling: Luling, owed: Path) -> None:
    write(owed, params={"leest": 5})
    result = luling("duties", "all/owed", "--as-of", "2023-07-01", "--params", "params.json")
    assert result.code == 1 and "least" in result.err


def test_wrong_usage(luling: Luling, owed: Path) -> None:
    assert "缺少选项：--as-of 日期" in luling("duties", "all/owed").err
    result = luling("duties", "all/owed", "status.json", "facts.json", "--as-of", "2023-07-01")
    assert result.code == 2 and "多出的参数：facts.json" in result.err
    assert luling("duties", "nobody", "--as-of", "2023-07-01").code == 2


@pytest.mark.parametrize("text", ["2023-07-01", "2023年7月1日", " 2023-07-01"])
def test_days(text: str) -> None:
    assert _day(text).isoformat() == "2023-07-01"


@pytest.mark.parametrize("width", [40, 60, 80, 100, 116, 120, 150, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    program = lower()
    program = replace(program, policy=replace(program.policy, upper=("above",)))
    found = duties([program, upper()], _day("2023-07-01"), {("owed", "progress"): STATUS})
    text = page(found, width)
    assert max(cells(line) for line in text.splitlines()) <= width
    assert ("---" in text) == (width >= 116)
    for word in ("逾期 1 天", "乙县", "丙县", "above", "六「站点」"):
        assert word in text


def test_nobody_is_late_with_what_he_need_not_do(luling: Luling, tmp_path: Path) -> None:
    path = tmp_path / "may.policy"
    path.write_text(
        "政策 may《可以申请的通知》\n  成文日期 2024年1月1日。\n判定 申请（progress）\n"
        "  事实 统计日期（as_of）：日期，作适用日期。\n  事实 已申请（applied）：是非。\n"
        "  职责 申请试点（pilot）：药店 可以 在 2024年6月30日前 做到 已申请。\n",
        encoding="utf-8",
    )
    status = tmp_path / "status.json"
    status.write_text('{"applied": false}', encoding="utf-8")
    page = luling("duties", str(path), "--as-of", "2024-07-03", str(status)).out
    assert "申请试点：期限已过 3 天，没有做" in page and "逾期 3 天" not in page
