"""Worked examples: names by label, values in the JSON form, 沿用 and tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from luling.core import ir
from luling.core.cases import lower_cases
from luling.core.lower import lower
from luling.diagnostics import Bag
from luling.resolve import resolve
from luling.source import Source
from luling.syntax.parser import parse
from luling.typecheck import check

POLICY = """政策 sample《样例》
  成文日期 2021年1月1日。
枚举 险种（insurance）：职工医保（employee，编码 310，又称 城镇职工）、居民医保（resident）。
枚举 等级（level）：一级（level1） 低于 二级（level2） 低于 三级（level3）。
参数 起付标准（deductible）：按 等级 的 金额 另行规定。
参数 居民比例（resident_ratio）：比例 另行规定。
参数 职工比例（employee_ratio）：比例 80%。
判定 报销（pay）
  事实 发生日期（service_date）：日期，作适用日期。
  事实 险种（insurance）：险种。
  事实 病种（diseases）：集合（险种）。
  事实 费用（cost）：金额。
  事实 人数（people）：整数（人）。
  事实 城市（city）：文本。
  事实 定点等级（level）：等级。
  名册 医院（hospitals）：名称（name）：文本、级别（level）：等级、停业（closed）：是非。
  情形 职工：险种 是 职工医保。
  收集 拒付（denials）。
  拒付 人数过多（too_many）：当 人数 超过 3人。
  拒付 城市不对（wrong_city）：当 城市 不是 "合肥"。
  结论 起付（base）：金额，为 起付标准（定点等级）。
  结论 比例（ratio）：比例。
    通则 当 职工，为 职工比例。
    通则 当 非 职工，为 居民比例。
  结论 停业名单（closed）：名单，为 名单（医院 中 停业 的 名称）。
  结论 到期（due）：日期，为 发生日期。
判定 另一个（other）
  结论 零（zero）：整数，为 0。
"""


def lowered(text: str, folder: Path | None = None) -> tuple[dict[str, ir.Case], list[str], Bag]:
    bag = Bag()
    bindings = resolve((parse(Source("sample.policy", POLICY + text), bag),), bag)
    types = check(bindings, bag)
    where = folder or Path()
    program = lower(bindings, types, lambda _: where, "", bag)
    assert program is not None, bag.items
    cases = lower_cases(bindings, types, program, lambda _: where, bag)
    return {case.title: case for case in cases}, [item.code for item in bag.sorted()], bag


def case(text: str, folder: Path | None = None) -> ir.Case:
    cases, codes, bag = lowered(text, folder)
    assert codes == [], bag.items
    return cases["一"]


FULL = """用例「一」（first），判定 报销
  已知 发生日期 是 2021年6月1日，险种 是 城镇职工，病种 是 居民医保、职工医保，费用 是 1.5万元，
       人数 是 30人，城市 是 "合肥"，定点等级 不详，
       医院 是 ［名称 "甲"，级别 三级，停业 否］、［名称 "乙"，级别 不详］
  给定 起付标准（三级） 是 500元，居民比例 是 62.5%
  应得 拒付 是 城市不对、人数过多，起付 待定（缺 起付标准（三级）、定点等级），比例 未规定，
       停业名单 为空，到期 是 2021年6月1日。
