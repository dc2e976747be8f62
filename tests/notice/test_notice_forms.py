"""Numbering that the six notices do not have, each form in the smallest notice that shows it."""

from __future__ import annotations

from luling.notice import Clause, Notice, cut

HEAD = "某省医疗保障局关于试点工作的通知\n各市医疗保障局：\n现通知如下：\n"


def words(text: str) -> list[str]:
    return text.split()


def refs(notice: Notice, *kinds: str) -> list[str]:
    return [c.ref for c in notice.walk() if not kinds or c.kind in kinds]


def found(notice: Notice, ref: str) -> Clause:
    clause = notice.find(ref)
    assert clause is not None, ref
    return clause


def body(notice: Notice, ref: str) -> list[str]:
    return [notice.text[start:end] for start, end in found(notice, ref).own]


REGULATION = """基本医疗保险用药管理暂行办法
（2020年7月30日国家医疗保障局令第1号公布）
目　录
第一章　总则
第二章　支付
第一章　总则
第一条　为了规范用药，制定本办法。
第二条　本办法适用于各级。
违反前款规定的，不予支付。
第三条　有下列情形之一的，不予支付：
（一）超出范围的；
（二）其他情形：
1.甲；
2.乙。
第二章　支付
第一节　一般规定
第四条　按比例支付。
第四条之一　第三条规定的情形除外。
第二节　特别规定
第五条　符合下列条件：
（一）甲。
前款所称甲，是指下列：
（一）子；
（二）丑。
第二十三条规定的不在此列。
第六条　本办法自2020年9月1日起施行。
"""


def test_regulation_has_chapters_articles_and_paragraphs() -> None:
    notice = cut(REGULATION)
    assert refs(notice, "front") == ["标题", "题注", "目录"]
    assert refs(notice, "clause") == words(
        "第一章 第一条 第二条 第二条第一款 第二条第二款 第三条 第三条（一） 第三条（二）"
        " 第三条（二）1 第三条（二）2 第二章 第二章第一节 第四条 第四条之一 第二章第二节 第五条"
        " 第五条第一款 第五条第一款（一） 第五条第二款 第五条第二款（一） 第五条第二款（二）"
        " 第五条第三款 第六条"
    )
    assert found(notice, "第一章").heading == "总则"


def test_article_paragraphs_may_be_left_out_where_one_clause_is_meant() -> None:
    notice = cut(REGULATION)
    assert found(notice, "第三条第一款第（二）项").ref == "第三条（二）"
    assert found(notice, "第三条第二项第1目").ref == "第三条（二）1"
    assert found(notice, "第五条（二）").ref == "第五条第二款（二）"
    assert notice.find("第五条（一）") is None  # there are two
    assert found(notice, "第一章第一条").ref == "第一条"


def test_large_item_numbers() -> None:
    numbers = [*"一二三四五六七八九十", *(f"十{d}" for d in "一二三四五六七八九")]
    numbers += ["二十", "二十一", "二十二", "二十三"]
    notice = cut(HEAD + "\n".join(f"{n}、事项{n}。" for n in numbers))
    assert refs(notice, "clause") == numbers


def test_crlf_byte_order_mark_and_full_width_indents() -> None:
    text = "\ufeff关于试点的通知\n各市局：\n　　如下：\n　　一、甲。\n　　(二)乙。\n二、丙。\n"
    notice = cut(text.replace("\n", "\r\n"))
    assert refs(notice) == ["标题", "主送", "引言", "一", "二"]
    assert notice.text_of(found(notice, "一")) == "一、甲。\r\n　　(二)乙。"


def test_full_and_half_width_numbers_are_the_same() -> None:
    notice = cut(HEAD + "一、甲\n(一)子\n１．x；\n２．y。\n（二）丑\n(1)x\n（２）y\n")
    assert refs(notice, "clause") == (
        ["一", "一（一）", "一（一）1", "一（一）2", "一（二）", "一（二）（1）", "一（二）（2）"]
    )


def test_amounts_years_and_grades_at_the_start_of_a_line_are_no_items() -> None:
    text = HEAD + (
        "一、总体要求\n2021年起试点。\n1.5万元以下的费用，由个人负担。\n（2022年）可以延期。\n"
        "一、二级医院应当参加。\n二、措施\n1.甲；\n2.5万元以下的照旧。\n2.乙。\n三、四级手术除外。\n三、施行。\n"
    )
    notice = cut(text)
    assert refs(notice, "clause") == ["一", "二", "二1", "二2", "三"]
    assert len(body(notice, "一")) == 4


