"""Upper notices over lower ones: what is found, where, and with which words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from luling.analysis.constraints import invariance
from luling.diagnostics import Bag, Diagnostic
from luling.driver import Above, compile_policy

POLICIES = Path(__file__).resolve().parents[2] / "policies"
NAMES = ("anhui", "chongqing", "guangdong", "national", "shandong", "weihai")

PROVINCE = """政策 province《某省通知》
  成文日期 2022年1月1日。
约束 相同（same）：各地 的 渠道（channel）由 医院 换为 药店，
  不改变 比例（ratio）、政策依据（policy），
  当 可以支付（payable），列为待研究，依据 五「施行统一的政策」。
"""
CITY = """政策 city《某市通知》
  成文日期 2023年1月1日
  上位 province。
枚举 渠道（channel）：医院（hospital）、药店（pharmacy）。
判定 报销（pay）
  事实 费用日期（service_date）：日期，作适用日期。
  事实 渠道（channel）：渠道。
  事实 年龄（years）：整数（岁）。
  事实 费用（cost）：金额。
  参数 上限（limit）：金额 另行规定。
  收集 不予支付（denials）。
  不予支付 太小（too_young）：当 年龄 低于 18岁，依据 一。
  结论 可以支付（payable）：是非，为 不予支付 为空，依据 一。
  结论 比例（ratio）：比例，依据 一。
    通则 一般（general）：当 费用 不超过 上限，为 80%，依据 一「一般报80%」。
    通则 超限（over）：当 费用 超过 上限，为 50%，依据 一。
    例外 药店老人（old）：自 2024年1月1日，当 渠道 是 药店 且 年龄 超过 60岁，为 85%，
      依据 二「药店报85%」。
"""

Compile = Callable[..., list[Diagnostic]]


@pytest.fixture
def compile_city(tmp_path: Path) -> Compile:
    """Compiles CITY (or another text) below PROVINCE (or other notices, by id)."""

    def run(city: str = CITY, **uppers: str) -> list[Diagnostic]:
        for name, text in (uppers or {"province": PROVINCE}).items():
            (tmp_path / name).mkdir(exist_ok=True)
            (tmp_path / name / f"{name}.policy").write_text(text, encoding="utf-8")
        path = tmp_path / "city" / "city.policy"
        path.parent.mkdir(exist_ok=True)
        path.write_text(city, encoding="utf-8")
        bag = Bag()
        compile_policy(path, bag)
        return bag.sorted()

    return run


def test_weihai_against_national_five_is_a_finding_with_a_pair_of_cases() -> None:
    bag = Bag()
    compiled = compile_policy(POLICIES / "weihai" / "weihai.policy", bag)
    assert compiled.program is not None, "a finding is no error"
    (found,) = [item for item in bag if item.code == "W0813"]
    assert found.severity == "finding"
    assert "供药渠道由定点医疗机构换为定点零售药店" in found.title
    assert "「结算政策」由现行政策变为门诊慢特病政策" in found.title
    case, hospital, pharmacy, upper = found.notes
    assert "药品类别 其他国谈药品" in case and "供药渠道" not in case
    assert "一（一）2「与其他费用一并按现行政策予以结算」" in hospital
    assert "一（一）2「属于按规定治疗门诊慢特病的，按现门诊慢特病政策报销」" in pharmacy
    assert "五「对纳入“双通道”管理的药品在定点零售药店和定点医疗机构施行统一的报销政策」" in upper
    assert [label.span.file.rpartition("/")[2] for label in found.labels] == [
        "weihai.policy", "national.policy",
    ]  # fmt: skip
    assert all(label.span.file in compiled.sources for label in found.labels)


def test_the_other_policies_keep_to_their_upper_notices() -> None:
    above = Above()
    for name in NAMES:
        bag = Bag()
        compile_policy(POLICIES / name / f"{name}.policy", bag, above=above)
        assert [item.code for item in bag] == (["W0813"] if name == "weihai" else [])


def test_a_pair_is_found_across_dates_amounts_and_parameters(compile_city: Compile) -> None:
    (found,) = compile_city()
    assert found.title.endswith("「比例」由80%变为85%")
    case = found.notes[0]
    assert "费用日期 2024年1月1日" in case, "before that day there is no difference"
    assert "年龄 61岁" in case, "and the condition must hold on both sides"
    assert "上限" in case and "假设" in case


def test_the_pair_holds_where_the_condition_does(compile_city: Compile) -> None:
    """With 低于 61岁 refused nobody is left for whom the channel matters."""
    assert compile_city(CITY.replace("年龄 低于 18岁", "年龄 不低于 60岁")) == []


def test_a_breach_that_is_no_finding_is_an_error(compile_city: Compile) -> None:
    (found,) = compile_city(province=PROVINCE.replace("列为待研究，", ""))
    assert (found.code, found.severity) == ("E0803", "error")


def test_a_search_that_is_too_long_says_so(
    compile_city: Compile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invariance, "TRIES", 3)
    (found,) = compile_city()
    assert found.code == "W0815" and "还没有试完" in found.title


def test_notices_above_the_upper_one_bind_too(compile_city: Compile) -> None:
    nation = PROVINCE.replace("province", "nation")
    province = "政策 province《某省通知》\n  成文日期 2022年1月1日\n  上位 nation。\n"
    (found,) = compile_city(province=province, nation=nation)
    assert found.code == "W0813" and "上级通知 nation" in found.notes[-1]


BOUND = """政策 province《某省通知》
  成文日期 2022年1月1日。