"""


def test_values_take_the_form_of_the_interface() -> None:
    found = case(FULL)
    assert found.id == "first"
    assert found.facts == {
        "service_date": "2021-06-01", "insurance": "employee", "diseases": ["employee", "resident"],
        "cost": "15000.00", "people": 30, "city": "合肥", "level": None,
        "hospitals": [
            {"name": "甲", "level": "level3", "closed": False}, {"name": "乙", "level": None},
        ],
    }  # fmt: skip
    assert found.params == {"deductible": {"level3": "500.00"}, "resident_ratio": "0.625"}
    assert found.expected == {
        "denials": ["too_many", "wrong_city"], "ratio": None, "closed": [], "due": "2021-06-01",
    }  # fmt: skip
    assert found.unresolved == {"base": ("facts.level", "params.deductible.level3")}


def test_table_gives_the_same_as_the_sentence(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text(
        "用例,标识,发生日期,险种,病种,费用,人数,城市,定点等级,医院,"
        "给定 起付标准（三级）,给定 居民比例,"
        "应得 拒付,应得 起付,应得 比例,应得 停业名单,应得 到期,备注\n"
        '一,first,2021/6/1,310,居民医保、职工医保,"15,000",30人,合肥,不详,'
        "［名称 甲，级别 三级，停业 否］、［名称 乙，级别 不详］,500,62.5%,"
        "城市不对、人数过多,待定（缺 起付标准（三级）、定点等级）,未规定,为空,2021年6月1日,随便\n",
        encoding="gb18030",
    )
    assert case('用例 自 "cases.csv"，判定 报销。', tmp_path) == case(FULL)


def test_base_gives_facts_and_parameters_but_no_outcomes() -> None:
    found, codes, _ = lowered("""用例「一」，判定 报销
  已知 费用 是 1元，人数 是 1人
  给定 起付标准（一级） 是 1元，起付标准（二级） 是 2元
  应得 起付 待定。
用例「二」，判定 报销
  沿用「一」
  已知 人数 不详
  给定 起付标准（二级） 不详
  应得 比例 待定。
