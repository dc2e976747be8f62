"""Documents of two small policies, whole: what a change of the wording does is read here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reviewed import leaks, subject_of_policy
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from luling.backends.document import Subject, build, to_markdown
from luling.diagnostics import Bag
from luling.diagnostics.render import render_all
from luling.driver import compile_policy
from luling.source import Source

EVERYTHING = """政策 north《北市关于报销的通知》
  文号     北医保〔2023〕1号
  成文日期 2023年1月1日
  适用地区 北市。
枚举 类别（category）：甲类（a，编码 1）、乙类（b，编码 2）、丙类（c，编码 3）。
枚举 级别（level）：一级（level1）低于 二级（level2）低于 三级（level3）。
枚举 落实情况（duty_status）：已落实（met）、未到期（pending）、逾期未落实（overdue）。
参数 限额（cap）：金额 另行规定，依据 五「限额另行规定」。
参数 比例（share）：比例
  80% 至 2023年6月30日，依据 三「80%」；
  70% 自 2023年7月1日，依据 三「70%」。
参数 起付线（floor）：按 级别 的 金额，依据 四「起付线」
  | 级别 | 起付线 |
  | 一级 | 100元  |
  | 二级 | 300元  |
  | 三级 | 800元  |。
判定 报销（claim）
  事实 日期（day）：日期，作适用日期。
  事实 类别（category）：类别。
  事实 已登记（registered）：是非。
  事实 费用（cost）：金额。
  事实 已付（paid）：金额。
  事实 级别（level）：级别。
  名册 医院（hospitals）：名称（name）：文本、等级（grade）：级别、病区数（wards）：整数（个）。
  校验 已付不超过费用（paid_within_cost）：已付 不超过 费用。
  情形 小额（small）：费用 不超过 100元 或（类别 是 甲类 且 费用 不超过 200元），依据 二。
  收集 不予支付（denials）。
  不予支付 未登记（unregistered）：当 非 已登记，依据 一「未登记的不予支付」。
  不予支付 级别不够（too_low）：当 非 小额 且 级别 低于 二级，依据 一「级别不够的」。
  结论 可以支付（payable）：是非，为 不予支付 为空，依据 一「不予支付」。
  结论 报销比例（ratio）：比例，可空。
    通则 一般（general）：当 已登记，为 比例，依据 三「报销80%」。
    例外 乙类（b_rule）：当 类别 是 乙类，为 未规定，按《乙类办法》执行，依据 四「另行规定」。
    例外 小额乙类（small_rule）于 乙类：当 小额，为 50%，依据 四「50%」。
    恢复 三级（back）于 小额乙类：当 级别 是 三级，依据 四「三级除外」。
  结论 支付（pay）：金额，为 最低（（费用 减 已付）乘 比例，限额），四舍五入到分，
    依据 五「不超过限额」。
  结论 门槛（threshold）：金额，为 起付线（最高（级别，医院 中 病区数 不少于 2个 的 等级）），
    依据 四「起付线」。
  结论 病区合计（wards_total）：整数（个），为 合计（医院 的 病区数），依据 二。
  职责 登记（registration）：各区 应当 在 2023年6月底前 做到 已登记，依据 一「未登记的」。
  职责 设病区（wards）：各区 原则上 做到 每个 医院 的 病区数 不少于 1个，依据 二。
约束 限额下限（cap_floor）：各区 的 限额（cap）原则上 不低于 100元，依据 五「限额」。
约束 不另定类别（one_list）：各区 不得另定 类别目录（category_list），依据 二。
"""


class Markdown(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "md"


def test_document_of_a_policy_with_everything(snapshot: SnapshotAssertion) -> None:
    bag = Bag()
    source = Source("north.policy", EVERYTHING)
    compiled = compile_policy(Path("north/north.policy"), bag, source)
    errors = [item for item in bag if item.severity == "error"]
    assert compiled.program is not None, render_all(errors, compiled.sources)
    document = build(Subject(replace(compiled.program, source_hash="0" * 64), "0"))
    assert leaks(document, "") == []
    assert to_markdown(document) == snapshot(extension_class=Markdown)


def test_document_of_guangdong(snapshot: SnapshotAssertion) -> None:
    """Its worked examples are left out: `tests/policies` pins every case."""
    subject = subject_of_policy("guangdong")
    program = replace(subject.program, source_hash="0" * 64)
    document = build(replace(subject, program=program))
    text = to_markdown(document)
    before, found, after = text.partition("\n## 例子\n")
    assert found
    assert before + after[after.index("\n## ") :] == snapshot(extension_class=Markdown)