参数 上限（ceiling）：比例
  30% 至 2023年6月30日，依据 三「不高于30%」；
  20% 自 2023年7月1日，依据 三「不高于20%」。
约束 自付上限（limit）：各市 的 先行自付比例（first_self_pay）不高于 上限，依据 三。
"""
BELOW = """政策 city《某市通知》
  成文日期 {since}
  上位 province。
参数 先行自付比例（first_self_pay）：比例
  {values}
"""


@pytest.mark.parametrize(
    ("since", "values", "told"),
    [
        ("2023年1月1日", "20%，依据 一。", None),
        ("2023年1月1日", "25%，依据 一。", "（2023年7月1日起）"),
        ("2023年1月1日", "25% 至 2023年6月30日，依据 一；\n  20% 自 2023年7月1日，依据 一。", None),
        (
            "2023年1月1日",
            "25% 至 2023年7月1日，依据 一；\n  20% 自 2023年7月2日，依据 一。",
            "（2023年7月1日至2023年7月1日）",
        ),
        (
            "2021年1月1日",
            "35% 至 2021年12月31日，依据 一；\n  20% 自 2022年1月1日，依据 一。",
            None,
        ),
    ],
    ids=["within", "from-the-lower-ceiling-on", "in-time", "a-day-late", "before-it-applied"],
)
def test_a_bound_is_held_along_time(
    compile_city: Compile, since: str, values: str, told: str | None
) -> None:
    found = compile_city(BELOW.format(since=since, values=values), province=BOUND)
    assert [item.code for item in found] == (["E0801"] if told else [])
    if told:
        assert found[0].title.endswith(told)
        assert "本通知 city 一" in found[0].notes[0]
        assert "三「不高于20%」" in found[0].notes[1], "the clause of the value that applied"


def test_every_entry_above_binds_a_single_value_below(compile_city: Compile) -> None:
    table = """政策 province《某省通知》
  成文日期 2022年1月1日。
枚举 地方（place）：城（town）、乡（village）。
参数 下限（floor）：按 地方 的 整数（种），依据 六
  | 地方 | 下限 |
  | 城   | 30种 |
  | 乡   | 20种 |。
约束 配备下限（stock_floor）：各市 的 配备下限（stock）不低于 下限，依据 六。
"""
    city = BELOW.format(since="2023年1月1日", values="25种，依据 一。")
    city = city.replace("先行自付比例（first_self_pay）：比例", "配备下限（stock）：整数（种）")
    (found,) = compile_city(city, province=table)
    assert found.code == "E0801" and "25种，低于上级规定的30种" in found.title


LISTED = """政策 {id}《通知》
  成文日期 2023年1月1日{upper}。
