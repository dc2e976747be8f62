"""Calculators say why, why not, what would change the answer, and what makes no difference."""

from __future__ import annotations

import re

from calculating import cases, choose, open_calculator
from watching import Watch


def test_every_number_leads_to_its_clause(watch: Watch, loopback: str) -> None:
    open_calculator(watch, loopback, "chongqing", "reimbursement")
    page = watch.page
    page.locator("[data-part=quick] button").first.click()
    for row in page.locator(".outcomes > li").all():
        row.locator(".why").click()
        assert row.locator(".why").get_attribute("aria-expanded") == "true"
        assert row.locator(".ground a[href*='#clause-']").count() > 0
    paid = page.locator(".outcomes > li", has=page.locator(".why", has_text="统筹支付"))
    said = paid.locator(".ground").inner_text()
    assert "“统筹基金报销比例为80%”" in said
    # A number of a computing leads on to what it was made of.
    paid.get_by_role("button", name=re.compile("^按比例算得")).click()
    below = paid.locator("[data-ground=raw_pay]")
    assert "医保费用 1,000.00 元" in below.inner_text()
    href = paid.locator("a[href*='#clause-']").first.get_attribute("href")
    assert href is not None
    page.goto(watch.page.url.rsplit("/", 1)[0] + "/" + href)
    assert page.locator(f"#{href.split('#')[1]}").is_visible()


def test_why_not_is_told(watch: Watch, loopback: str) -> None:
    open_calculator(watch, loopback, "chongqing", "reimbursement")
    page = watch.page
    page.locator("[data-part=quick] button").first.click()
    choose(watch, "处方医师为责任医师", "否")
    result = page.locator("[data-part=result]").inner_text()
    assert result.startswith("不予支付") and "因为：处方医师不是责任医师（四（四）" in result
    page.locator(".why", has_text="结算政策").click()
    others = page.locator("#why-settlement_policy .others")
    others.locator("summary").click()
    assert "不符合：住院就医" in others.inner_text() or "不符合：就医方式" in others.inner_text()


def test_each_member_has_its_value_in_the_ground(watch: Watch, loopback: str) -> None:
    open_calculator(watch, loopback, "shandong", "monthly_statistics")
    page = watch.page
    name = next(one.title for one in cases("shandong", "monthly_statistics") if len(one.facts) > 2)
    page.locator("[data-part=examples]").select_option(label=name)
    row = page.locator(".outcomes > li", has=page.locator(".why", has_text="没有药店的县区"))
    row.locator(".why").click()
    row.locator("summary", has_text="双通道药店数").click()
    said = row.locator("[data-ground=dual_channel_pharmacies]").inner_text()
    assert re.search(r"甲县：\d+家；", said) and said.count("对每个县区") == 1
    page.get_by_text("没有试改县区、双通道药店。").wait_for()


def test_it_is_told_which_reasons_are_still_open(watch: Watch, loopback: str) -> None:
    open_calculator(watch, loopback, "chongqing", "reimbursement")
    page = watch.page
    page.locator("[data-part=quick] button").first.click()
    choose(watch, "符合限定疾病范围", "否")
    choose(watch, "处方医师为责任医师", "不清楚")
    page.locator("[aria-controls=why-denials]").click()
    said = page.locator("#why-denials").inner_text()
    assert "还不能确定有没有：处方医师不是责任医师（要看处方医师为责任医师）。" in said


def test_what_would_change_it_can_be_taken_over(watch: Watch, loopback: str) -> None:
    open_calculator(watch, loopback, "chongqing", "reimbursement")
    page = watch.page
    page.locator("[data-part=quick] button").first.click()
    row = page.locator(".changes li", has_text="处方医师为责任医师改为“否”")
    row.wait_for()
    assert "不予支付：处方医师不是责任医师" in row.inner_text()
    row.get_by_role("button").click()
    assert page.locator(".verdict").inner_text() == "不予支付"
    assert page.evaluate("document.activeElement.type") == "radio"


def test_what_would_no_longer_be_known_is_a_change_too(watch: Watch, loopback: str) -> None:
    """A resident's case says nothing of the yearly limit of the employees' fund."""
    open_calculator(watch, loopback, "chongqing", "reimbursement")
    page = watch.page
    page.locator("[data-part=examples]").select_option(label="居民参照重大疾病的比例")
    page.get_by_label("职工统筹基金年度报销限额").fill("")
    row = page.locator(".changes li", has_text="要补填职工统筹基金年度报销限额才知道")
    row.wait_for()
    assert row.inner_text().startswith("险种改为“职工医保”：报销比例：80%；")
    other = page.locator(".changes li", has_text="就医方式改为“住院”")
    assert "起付标准：本通知未规定，按《现行住院报销政策》执行" in other.inner_text()


def test_what_was_replaced_can_be_had_back(watch: Watch, loopback: str) -> None:
    open_calculator(watch, loopback, "guangdong", "stocking_refusal")
    page = watch.page
    reason = page.locator("[data-part=facts] select")
    reason.select_option(index=7)
    for act in ("全部清空", page.locator("[data-part=quick] button").last.inner_text()):
        page.get_by_role("button", name=act, exact=True).click()
        assert reason.input_value() != "7"
        page.get_by_role("button", name="恢复刚才所填的").click()
        assert reason.input_value() == "7"
    assert page.locator("[data-part=examples]").input_value() == ""


def test_what_makes_no_difference_is_marked(watch: Watch, loopback: str) -> None:
    open_calculator(watch, loopback, "chongqing", "reimbursement")
    page = watch.page
    page.locator("[data-part=quick] button").first.click()
    note = page.get_by_role("group", name="有特病资质").get_by_text("这一项现在不影响结果。")
    note.wait_for()
    assert not page.get_by_role("group", name="险种").get_by_text("不影响").is_visible()
