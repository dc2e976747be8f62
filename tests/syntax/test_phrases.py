"""What the author's guide says of common phrases passes the compiler, row by row."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checking import compile_text

GUIDE = (Path(__file__).parents[2] / "policies" / "README.md").read_text(encoding="utf-8")
PART = GUIDE.split("## 通知里常见的说法怎样写", 1)[1]
NAMES, HEAD = re.findall(r"```\n(.*?)```", PART, re.S)
ROWS = re.findall(r"^\| (.+?) \| `(.+?)` \| (.+?) \|$", PART, re.M)
WHOLE = {
    "条件": "情形 甲（tried）：{}。",
    "金额": "结论 甲（tried）：金额，为 {}。",
    "比例": "结论 甲（tried）：比例，为 {}。",
    "句子": "{}",
}


def test_the_table_has_its_rows() -> None:
    assert 25 <= len(ROWS) <= 45


@pytest.mark.parametrize(("phrase", "sentence", "kind"), ROWS, ids=[row[0] for row in ROWS])
def test_a_phrase_is_written_so(phrase: str, sentence: str, kind: str, tmp_path: Path) -> None:
    text = NAMES + WHOLE[kind].format(sentence) + "\n"
    bag, _ = compile_text(text, tmp_path)
    assert [(item.code, item.title) for item in bag] == []


def test_the_head_is_written_so(tmp_path: Path) -> None:
    items = "".join(f"{number}、做好第{number}项工作。\n" for number in "一二三四")
    last = "五、本通知自印发之日起施行，有效期5年。\n示例市医疗保障局\n2023年3月1日\n"
    notice = tmp_path / "here" / "notice.txt"
    notice.parent.mkdir()
    notice.write_text(f"示例通知\n各县：\n{items}{last}", encoding="utf-8")
    rest = "条文 一、二、三、四 不编码，因「工作要求」。\n"
    text = HEAD.replace("。\n", '\n  原文 "notice.txt"。\n') + rest
    bag, _ = compile_text(text, tmp_path)
    assert [(item.code, item.title) for item in bag] == []