""")
    assert codes == []
    assert found["二"].facts == {"cost": "1.00", "people": None}
    assert found["二"].params == {"deductible": {"level1": "1.00", "level2": None}}
    assert found["二"].expected == {} and found["二"].unresolved == {"ratio": None}
    assert found["一"].params == {"deductible": {"level1": "1.00", "level2": "2.00"}}
    assert [item.id for item in found.values()] == ["pay_1", "pay_2"]


def test_error_cases_keep_the_wrong_value() -> None:
    found = case("用例「一」，判定 报销\n 已知 费用 是 1000000000000元\n 应得 报错 费用。")
    assert found.error_fact == "facts.cost" and found.facts == {"cost": "1000000000000"}
    assert case("用例「一」，判定 报销\n 已知 人数 是 1\n 应得 尚未施行。").not_in_force


def test_path_of_a_field_in_a_roster() -> None:
    found = case("用例「一」，判定 报销\n 应得 停业名单 待定（缺 医院第2项的停业、医院）。")
    assert found.unresolved == {"closed": ("facts.hospitals", "facts.hospitals[1].closed")}


def test_set_names_certain_members_and_is_unresolved() -> None:
    found = case("用例「一」，判定 报销\n 应得 拒付 是 人数过多，拒付 待定（缺 城市）。")
    assert found.expected == {"denials": ["too_many"]}
    assert found.unresolved == {"denials": ("facts.city",)}


@pytest.mark.parametrize(("parts", "code"), [
    ("已知 费用 是 10% 应得 起付 待定", "E0705"), ("已知 费用 是 10 应得 起付 待定", "E0705"),
    ("已知 险种 是 三级 应得 起付 待定", "E0706"), ("已知 人数 是 3家 应得 起付 待定", "E0705"),
    ("已知 费 是 1元 应得 起付 待定", "E0702"),
    ("已知 费用 是 1元，费用 是 1元 应得 起付 待定", "E0708"),
    ("给定 费用 是 1元 应得 起付 待定", "E0703"), ("给定 职工比例 是 70% 应得 起付 待定", "E0710"),
    ("给定 起付标准 是 1元 应得 起付 待定", "E0714"), ("应得 起付 是 1元，起付 待定", "E0709"),
    ("给定 居民比例（一级） 是 1% 应得 起付 待定", "E0714"), ("应得 职工 是 是", "E0704"),
    ("给定 起付标准（四级） 是 1元 应得 起付 待定", "E0706"), ("应得 拒付 是 太贵", "E0706"),
    ("已知 医院 是 ［星级 三级］ 应得 起付 待定", "E0707"), ("应得 起付 待定（缺 城）", "E0715"),
    ("已知 医院 是 三级 应得 起付 待定", "E0705"), ("应得 起付 为空", "E0705"),
    ("沿用「无」 应得 起付 待定", "E0216"), ("沿用「一」 应得 起付 待定", "E0216"),
    ("应得 比例 是 80", "E0705"), ("已知 城市 是 是 应得 起付 待定", "E0705"),
])  # fmt: skip
def test_mistakes_are_reported_once(parts: str, code: str) -> None:
    found, codes, _ = lowered(f"用例「一」，判定 报销 {parts}。")
    assert codes == [code]
    assert not found


def test_unknown_decision_and_duplicate_title() -> None:
    _, codes, _ = lowered("用例「一」，判定 报 应得 起付 待定。")
    assert codes == ["E0701"]
    _, codes, _ = lowered("用例「一」，判定 报销 应得 起付 待定。" * 2)
    assert codes == ["E0711"]
    _, codes, _ = lowered(
        "用例「一」，判定 报销 应得 起付 待定。用例「一」，判定 另一个 应得 零 是 0。"
    )
    assert codes == []


@pytest.mark.parametrize(("head", "row", "code"), [
    ("用例,费,应得 起付", "一,1,1", "E0713"), ("费用,应得 起付", "1,1", "E0603"),
    ("用例,费用,应得 起付", "一,贵,1", "E0705"), ("用例,费用,应得 起付", "一,1,", "E0712"),
    ("用例,费用,应得 起付", ",1,1", "E0712"), ("用例,应得 状态", "一,好", "E0705"),
    ("用例,费用,费用,应得 起付", "一,1,2,1", "E0708"), ("用例,应得 起付", '一,"1', "E0602"),
])  # fmt: skip
def test_mistakes_of_tables_name_their_place(
    tmp_path: Path, head: str, row: str, code: str
) -> None:
    (tmp_path / "cases.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    _, codes, bag = lowered('用例 自 "cases.csv"，判定 报销。', tmp_path)
    assert codes == [code]
    if code > "E07":
        assert "行" in bag.items[0].title


def test_status_column(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("用例,费用,应得 状态\n一,x,报错 费用\n二,,尚未施行\n")
    found, codes, _ = lowered('用例 自 "cases.csv"，判定 报销。', tmp_path)
    assert codes == []
    assert found["一"].error_fact == "facts.cost" and found["一"].facts == {"cost": "x"}
    assert found["二"].not_in_force


def test_circle_of_bases_is_reported() -> None:
    _, codes, bag = lowered("""用例「一」，判定 报销 沿用「二」 应得 起付 待定。
用例「二」，判定 报销 沿用「一」 应得 起付 待定。""")
    assert codes == ["E0216"]
    assert "一 → 二 → 一" in bag.items[0].title


def test_mistakes_of_ids_and_bases_name_the_row_of_a_table(tmp_path: Path) -> None:
    rows = ["一,a,无", "二,a,", "三,A-b,", "四,,无", "五,,六", "六,,五"]
    text = "用例,标识,沿用,应得 起付\n" + "".join(f"{row},待定\n" for row in rows)
    (tmp_path / "cases.csv").write_text(text)
    _, codes, bag = lowered('用例 自 "cases.csv"，判定 报销。', tmp_path)
    assert sorted(codes) == ["E0203", "E0204", "E0216", "E0216", "E0216"]
    titles = sorted(item.title for item in bag)
    assert [title.split("：")[0] for title in titles] == [f"第 {n} 行" for n in (2, 3, 4, 5, 6)]
    assert "五 → 六 → 五" in titles[-1]
    assert all(len(item.labels) == 1 and item.fix is None for item in bag)
