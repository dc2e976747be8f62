"""What a query finds, in which order, and what of it is marked."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SCRIPT = Path(__file__).resolve().parents[2] / "src/luling/site/search.js"
DRIVER = Path(__file__).with_name("search_driver.mjs")
pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")

NOTICE = "示例市医疗保障局关于门诊保障的通知 示医保发〔2021〕12号 示例市"
ENTRIES = [
    {"id": "title", "title": "起付标准", "text": "职工医保500元。", "around": NOTICE},
    {"id": "longer", "title": "门诊特病起付标准", "text": "另行规定。", "around": NOTICE},
    {"id": "text", "title": "二（四）1", "text": "应执行的起付标准为 500 元。", "around": NOTICE},
    {"id": "apart", "title": "二（四）2", "text": "起付的，按标准办理。", "around": NOTICE},
    {"id": "shop", "title": "一（二）", "text": "在药店购药的，凭外配处方报销80%。", "around": ""},
    {"id": "latin", "title": "附件", "text": "ＣＴ检查和CT造影，ABC-1型。", "around": NOTICE},
]  # fmt: skip


def ask(*requests: list[Any]) -> list[Any]:
    done = subprocess.run(
        ["node", str(DRIVER), str(SCRIPT)],
        input=json.dumps(requests), capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    answers = json.loads(done.stdout)
    assert isinstance(answers, list)
    return answers


def search(query: str, most: int = 110) -> dict[str, Any]:
    (answer,) = ask(["search", ENTRIES, query, most])
    assert isinstance(answer, dict)
    return answer


def words(parts: list[dict[str, Any]]) -> list[str]:
    return [one["text"] for one in parts if one["isMarked"]]


def test_the_phrase_comes_first_and_the_title_before_the_text() -> None:
    answer = search("起付标准")
    assert answer["found"] == ["title", "longer", "text", "apart"]
    assert answer["whole"] == 3


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("ct", "latin"), ("ＣＴ造影", "latin"), ("abc1", "latin"), ("ABC－１型", "latin"),
        ("８０％", "shop"), ("购药", "shop"), ("药", "shop"), ("外配处方　药店", "shop"),
        ("药店、外配处方", "shop"), ("  起付标准 \n", "title"), ("二（四）2", "apart"),
        ("二(四)2", "apart"), ("二四2", "apart"),
    ],
)  # fmt: skip
def test_width_case_blanks_and_marks_do_not_count(query: str, first: str) -> None:
    answer = search(query)
    assert answer["found"][0] == first and answer["whole"] >= 1


def test_every_word_is_wanted() -> None:
    assert search("起付标准 500")["found"] == ["title", "text"]
    assert search("起付标准 外配处方")["found"] == []


def test_words_of_the_notice_narrow_what_is_found() -> None:
    assert search("示例市 起付标准")["found"] == ["title", "longer", "text", "apart"]
    assert search("示医保发[2021]12号 造影")["found"] == ["latin"]
    assert search("示例市")["found"] == []


def test_what_shares_enough_pairs_is_found_behind() -> None:
    answer = search("起付线")
    assert set(answer["found"]) == {"title", "longer", "text", "apart"}
    assert answer["whole"] == 0
    assert search("药店买药能报销多少")["found"] == []
    assert search("在药店凭处方报销")["found"] == ["shop"]
    assert search("abd")["found"] == []  # a Latin word is found whole or not at all


@pytest.mark.parametrize("query", ["", " 　\n", "，。（）", "\u200b", "*", "<>"])
def test_nothing_is_found_by_nothing(query: str) -> None:
    assert search(query)["whole"] == 0
    assert search(query)["found"] == []


def test_the_words_are_marked_in_their_own_spelling() -> None:
    assert words(search("ct abc1")["marked"][0]) == ["ＣＴ", "CT", "ABC-1"]
    assert words(search("500元")["marked"][1]) == ["500 元"]
    assert words(search("在药店凭处方")["marked"][0]) == ["在药店", "处方"]


def test_a_long_text_is_cut_around_the_words() -> None:
    text = "甲" * 300 + "起付标准" + "乙" * 300
    entry = {"id": "a", "title": "", "text": text, "around": ""}
    (answer,) = ask(["search", [entry], "起付标准", 60])
    parts = answer["marked"][0]
    assert [parts[0]["text"], parts[-1]["text"]] == ["…", "…"]
    assert words(parts) == ["起付标准"]
    assert sum(len(one["text"]) for one in parts) == 62


LETTERS = st.text(st.sampled_from("起付标准药店 ＣTc，。（）80%𠮷ﬁß\u0301é"), max_size=40)


@settings(deadline=None, max_examples=3, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(LETTERS, LETTERS), min_size=60, max_size=60))
def test_the_parts_of_a_text_are_the_text(drawn: list[tuple[str, str]]) -> None:
    """Joined they are a stretch of it, and no letter is parted."""
    requests = []
    for text, query in drawn:
        entry = {"id": "", "title": query, "text": text, "around": ""}
        requests += [["search", [entry], query, most] for most in (30, 60)]
    for request, answer in zip(requests, ask(*requests), strict=True):
        for parts in answer["marked"]:
            joined = "".join(one["text"] for one in parts if one["text"] != "…")
            assert joined in request[1][0]["text"]
            joined.encode()


def test_a_stretch_is_found_wherever_it_stands() -> None:
    """Three letters out of any text of letters are found in it whole."""
    text = "谈判药品配备品种数不少于谈判药品配备品种下限"
    entry = {"id": "it", "title": "", "text": text, "around": ""}
    queries = [text[at : at + 3] for at in range(len(text) - 2)]
    for answer in ask(*(["search", [entry], query, 30] for query in queries)):
        assert answer["found"] == ["it"] and answer["whole"] == 1
        assert words(answer["marked"][0])


def test_a_very_long_query_is_cut() -> None:
    (answer,) = ask(["wordsOf", " ".join(f"词{at}" for at in range(500))])
    assert len(answer["words"]) == 12