def test_amount_behind_an_item_number_is_kept_where_the_sequence_is_certain() -> None:
    notice = cut(HEAD + "一、标准\n1.5万元以下；\n2.5万元至10万元；\n3.10万元以上。\n二、施行。\n")
    assert body(notice, "一2") == ["5万元至10万元；"]


def test_items_inside_a_line_are_cut_where_the_sequence_is_certain() -> None:
    notice = cut(
        HEAD + "一、范围。包括：①甲；②乙。二、标准：1.职工80%；2.居民70%。\n"
        "三、见本通知（一）和（二）。四、三级医院除外。\n"
    )
    assert refs(notice, "clause") == ["一", "一①", "一②", "二", "二1", "二2", "三"]


def test_items_may_count_on_through_several_headings() -> None:
    notice = cut(HEAD + "一、甲\n（一）a。\n（二）b。\n二、乙\n（三）c。\n（四）d。\n")
    assert refs(notice, "clause") == ["一", "一（一）", "一（二）", "二", "二（三）", "二（四）"]


def test_second_list_in_a_clause_is_a_group_of_its_own() -> None:
    notice = cut(HEAD + "一、甲\n有下列情形：\n1.a；\n2.b。\n另有情形，办法如下：\n1.c；\n2.d。\n")
    assert refs(notice, "clause") == ["一", "一1", "一2", "一之二", "一之二1", "一之二2"]


def test_sub_headings_are_clauses_only_in_company() -> None:
    notice = cut(
        HEAD + "一、甲\n基本条件：\n1.x\n确定方法：由各市确定。\n二、乙\n主要任务：\n1.y\n2.z\n"
    )
    assert refs(notice, "clause") == [
        *("一", "一基本条件", "一基本条件1", "一确定方法", "二", "二1", "二2")
    ]
    assert found(notice, "一1").ref == "一基本条件1"


def test_label_before_a_second_list_leads_a_group() -> None:
    notice = cut(HEAD + "一、甲\n1.x\n2.y\n确定方法：\n1.u\n2.v\n二、乙。\n")
    assert refs(notice, "clause") == words("一 一1 一2 一之二 一之二1 一之二2 二")


def test_lead_in_of_whole_sentences_is_a_leaf() -> None:
    notice = cut(HEAD + "一、管理\n实行备案。\n（一）甲。\n（二）乙。\n二、有下列情形的：\n1.丙\n")
    assert refs(notice, "clause") == ["一", "一导语", "一（一）", "一（二）", "二", "二1"]


def test_number_used_twice_and_number_left_out_are_kept_as_they_are() -> None:
    notice = cut(HEAD + "一、甲。\n二、乙。\n二、丙。\n四、丁。\n")
    assert refs(notice, "clause") == ["一", "二", "二之二", "四"]


def test_annexes_that_rule_and_annexes_that_list() -> None:
    notice = cut(
        HEAD + "一、甲。\n二、乙。\n附件：1.药品名单\n　　　2.实施办法\n某省医疗保障局\n"
        "2021年1月1日\n（此件公开发布）\n附件1\n药品名单\n1.阿达木单抗\n2.西妥昔单抗\n"
        "注：1.名单动态调整。\n2.另有规定的除外。\n附件2\n实施办法\n第一条 甲。\n第二条 乙。\n"
    )
    assert refs(notice, "back") == ["附件清单", "附件清单1", "附件清单2", "落款", "附注"]
    assert refs(notice)[-10:] == words(
        "附件1 附件1标题 附件1正文 附件1注 附件1注1 附件1注2 附件2 附件2/标题 附件2/第一条"
        " 附件2/第二条"
    )
    assert found(notice, "附件2第2条").ref == "附件2/第二条"


def test_reply_without_items_is_one_clause() -> None:
    notice = cut(
        "某省医疗保障局关于某事的复函\n某医保函〔2021〕3号\n某市医疗保障局：\n来函收悉。\n同意。\n"
        "此复。\n某省医疗保障局　2021年3月1日\n"
    )
    assert refs(notice) == ["标题", "文号", "主送", "正文", "结语", "落款"]
    assert body(notice, "正文") == ["来函收悉。", "同意。"]


def test_second_sequence_without_a_signature_before_it_is_an_annex() -> None:
    notice = cut(
        HEAD + "一、甲。\n二、乙。\n某市医疗保障局关于某事的通知\n各县医疗保障局：\n如下：\n"
        "一、丙。\n二、丁。\n三、戊。\n"
    )
    assert refs(notice, "clause") == ["一", "二", "附件/一", "附件/二", "附件/三"]