枚举 职称（title）：{titles}。
{body}
"""
RANKED = "住院（resident）低于 主治（attending）低于 副主任（associate）"
OTHER = "住院（resident）低于 主治（attending）低于 教授（professor）"


def _city(body: str, titles: str = RANKED) -> str:
    return LISTED.format(id="city", upper="\n  上位 province", titles=titles, body=body)


def _province(body: str) -> str:
    return LISTED.format(id="province", upper="", titles=RANKED, body=body)


@pytest.mark.parametrize(
    ("titles", "told"),
    [
        (RANKED, ("E0801", "「甲」是主治，高于上级规定的住院")),
        (OTHER, ("W0815", "两份通知里这个枚举的各项或者高低不同")),
        (RANKED.replace("低于", "、"), ("W0815", "两份通知里这个枚举的各项或者高低不同")),
    ],
    ids=["same", "other-values", "no-ranks"],
)
def test_ranks_are_compared_where_both_notices_rank_alike(
    compile_city: Compile, titles: str, told: tuple[str, str]
) -> None:
    above = _province("参数 乙（q）：职称 住院。\n约束 丙（c）：各市 的 甲（p）不高于 乙。")
    (found,) = compile_city(_city("参数 甲（p）：职称 主治。", titles), province=above)
    assert found.code == told[0] and told[1] in found.title


def test_an_entry_that_the_upper_notice_lacks_is_told(compile_city: Compile) -> None:
    table = "参数 {}：按 职称 的 比例\n| 职称 | 数 |\n| 住院 | 20% |\n| 主治 | 20% |\n| {} | {} |。"
    above = table.format("乙（q）", "副主任", "20%") + "\n约束 丙（c）：各市 的 甲（p）不高于 乙。"
    below = _city(table.format("甲（p）", "教授", "90%"), OTHER)
    (found,) = compile_city(below, province=_province(above))
    assert found.code == "W0815"
    assert found.title == "「甲」（教授）要不高于上级的「乙」，没有核对：上级没有这一项"


def test_a_day_is_late_and_the_value_itself_is_shown(compile_city: Compile) -> None:
    values = "2023年1月1日 至 2023年6月30日；\n  2023年9月1日 自 2023年7月1日"
    above = _province("约束 丙（c）：各市 的 甲（p）不晚于 2023年3月1日。")
    below = _city(f"参数 甲（p）：日期\n  {values}。")
    (found,) = compile_city(below, province=above)
    assert "是2023年9月1日，晚于上级规定的2023年3月1日" in found.title
    assert found.labels[0].span.start == below.index("2023年9月1日"), "the second of two values"


@pytest.mark.parametrize(
    ("own", "theirs", "code"),
    [("副主任", "主治", None), ("主治", "副主任", "E0804"), ("主治", "主治", None)],
)
def test_a_duty_asks_for_a_rank_not_for_letters(
    compile_city: Compile, own: str, theirs: str, code: str | None
) -> None:
    """The ids stand in another order (associate before attending) than the ranks."""
    duty = """判定 落实（progress）
事实 职称（title）：职称。
职责 甲（p）：各县 应当 做到 职称 不低于 {}。"""
    found = compile_city(_city(duty.format(own)), province=_province(duty.format(theirs)))
    assert [item.code for item in found] == ([code] if code else [])
    assert not code or found[0].title.endswith("要求的是主治，比副主任低")


@pytest.mark.parametrize("nation", [None, "政策 nation《通知》\n成文日期 坏。"])
def test_what_an_unread_notice_may_hold_is_not_missed(
    compile_city: Compile, nation: str | None
) -> None:
    """A 对应 may name something of the notice above that is missing or has errors."""
    city = _city("参数 甲（p）：比例 20%，对应 ratio。").replace("province", "province、nation")
    city += """判定 落实（progress）
