"""Labels of yes-or-no facts as predicates, and their negation in Chinese as it is spoken.

用药资质已备案 → 用药资质未备案; 有外配处方 → 没有外配处方; 药店为定点药店 → 药店不是定点药店.
A label that none of the patterns surely fits is quoted: “名单已确定并公布”为否. The patterns look
at words of the language alone, never at what a notice is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["chosen", "decided", "listed", "negative", "positive", "quoted", "whether"]

# Inside these a word for “not” would reach too far or not far enough; or there is one already.
_GUARDED = re.compile("均|都|并|且|或|任一|至少|还|不|未|无|没有|非|是否")
_ENTITIES = ("患者", "人员", "病人", "专业", "机构", "医院", "药店", "药品", "对象", "参保人")
_DEEDS = ("购药", "就医", "用药", "住院", "转诊", "外购", "购买", "就诊")
_ADJECTIVES = {
    "合规": "不合规", "规范": "不规范", "合理": "不合理", "合格": "不合格", "一致": "不一致",
    "完整": "不完整", "齐全": "不齐全", "真实": "不真实", "准确": "不准确", "良好": "不佳",
    "达标": "未达标",
}  # fmt: skip
_OPENINGS = {
    "有": "没有", "可以": "不能", "能够": "不能", "能": "不能", "需要": "不需要", "需": "不需",
    "须": "不须", "应当": "不应当", "应": "不应", "属于": "不属于", "属": "不属于", "是": "不是",
    "在": "不在", "符合": "不符合", "具备": "不具备", "具有": "不具有", "同意": "不同意",
    "以": "不以", "由": "不由", "按": "未按", "按时": "未按时", "已经": "尚未", "已": "未",
    "违规": "没有违规", "计入": "不计入", "立即": "不立即", "免费": "不免费", "治疗": "不治疗",
}  # fmt: skip
_NOT_OPENINGS = re.compile("有关|有效|有限|在职|以上|以下|以内|应急|是非|能力|按月|由此|需求")
_STATES = {
    "为": "不是", "有": "没有", "符合": "不符合", "具备": "不具备", "具有": "不具有",
    "属于": "不属于", "能够": "不能", "可以": "不能", "已": "未", "免费": "不免费",
    "合计": "不合计",
}  # fmt: skip
_ACTIONS = (
    "办理", "纳入", "使用", "超出", "出现", "发生", "实行", "执行", "取得", "获得", "提供",
    "提交", "开具", "出具", "签订", "签署", "建立", "完成", "报送", "公布", "享受", "正常",
    "自愿", "全部", "全面", "即时", "及时", "另行", "单独", "参加", "接受", "经过", "通过",
    "列入", "达到", "超过", "违反", "治疗", "备案", "申请", "选择", "选定", "实施", "采用",
    "支付", "缴纳", "缴费", "登记", "认定", "审核", "评估", "配备", "公示", "实现", "放宽",
    "开通", "设立", "营业", "流转",
)  # fmt: skip
_NUMBERED = re.compile("^第[一二三四五六七八九十百0-9]+[批类种档期级组]$")
_NOT_STATES = re.compile("[作认行因成以][^，]{0,12}为|[所拥具没享含]有|有[关效限]")
_NOT_ACTIONS = re.compile("(?:要求|标准|规定|情况|方案|数)$")


def quoted(text: str) -> str:
    """In quotation marks; marks inside become the single ones."""
    if text.startswith("“") and text.endswith("”") and text.count("“") == 1:
        return text
    return "“" + text.replace("“", "‘").replace("”", "’") + "”"


def listed(parts: Sequence[str], last: str = "") -> str:
    """甲、乙; 甲、乙或者丙; things in quotation marks stand side by side without a mark."""
    if last and len(parts) > 1:
        return f"{listed(parts[:-1])}{last}{parts[-1]}"
    marked = all(part.endswith(("”", "》")) and part[0] in "“《" for part in parts)
    return ("" if marked else "、").join(parts)


def positive(label: str) -> str:
    """The label as a predicate: 用药资质已备案; 是相关专业; “第一批”为是."""
    kind, _ = _read(label)
    match kind:
        case "entity":
            return f"是{label}"
        case "deed":
            return f"属于{label}"
        case "unclear":
            return f"{quoted(label)}为是"
    return re.sub("^属(?!于)", "属于", label)


def negative(label: str) -> str:
    """The predicate denied: 用药资质未备案; 不是相关专业; “第一批”为否."""
    kind, denied = _read(label)
    match kind:
        case "entity":
            return f"不是{label}"
        case "deed":
            return f"不属于{label}"
    return denied or f"{quoted(label)}为否"


def whether(label: str) -> str:
    """A yes or no as a thing that is answered: 是否可以支付; 是否属于第一批."""
    kind, _ = _read(label)
    if kind in ("entity", "deed"):
        return f"是否{positive(label)}"
    opens = not _NOT_OPENINGS.match(label) and label.startswith((*_OPENINGS, *_ACTIONS))
    return f"是否{positive(label)}" if opens and kind == "predicate" else label


def _read(label: str) -> tuple[str, str]:
    """What sort of label it is (predicate, entity, deed, unclear), and the predicate denied."""
    bare = label.strip("“”")
    if _GUARDED.search(bare):
        return ("predicate" if _verb(bare) else "unclear"), ""
    found = "" if label.find("已", 2) > 0 else _opening(label)
    if found:
        return "predicate", found
    for word, denied in _ADJECTIVES.items():
        if label.endswith(word) and len(label) > len(word):
            return "predicate", label.removesuffix(word) + denied
    if bare.endswith(_ENTITIES) and not _middle(label):
        return "entity", ""
    found = _middle(label)
    if found:
        return "predicate", found
    if bare.endswith(_DEEDS) or _NUMBERED.search(bare):
        return "deed", ""
    return "unclear", ""


def _verb(label: str) -> bool:
    return any(word in label for word in (*_STATES, *_ACTIONS, "应", "须"))


def _opening(label: str) -> str:
    if not _NOT_OPENINGS.match(label):
        for word in sorted(_OPENINGS, key=len, reverse=True):
            if label.startswith(word) and len(label) > len(word):
                return _OPENINGS[word] + label[len(word) :]
    if label.startswith(_ACTIONS):
        return f"未{label}"
    return ""


def _middle(label: str) -> str:
    """The first verb inside the label, denied: the subject stands before it."""
    words = [] if _NOT_STATES.search(label) else list(_STATES)
    words += () if _NOT_ACTIONS.search(label) else _ACTIONS
    places = [(label.find(word, 2), word) for word in words]
    found = sorted((at, -len(word), word) for at, word in places if at >= 2)
    if not found:
        return ""
    at, _, word = found[0]
    denied = _STATES.get(word, f"未{word}")
    return label[:at] + denied + label[at + len(word) :]


# ---------------------------------------------------------------- choices


def chosen(label: str, values: tuple[str, ...], holds: bool) -> str:
    """An option taken, as a predicate: 门诊就医; 由定点零售药店供药; 药品类别为高值药品.

    Verbs are read out of the label: 就医方式, 供药渠道, 药店所在, 结算政策, 不配备理由.
    """
    one = values[0] if len(values) == 1 else ""
    said = listed(values, "或者")
    phrase = _verbal(label, one, said)
    if phrase:
        return phrase if holds else _denied(label, phrase)
    if holds:
        return f"{label}为{said}"
    if len(values) == 1:
        return f"{label}不是{one}"
    if len(values) == 2:
        return f"{label}既不是{values[0]}，也不是{values[1]}"
    return f"{label}不是{listed(values)}中的任何一种"


def _denied(label: str, phrase: str) -> str:
    """药店不在县域; 不由定点零售药店供药; 不是门诊就医."""
    if label.endswith("所在"):
        stem = label.removesuffix("所在")
        return f"{stem}不{phrase.removeprefix(stem)}"
    return f"不{phrase}" if phrase.startswith(("由", "以", "按", "参照")) else f"不是{phrase}"


def _verbal(label: str, one: str, said: str) -> str:
    for ending in ("方式", "政策", "渠道", "理由", "所在"):
        stem = label.removesuffix(ending)
        if stem != label and len(stem) >= 2:
            return _by_ending(ending, stem, one, said)
    if len(label) == 4 and len(one) == 2 and one[-1] == label[1] and one != label[:2]:
        return one + label[2:]
    if len(one) > 4 and one.startswith(label[:2]) and len(label) >= 4:
        return one
    return ""


def _by_ending(ending: str, stem: str, one: str, said: str) -> str:
    match ending:
        case "方式" if one.endswith(stem):
            return one
        case "方式" if 0 < len(one) <= 3:
            return one + stem
        case "政策" if one.startswith(("参照", "按照", "执行")):
            return one + stem
        case "政策" if one:
            return f"按{one}{stem}"
        case "渠道" if one:
            return f"由{one}{stem}"
        case "理由":
            return f"以{said}为由{stem}"
        case "所在":
            return f"{stem}在{said}"
    return ""


_DOING = ("列入", "计入", "纳入", "不纳入", "实行", "执行", "单列", "参照", "按照", "本通知")


def decided(label: str, value: str) -> str:
    """An outcome that is one of several options: 参照门诊慢特病政策结算; 审查结果为明令禁止."""
    phrase = _verbal(label, value, value)
    if phrase:
        return phrase
    if value in ("本通知未规定", "本通知没有规定"):
        return value + label
    return value if value.startswith(_DOING) else f"{label}为{value}"
