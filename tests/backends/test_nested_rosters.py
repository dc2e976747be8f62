"""One roster looked at inside another: both engines agree, and count as one does by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import luling

POLICY = """\
政策 nested《示例通知》
  成文日期 2023年1月1日。
判定 统计（stat）
  名册 县区（counties）：县区名称（name）：文本、下限（least）：整数（家）。
  名册 药店（shops）：药店名称（shop）：文本、所在县区（county）：文本、联网（online）：是非。
  逐项 县区 的 药店数（shop_count）：整数（家），为 计数（药店 中 所在县区 是 县区名称）。
  逐项 县区 的 联网药店数（online_count）：整数（家），
    为 计数（药店 中（所在县区 是 县区名称 且 联网））。
  结论 药店合计（total）：整数（家），为 合计（县区 的 药店数）。
  结论 欠缺的县区（short）：名单，为 名单（县区 中 联网药店数 低于 下限 的 县区名称）。
  结论 直接数（direct）：名单，
    为 名单（县区 中 计数（药店 中（所在县区 是 县区名称 且 联网））低于 下限 的 县区名称）。
  结论 都有药店（covered）：是非，为 每个 县区 的（任一 药店 的 所在县区 是 县区名称）。
  结论 最多（most）：整数（家），为 最高（0家，县区 的 药店数）。
"""
NAMES = ["甲", "乙", "丙", "丁"]


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> luling.Policy:
    path: Path = tmp_path_factory.mktemp("nested") / "nested.policy"
    path.write_text(POLICY, encoding="utf-8")
    return luling.load(path)


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values | values | values


counties = st.lists(
    st.fixed_dictionaries(
        {"name": maybe(st.sampled_from(NAMES)), "least": maybe(st.integers(0, 2))}
    ),
    max_size=3, unique_by=lambda one: one["name"] or object(),
)  # fmt: skip
shops = st.lists(
    st.fixed_dictionaries(
        {"shop": st.just("店"), "county": maybe(st.sampled_from(NAMES)),
         "online": maybe(st.booleans())}
    ),
    max_size=4,
)  # fmt: skip


@given(maybe(counties), maybe(shops))
@settings(deadline=None, max_examples=100)
def test_both_engines_agree(policy: luling.Policy, counties: Any, shops: Any) -> None:
    facts = {"counties": counties, "shops": shops}
    first, second = (
        policy.decide("stat", facts, engine=engine) for engine in ("interpreter", "python")
    )
    assert first == second


def known(rows: Any) -> bool:
    return rows is not None and all(value is not None for row in rows for value in row.values())


@given(counties.filter(known), shops.filter(known))
@settings(deadline=None, max_examples=60)
def test_members_are_counted_by_the_member_at_hand(
    policy: luling.Policy, counties: Any, shops: Any
) -> None:
    found = policy.decide("stat", {"counties": counties, "shops": shops}).outputs
    own = {one["name"]: [s for s in shops if s["county"] == one["name"]] for one in counties}
    online = {name: sum(shop["online"] for shop in held) for name, held in own.items()}
    short = [one["name"] for one in counties if online[one["name"]] < one["least"]]
    assert found["total"] == sum(len(held) for held in own.values())
    assert found["short"] == found["direct"] == short
    assert found["covered"] is all(own.values())
    assert found["most"] == max((len(held) for held in own.values()), default=0)


def test_only_what_may_matter_is_asked_for(policy: luling.Policy) -> None:
    found = policy.decide(
        "stat",
        {"counties": [{"name": "甲", "least": 1}],
         "shops": [{"shop": "一", "county": "乙"}, {"shop": "二", "county": "甲"}]},
    )  # fmt: skip
    assert (found.outputs["total"], found.outputs["covered"]) == (1, True)
    assert found.unresolved == {"short": ["facts.shops[1].online"],
                                "direct": ["facts.shops[1].online"]}  # fmt: skip
