"""Mistakes on the command line and in the files it reads (E09)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from luling.diagnostics import Label, Mistake


@dataclass(frozen=True, slots=True)
class WrongUsage(Mistake):
    """说明：命令、选项或参数写得不对。

    为什么：多余或写错的选项若被悄悄忽略，运行的就不是您想要的。

    错误示例：
        luling chekc

    正确示例：
        luling check
    """

    code: ClassVar[str] = "E0901"
    problem: str = ""
    advice: str = ""

    def title(self) -> str:
        return self.problem

    def hint(self) -> str:
        return self.advice


@dataclass(frozen=True, slots=True)
class NoSuchFile(Mistake):
    """说明：给出的文件或文件夹不存在。

    为什么：路径从当前文件夹算起；写错一个字，读到的就可能是另一份文件。

    错误示例：
        luling check policies/sampel

    正确示例：
        luling check policies/sample
    """

    code: ClassVar[str] = "E0902"
    path: str = ""
    near: tuple[str, ...] = ()

    def title(self) -> str:
        return f"找不到文件或文件夹「{self.path}」"

    def hint(self) -> str:
        if self.near:
            return "是不是想写：" + "、".join(self.near) + "？"
        return "请检查路径有没有写错；路径从当前文件夹算起。"


@dataclass(frozen=True, slots=True)
class CannotRead(Mistake):
    """说明：文件在，但读不出来，例如它其实是文件夹，或没有读取的权限。

    为什么：读不出来的文件不能当作空文件，那样得出的结果是错的。

    错误示例：
        luling decide sample check policies

    正确示例：
        luling decide sample check facts.json
    """

    code: ClassVar[str] = "E0903"
    path: str = ""
    reason: str = ""

    def title(self) -> str:
        return f"读不了「{self.path}」：{self.reason}"


@dataclass(frozen=True, slots=True)
class NotUtf8(Mistake):
    """说明：文件不是 UTF-8 编码，多半是以 GBK 等编码保存的。

    为什么：猜编码会猜错，错了的汉字和金额没有人看得出来。

    错误示例：
        luling decide sample check gbk.json

    正确示例：
        luling decide sample check facts.json
    """

    code: ClassVar[str] = "E0904"
    path: str = ""
    offset: int = 0

    def title(self) -> str:
        return f"「{self.path}」不是 UTF-8 编码（第 {self.offset + 1} 个字节读不通）"

    def hint(self) -> str:
        return "请在编辑器中用“另存为”选择 UTF-8 编码，再试一次。"


@dataclass(frozen=True, slots=True)
class BadJson(Mistake):
    """说明：JSON 文件的写法不对，例如少了逗号、引号，或多了一个逗号。

    为什么：写法不对的文件只能猜，而案情不能猜。

    错误示例：
        luling decide sample check broken.json

    正确示例：
        luling decide sample check facts.json
    """

    code: ClassVar[str] = "E0905"
    problem: str = ""

    def title(self) -> str:
        return "JSON 的写法不对"

    def labels(self) -> tuple[Label, ...]:
        return (Label(self.span, self.problem),)

    def hint(self) -> str:
        return '例如 {"service_date": "2021-06-01", "benefit_active": true}，金额写在引号里。'


@dataclass(frozen=True, slots=True)
class NotAnObject(Mistake):
    """说明：案情文件、参数文件的最外层应是一个对象，即写在花括号 { } 里。

    为什么：每个值都要有名称，才知道它是哪个事实或参数。

    错误示例：
        luling decide sample check list.json

    正确示例：
        luling decide sample check facts.json
    """

    code: ClassVar[str] = "E0906"
    what: str = ""

    def title(self) -> str:
        return f"最外层应是一个对象，这里是{self.what}"

    def hint(self) -> str:
        return '例如 {"service_date": "2021-06-01"}。一次判定一份；多份请用 luling decide --jsonl。'


@dataclass(frozen=True, slots=True)
class NoPolicies(Mistake):
    """说明：给出的文件夹里没有政策文件。

    为什么：一份政策都没有查到却报告“没有错误”，会让人误以为查过了。

    错误示例：
        luling check empty

    正确示例：
        luling check policies
    """

    code: ClassVar[str] = "E0907"
    path: str = ""

    def title(self) -> str:
        return f"「{self.path}」里没有政策文件"

    def hint(self) -> str:
        return "政策文件放在 policies/<标识>/<标识>.policy；luling new 通知.txt 可以建一份。"


@dataclass(frozen=True, slots=True)
class UnknownPolicy(Mistake):
    """说明：没有这个标识的政策。

    为什么：不同的通知结论不同，用错一份就是错的答案。

    错误示例：
        luling decide sampel check facts.json

    正确示例：
        luling decide sample check facts.json
    """

    code: ClassVar[str] = "E0908"
    name: str = ""
    known: tuple[str, ...] = ()

    def title(self) -> str:
        return f"没有标识为「{self.name}」的政策"

    def hint(self) -> str:
        if not self.known:
            return (
                "当前文件夹下没有 policies 文件夹；请换到项目的文件夹，或给出 .policy 文件的路径。"
            )
        return "可用的政策：" + "、".join(self.known) + "；也可以给出 .policy 文件的路径。"


@dataclass(frozen=True, slots=True)
class UnknownDecision(Mistake):
    """说明：这份政策没有这个判定。

    为什么：一份政策可以作几种判定，各要不同的事实。

    错误示例：
        luling decide sample chekc facts.json

    正确示例：
        luling decide sample check facts.json
    """

    code: ClassVar[str] = "E0909"
    name: str = ""
    policy: str = ""
    known: tuple[str, ...] = ()

    def title(self) -> str:
        return f"政策 {self.policy} 没有「{self.name}」这个判定"

    def hint(self) -> str:
        return "可用的判定：" + "、".join(self.known) + "。"


@dataclass(frozen=True, slots=True)
class Refused(Mistake):
    """说明：案情或参数中有一个值不能用：名称不认识、类型不对、超出范围，或几个值互相矛盾。

    为什么：带着一个错的值算下去，得出的结论没有意义。

    错误示例：
        luling decide sample check bad.json

    正确示例：
        luling decide sample check facts.json
    """

    code: ClassVar[str] = "E0910"
    problem: str = ""

    def title(self) -> str:
        return self.problem


@dataclass(frozen=True, slots=True)
class WouldOverwrite(Mistake):
    """说明：要写的文件已经在了。

    为什么：已经写好的政策不该被一份空的骨架盖掉。

    错误示例：
        luling new notice.txt -o policies --id sample

    正确示例：
        luling new notice.txt -o policies --id fresh
    """

    code: ClassVar[str] = "E0911"
    path: str = ""

    def title(self) -> str:
        return f"「{self.path}」已经存在，没有改动它"

    def hint(self) -> str:
        return "请用 --id 换一个标识，或用 -o 换一个文件夹。"


@dataclass(frozen=True, slots=True)
class CannotWrite(Mistake):
    """说明：文件写不进去，例如没有权限，或路径上有一个同名的文件。

    为什么：写到一半的文件比没有更坏，所以要么整份写好，要么不动。

    错误示例：
        luling build -o facts.json

    正确示例：
        luling build -o build
    """

    code: ClassVar[str] = "E0912"
    path: str = ""
    reason: str = ""

    def title(self) -> str:
        return f"写不了「{self.path}」：{self.reason}"


@dataclass(frozen=True, slots=True)
class UnknownCode(Mistake):
    """说明：没有这个编号的诊断。

    为什么：编号是字母 E 或 W 加四位数字，前两位数字是阶段。

    错误示例：
        luling explain E9999

    正确示例：
        luling explain E0913
    """

    code: ClassVar[str] = "E0913"
    name: str = ""
    near: tuple[str, ...] = ()

    def title(self) -> str:
        return f"没有编号为「{self.name}」的诊断"

    def hint(self) -> str:
        near = "相近的编号：" + "、".join(self.near) + "。" if self.near else ""
        return near + "不带编号运行 luling explain 可以列出全部。"


@dataclass(frozen=True, slots=True)
class PolicyHasErrors(Mistake):
    """说明：政策里有错误，不能用它作判定。

    为什么：政策里有错误时，无论得出什么都不可信。

    错误示例：
        luling decide wrong check facts.json

    正确示例：
        luling decide sample check facts.json
    """

    code: ClassVar[str] = "E0914"
    name: str = ""

    def title(self) -> str:
        return f"政策 {self.name} 有错误，不能使用"

    def hint(self) -> str:
        return "请先改正上面的错误；luling check 可以再查一遍。"


@dataclass(frozen=True, slots=True)
class CaseFails(Mistake):
    """说明：用例的应得与实得不同。

    为什么：用例是人照着通知算出来的；不同，就是政策写错了，或用例写错了。

    错误示例：
        luling build failing

    正确示例：
        luling build policies
    """

    code: ClassVar[str] = "E0915"
    name: str = ""
    differences: tuple[str, ...] = ()

    def title(self) -> str:
        return f"用例「{self.name}」不符"

    def notes(self) -> tuple[str, ...]:
        return self.differences


@dataclass(frozen=True, slots=True)
class SamePolicyId(Mistake):
    """说明：两份政策用了同一个标识。

    为什么：判定程序以标识为名，一份会盖掉另一份；按标识要判定时，也不知道用的是哪一份。

    错误示例：
        luling check policies twin

    正确示例：
        luling check policies
    """

    code: ClassVar[str] = "E0916"
    name: str = ""
    files: tuple[str, ...] = ()

    def title(self) -> str:
        return f"有 {len(self.files)} 份政策的标识都是「{self.name}」：{'、'.join(self.files)}"

    def hint(self) -> str:
        return "请给其中一份换一个标识，它的文件夹和文件也要同名；多余的一份请移走。"


@dataclass(frozen=True, slots=True)
class DoubledName(Mistake):
    """说明：JSON 的同一个对象里，同一个名称写了两次。

    为什么：写了两次就不知道以哪一次为准；悄悄取后一次，算出来的可能不是您以为的案情。

    错误示例：
        luling decide sample check doubled.json

    正确示例：
        luling decide sample check facts.json
    """

    code: ClassVar[str] = "E0917"
    name: str = ""

    def title(self) -> str:
        return f"名称「{self.name}」在同一个对象里写了两次"

    def hint(self) -> str:
        return "请只留一次。"


@dataclass(frozen=True, slots=True)
class RulesFail(Mistake):
    """说明：案情没有错，是政策自己的规则对这个案情给不出唯一的结论：几条规则同时适用而结果
    不同，没有一条适用，或者算不下去（除数为零、日期不存在、那一天没有参数值）。

    为什么：律令从不在相冲突的规则里替您挑一条，也不在通知没有说的地方猜。

    错误示例：
        luling decide clash/clash.policy check clash/both.json

    正确示例：
        luling decide clash/clash.policy check clash/one.json
    """

    code: ClassVar[str] = "E0918"
    problem: str = ""
    reason: str = ""

    def title(self) -> str:
        return self.problem

    def hint(self) -> str:
        return _ADVICE.get(self.reason, "请对照通知核对政策里的算式和条件；案情不用改。")


_ADVICE = {
    "conflict": "请对照通知看哪一条优先，把另一条改成它的例外，或把两条的条件分清；案情不用改。",
    "gap": "请补上这种情况的规则；通知确实没有规定的，写一条通则“为 未规定”，或给结论写“可空”。",
    "no_parameter_period": "请核对参数的各段有效期和案情的日期。",
}


@dataclass(frozen=True, slots=True)
class UnknownForm(Mistake):
    """说明：这份政策没有这张表单。

    为什么：表单是通知附件里印的表；通知没有的表，律令不替您造。

    错误示例：
        luling form forms/claims clam_form facts.json

    正确示例：
        luling form forms/claims claim_form facts.json
    """

    code: ClassVar[str] = "E0928"
    name: str = ""
    policy: str = ""
    known: tuple[str, ...] = ()

    def title(self) -> str:
        return f"政策 {self.policy} 没有「{self.name}」这张表单"

    def hint(self) -> str:
        if not self.known:
            return "这份政策一张表单也没有；表单在政策里用「表单」声明。"
        return "可用的表单：" + "、".join(self.known) + "。"


@dataclass(frozen=True, slots=True)
class UnknownFormat(Mistake):
    """说明：表单要写成的文件，从后缀看不出是哪一种。

    为什么：填好的表单可以是 Excel 工作簿（.xlsx）或网页（.html）；别的后缀，打开它的程序会认错。

    错误示例：
        luling form forms/claims claim_form facts.json -o filled.docx

    正确示例：
        luling form forms/claims claim_form facts.json -o filled.xlsx
    """

    code: ClassVar[str] = "E0929"
    path: str = ""

    def title(self) -> str:
        return f"不能把表单写成「{self.path}」"

    def hint(self) -> str:
        return "请用 .xlsx 或 .html 结尾；不写 -o 就显示在终端上。"


@dataclass(frozen=True, slots=True)
class BadComparison(Mistake):
    """说明：要比较的案情文件写法不对。最外层可以直接写事实，也可以分开写：facts 是各份通知共同的
    事实，params 是共同的参数，policies 里按政策的标识写只给一份通知的 facts 和 params，
    decision 是判定。

    为什么：写错的一部分若被略去，比较的就不是您想的那个案情。

    错误示例：
        luling compare misspelt.json

    正确示例：
        luling compare case.json
    """

    code: ClassVar[str] = "E0920"
    problem: str = ""
    advice: str = ""

    def title(self) -> str:
        return f"要比较的案情写得不对：{self.problem}"

    def hint(self) -> str:
        return self.advice or (
            '例如 {"decision": "reimbursement", "facts": {…}, '
            '"policies": {"weihai": {"facts": {…}}}}。'
        )


@dataclass(frozen=True, slots=True)
class UnclearDecision(Mistake):
    """说明：不知道要比较哪一种判定：没有指明，而几种判定各有同样多的通知可以作；或者指明的那一种，
    所比较的通知都没有。

    为什么：各种判定要的事实不同，替您挑一种，比较的可能是另一回事。

    错误示例：
        luling compare facts.json --decision chekc

    正确示例：
        luling compare facts.json --decision check
    """

    code: ClassVar[str] = "E0921"
    problem: str = ""
    known: tuple[str, ...] = ()

    def title(self) -> str:
        return self.problem

    def hint(self) -> str:
        known = "；".join(self.known) or "无"
        return f"请用 --decision 指明一种。可以比较的判定：{known}。"


@dataclass(frozen=True, slots=True)
class NotAPolicy(Mistake):
    """说明：给出的是各份政策共用的词汇，不是一份政策。

    为什么：词汇只有枚举和事实的名称，没有可以判定、可以比较的规则。

    错误示例：
        luling diff sample shared.policy

    正确示例：
        luling diff sample twin/sample
    """

    code: ClassVar[str] = "E0922"
    path: str = ""

    def title(self) -> str:
        return f"「{self.path}」是共用的词汇，不是政策"

    def hint(self) -> str:
        return "请给出政策的标识、文件或文件夹。"
