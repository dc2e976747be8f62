"""luling decide for one case: a page for people, JSON for programs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cli_running import Luling

FACTS = {"service_date": "2023-06-01", "insurance": "employee", "designated": True,
         "eligible_cost": "1500.00"}  # fmt: skip


def decide(luling: Luling, *options: str, **facts: object) -> str:
    given = {key: value for key, value in {**FACTS, **facts}.items() if value != "absent"}
    result = luling("decide", "sample", "check", "-", *options, stdin=json.dumps(given).encode())
    assert (result.code, result.err) == (0, "")
    return result.out


def test_the_answer_comes_first_with_amounts_reason_and_clause(luling: Luling) -> None:
    page = decide(luling)
    assert "按《示例市医疗保障局关于药品费用报销的通知》（示医保发〔2023〕1号）" in page
    assert "结果：予以支付\n  金额：统筹支付 800.00 元\n" in page
    assert "报销比例：80%\n    因为：险种为职工医保\n" in page
    assert "计算：（医保费用 1,500.00 元 − 起付标准 500.00 元）× 报销比例 80% = 800.00 元" in page
    assert "依据：二（二）「职工医保报销比例为80%」" in page
    assert "还缺少" not in page


def test_a_refusal_names_its_ground(luling: Luling) -> None:
    page = decide(luling, designated=False)
    assert "结果：不予支付\n  因为：不在定点医疗机构\n" in page
    assert "  依据：二（三）「不在定点医疗机构发生的费用不予报销」" in page
    assert "定点改为“是”——予以支付" in page


def test_what_is_missing_is_said_with_what_waits_for_it(luling: Luling) -> None:
    page = decide(luling, insurance="resident", designated=None)
    assert "能否支付：现在还不能确定，缺少的内容见下" in page
    assert "    定点\n" in page
    assert "    居民报销比例（本通知二（二）另行规定，须由使用单位提供）\n" in page
    assert "定点若为“是”——予以支付" in page and "定点若为“否”——不予支付" in page


def test_without_the_date_only_the_date_is_asked_for(luling: Luling) -> None:
    page = decide(luling, service_date="absent")
    assert "还缺少" in page and "    费用日期\n" in page and "居民报销比例" not in page


def test_before_its_day_the_notice_is_not_in_force(luling: Luling) -> None:
    page = decide(luling, service_date="2022-12-31")
    assert "本通知尚未施行" in page and "自2023年1月1日起施行，2022年12月31日在此之前" in page


@pytest.mark.parametrize(
    "facts",
    [{}, {"designated": False}, {"insurance": "resident"}, {"insurance": None, "designated": None},
     {"service_date": "2022-01-01"}, {"service_date": "absent"}, {"insurance": 310}],
)  # fmt: skip
@pytest.mark.parametrize("options", [[], ["--trace"]])
def test_no_id_no_english_and_no_none_is_ever_shown(
    luling: Luling, facts: dict[str, object], options: list[str]
) -> None:
    assert not re.search(r"[A-Za-z_]", decide(luling, *options, **facts))


def test_the_trace_lists_every_rule_that_was_considered(luling: Luling) -> None:
    page = decide(luling, "--trace", designated=False)
    assert "逐条考虑过的规则" in page
    assert page.count("：适用") >= 3 and "因例外而不适用，由于例外" in page
    assert "不适用，不成立之处：险种 是 居民医保" in page


def test_json_is_the_machine_form(luling: Luling) -> None:
    answer = json.loads(decide(luling, "--json"))
    assert list(answer) == ["policy", "decision", "status", "outputs", "unresolved", "trace"]
    assert answer["outputs"]["pay"] == "800.00"


@pytest.mark.parametrize("engine", ["python", "interpreter"])
def test_both_engines_print_the_same_page(luling: Luling, engine: str) -> None:
    assert decide(luling, "--engine", engine, "--trace") == decide(luling, "--trace")


def test_parameters_come_from_a_file_with_notes(luling: Luling) -> None:
    page = decide(luling, "--params", "params.json", insurance="居民医保")
    assert "报销比例：60%" in page and "统筹支付 600.00 元" in page
    assert "计算：居民报销比例 60%（由使用单位提供）" in page


def test_decision_and_policy_may_be_named_in_several_ways(luling: Luling, folder: Path) -> None:
    pages = {
        luling("decide", policy, decision, "facts.json").out
        for policy in ("sample", "policies/sample", "policies/sample/sample.policy", "policies")
        for decision in ("check", "费用核对")
    }
    assert len(pages) == 1 and "予以支付" in pages.pop()


@pytest.mark.parametrize(
    ("facts", "words", "advice"),
    [("both", ("甲方", "乙方"), "例外"), ("none", ("金额",), "未规定")],
    ids=["conflict", "gap"],
)
def test_rules_that_fail_are_not_blamed_on_the_facts(
    luling: Luling, facts: str, words: tuple[str, ...], advice: str
) -> None:
    result = luling("decide", "clash/clash.policy", "check", f"clash/{facts}.json")
    assert result.code == 1 and "错误 E0918：" in result.err
    assert all(word in result.err for word in words)
    assert advice in result.err and "案情" in luling("explain", "E0918").out


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b'{"insurance": "x"}', "E0910", "职工医保"),
        (b'{"nothing": 1}', "E0910", "nothing"),
        (b'{"eligible_cost": 1.5}', "E0910", "浮点数"),
        (b"[]", "E0906", "一个列表"),
        (b"5", "E0906", "一个数"),
        (b"", "E0905", "这里应有一个值"),
        (b'{"a": 1,}', "E0905", "-->"),
        (b'{"a": 1 "b": 2}', "E0905", "逗号"),
        ('{"a"：1}'.encode(), "E0905", "这里应有冒号"),
        (b"[" * 100_000, "E0905", "太深"),
        (b"9" * 10_000, "E0905", "位数太多"),
        (b"\xff", "E0904", "UTF-8"),
        (b'{"a": 1, "b": 2, "a": 1}', "E0917", "名称「a」"),
        (b'{"a": {"a": 1}, "b": [{"c": 1, "c": 2}]}', "E0917", "名称「c」"),
    ],
    ids=range(14),
)
def test_bad_facts_are_refused_in_chinese(
    luling: Luling, content: bytes, code: str, words: str
) -> None:
    result = luling("decide", "sample", "check", "-", stdin=content)
    assert result.code in (1, 2) and result.out == ""
    assert f"错误 {code}：" in result.err and words in result.err
    assert "Traceback" not in result.err and "内部错误" not in result.err


def test_bad_facts_in_json_form(luling: Luling) -> None:
    result = luling("decide", "sample", "check", "-", "--json", stdin=b'{"designated": 1}')
    assert result.code == 1
    assert json.loads(result.out)["error"]["fact"] == "facts.designated"


def test_a_byte_order_mark_is_left_out(luling: Luling) -> None:
    assert luling("decide", "sample", "check", "-", stdin=b"\xef\xbb\xbf{}").code == 0


def test_a_name_given_twice_is_shown_and_notes_may_be(luling: Luling) -> None:
    result = luling("decide", "sample", "check", "doubled.json")
    assert result.code == 2 and "--> doubled.json:4:3" in result.err
    assert "E0917" in luling("decide", "sample", "check", "facts.json", "--params", "-",
                             stdin=b'{"p": 1, "p": 1}').err  # fmt: skip
    assert luling("decide", "sample", "check", "-", stdin=b'{"_": 1, "_": 2}').code == 0