事实 完成（done）：是非。
职责 乙（q）：各县 应当 做到 完成，对应 publish。
"""
    uppers = {"province": _province("")} | ({"nation": nation} if nation else {})
    found = compile_city(city, **uppers)
    assert [item.code for item in found] == ["W0817" if nation else "W0217"]
    told = compile_city(city.replace("、nation", ""), **uppers)
    assert [item.code for item in told] == ["W0818", "E0805"]


def test_a_notice_that_does_set_its_own_is_not_told_to_hide_it(compile_city: Compile) -> None:
    """The original stays as it is; so the advice is not to leave a parameter out."""
    above = _province("约束 丙（c）：各地 不得另定 甲（p）。")
    (found,) = compile_city(_city("参数 甲（p）：职称 主治。"), province=above)
    assert found.code == "E0802" and found.hint.startswith("本通知确实另定了，要向上级请示")


def test_what_can_not_be_compared_of_a_duty_is_named(compile_city: Compile) -> None:
    duty = """判定 落实（progress）
事实 统计日期（as_of）：日期，作适用日期。
事实 某日（day）：日期。
事实 完成（done）：是非。
职责 甲（p）：各县 应当 在 {} 前 做到 完成。"""
    above = _province(duty.format("2023年6月30日"))
    (found,) = compile_city(_city(duty.format("某日")), province=above)
    assert found.code == "W0815" and "期限的写法与上级的不同，没有办法比较" in found.title


def test_what_the_lower_notice_does_not_set_is_no_breach(compile_city: Compile) -> None:
    city = "政策 city《某市通知》\n  成文日期 2023年1月1日\n  上位 province。\n"
    assert compile_city(city, province=BOUND) == []


DUTY = """政策 {id}《通知》
  成文日期 2023年1月1日{upper}。
判定 落实情况（progress）
  事实 统计日期（as_of）：日期，作适用日期。
  事实 首批（first）：是非。
  名册 地级市（cities）：名称（name）：文本、药店数（pharmacies）：整数（家）、开通（open）：是非。
  中间结论 期限（due）：日期。
    通则 甲（a）：当 首批，为 {first}，依据 一。
    通则 乙（b）：当 非 首批，为 {second}，依据 一。
  职责 覆盖（coverage）：各市 应当 在 期限 前 做到 每个 地级市 的（{what}），依据 一。
"""


@pytest.mark.parametrize(
    ("first", "second", "what", "code"),
    [
        ("2023年6月30日", "2023年6月30日", "药店数 不少于 1家", None),
        ("2023年5月31日", "2023年7月1日", "药店数 不少于 1家", "W0815"),
        ("2023年7月1日", "2023年8月1日", "药店数 不少于 1家", "E0804"),
        ("2023年6月1日", "2023年6月1日", "药店数 不少于 1家 且 开通", None),
        ("2023年6月1日", "2023年6月1日", "开通", "W0815"),
    ],
    ids=["as-strict", "one-of-two-later", "both-later", "more-asked", "something-else"],
)
def test_deadlines_that_depend_are_compared_whole(
    compile_city: Compile, first: str, second: str, what: str, code: str | None
) -> None:
    upper = DUTY.format(
        id="province", upper="", first="2023年6月30日", second="2023年9月30日",
        what="药店数 不少于 1家",
    )  # fmt: skip
    lower = DUTY.format(id="city", upper="\n  上位 province", first=first, second=second, what=what)
    assert [item.code for item in compile_city(lower, province=upper)] == ([code] if code else [])


def test_deadlines_that_are_parameters_are_compared(compile_city: Compile) -> None:
    upper = DUTY.format(
        id="province", upper="", first="2023年6月30日", second="2023年6月30日", what="开通"
    )
    lower = """政策 city《通知》
  成文日期 2023年1月1日
  上位 province。
参数 期限（due）：日期 2023年7月31日，依据 一。
判定 落实情况（progress）
  事实 统计日期（as_of）：日期，作适用日期。
  名册 地级市（cities）：名称（name）：文本、药店数（pharmacies）：整数（家）、开通（open）：是非。
  职责 覆盖（coverage）：各市 应当 在 期限 前 做到 每个 地级市 的（开通），依据 一。
"""
    (found,) = compile_city(lower, province=upper)
    assert found.code == "E0804" and "期限是2023年7月31日，晚于2023年6月30日" in found.title
    sooner = lower.replace("2023年7月31日", "2023年5月31日")
    assert compile_city(sooner, province=upper) == []
