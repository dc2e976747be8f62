"""Mistakes of the tables that stand beside a policy (E06): files, columns, codes, cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from luling.diagnostics import Fix, Label, Mistake


@dataclass(frozen=True, slots=True)
class FileMissing(Mistake):
    """
    说明：政策里写的数据文件找不到。
    为什么：目录和表格用例的内容在文件里，找不到文件就没有内容可查。文件名从政策文件所在的文件夹算起。
    错误示例：
        目录 药品目录（drugs）：自 "drug.csv"，键 药品编码（code）：文本。
        # 文件 drugs.csv
        # 药品编码
        # A001
    正确示例：
        目录 药品目录（drugs）：自 "drugs.csv"，键 药品编码（code）：文本。
        # 文件 drugs.csv
        # 药品编码
        # A001
    """

    code: ClassVar[str] = "E0601"
    name: str = ""
    near: tuple[str, ...] = ()

    def title(self) -> str:
        return f"找不到文件「{self.name}」"

    def hint(self) -> str:
        if self.near:
            names = "、".join(f"「{item}」" for item in self.near)
            return f"同一文件夹里有：{names}，是不是它？"
        return "请把文件放在这个政策文件旁边，文件名要连同 .csv 或 .xlsx 一起写。"

    def fix(self) -> Fix | None:
        return Fix(self.span, f'"{self.near[0]}"') if len(self.near) == 1 else None


@dataclass(frozen=True, slots=True)
class FileUnreadable(Mistake):
    """
    说明：数据文件读不出来：已损坏、太大、是空的、加了密码，或引号没有成对。
    为什么：读不全的表不能用，少一行就可能少一种药。
    错误示例：
        目录 药品目录（drugs）：自 "drugs.csv"，键 药品编码（code）：文本，
          列 支付标准（pay_standard）：金额。
        # 文件 drugs.csv
        # 药品编码,支付标准
        # A001,1,234.50
    正确示例：
        目录 药品目录（drugs）：自 "drugs.csv"，键 药品编码（code）：文本，
          列 支付标准（pay_standard）：金额。
        # 文件 drugs.csv
        # 药品编码,支付标准
        # A001,"1,234.50"
    """

    code: ClassVar[str] = "E0602"
    problem: str = ""
    advice: str = ""

    def title(self) -> str:
        return self.problem

    def hint(self) -> str:
        return self.advice


@dataclass(frozen=True, slots=True)
class ColumnMissing(Mistake):
    """
    说明：文件里没有政策要用的一列。
    为什么：政策按列名取数，不按第几列，所以列名要与政策里写的一致；不一致时可以用「列名」写明。
    错误示例：
        目录 药品目录（drugs）：自 "drugs.csv"，键 药品编码（code）：文本，
          列 支付标准（pay_standard）：金额。
        # 文件 drugs.csv
        # 药品编码,医保支付标准
        # A001,100元
    正确示例：
        目录 药品目录（drugs）：自 "drugs.csv"，键 药品编码（code）：文本，
          列 支付标准（pay_standard）：金额 列名 "医保支付标准"。
        # 文件 drugs.csv
        # 药品编码,医保支付标准
        # A001,100元
    """

    code: ClassVar[str] = "E0603"
    file: str = ""
    column: str = ""
    found: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()

    def title(self) -> str:
        return f"{self.file}里没有「{self.column}」这一列"

    def notes(self) -> tuple[str, ...]:
        more = "……" if len(self.found) > 20 else ""
        there = ("文件里的列：" + "、".join(self.found[:20]) + more,)
        names = "、".join(f"「{item}」" for item in self.sheets)
        return (*there, f"没有读工作表{names}，那里有目录的键。") if self.sheets else there

    def hint(self) -> str:
        if self.sheets:
            return "只读第一张可见的工作表：请把清单所在的那张移到最前。"
        if self.near:
            names = "、".join(f"「{item}」" for item in self.near)
            return f'是不是：{names}？可以写：列名 "…"。'
        return "第一行应当是列名；列名不同时，在这一列后面写：列名 \"文件里的列名\"。"


@dataclass(frozen=True, slots=True)
class ColumnTwice(Mistake):
    """
    说明：文件里有两列用了同一个列名。
    为什么：两列同名时不知道该取哪一列。
    错误示例：
        目录 药品目录（drugs）：自 "drugs.csv"，键 药品编码（code）：文本。
        # 文件 drugs.csv
        # 药品编码,药品编码
        # A001,B001
    正确示例：
        目录 药品目录（drugs）：自 "drugs.csv"，键 药品编码（code）：文本。
        # 文件 drugs.csv
        # 药品编码,旧编码
        # A001,B001
    """

    code: ClassVar[str] = "E0604"
    file: str = ""
    column: str = ""
    places: tuple[str, ...] = ()

    def title(self) -> str:
        return f"{self.file}里有 {len(self.places)} 列都叫「{self.column}」"

    def notes(self) -> tuple[str, ...]:
        return ("在：" + "、".join(self.places),)

    def hint(self) -> str:
        return "请在文件里给其中一列改名，或删去多余的一列。"


@dataclass(frozen=True, slots=True)
class CountMismatch(Mistake):
    """
    说明：通知说的条数与文件里的条数不同。
    为什么：通知写明 20 种，清单就应当正好 20 种；差一种多半是漏抄或多抄。
    错误示例：
        目录 药品目录（drugs）：自 "drugs.csv"，共 2种，键 药品编码（code）：文本。
        # 文件 drugs.csv
        # 药品编码
        # A001
    正确示例：
        目录 药品目录（drugs）：自 "drugs.csv"，共 2种，键 药品编码（code）：文本。
        # 文件 drugs.csv
        # 药品编码
        # A001
        # A002
    """

    code: ClassVar[str] = "E0605"
    name: str = ""
    file: str = ""
    stated: str = ""
    found: int = 0

    def title(self) -> str:
        stated = f"目录「{self.name}」说共 {self.stated}"
        return f"{stated}，{self.file}里有 {self.found} 个不同的编码"

    def hint(self) -> str:
        return "请与通知的附件核对，改正文件或这里的数。同一编码分几段有效期的只算一个。"


@dataclass(frozen=True, slots=True)
class DuplicateCode(Mistake):
    """
    说明：同一个编码在文件里出现了两次。
    为什么：一个编码只能有一条内容，不然不知道以哪一条为准。
    错误示例：
        目录 药品目录（drugs）：自 "drugs.csv"，键 药品编码（code）：文本。
        # 文件 drugs.csv
        # 药品编码
        # A001
        # A001
    正确示例：
        目录 药品目录（drugs）：自 "drugs.csv"，键 药品编码（code）：文本。
        # 文件 drugs.csv
        # 药品编码
        # A001
        # A002
    """

    code: ClassVar[str] = "E0606"
    file: str = ""
    key: str = ""
    first: int = 0
    second: int = 0
    more: int = 0

    def title(self) -> str:
        rows = f"第 {self.first} 行和第 {self.second} 行"
        return f"{self.file}里编码「{self.key}」出现了两次：{rows}"

    def notes(self) -> tuple[str, ...]:
        return (f"另外还有 {self.more} 个编码重复。",) if self.more else ()

    def hint(self) -> str:
        return "请删去重复的一行；同一编码在不同时间内容不同的，用「起」「止」两列写明有效期。"


@dataclass(frozen=True, slots=True)
class OverlappingPeriods(Mistake):
    """
    说明：同一个编码的两行有效期重叠。
    为什么：首尾两天都算在内；重叠的那些天里不知道以哪一行为准。
    错误示例：
        目录 药品目录（drugs）：自 "drugs.csv"，键 药品编码（code）：文本，起 协议起，止 协议止。
        # 文件 drugs.csv
        # 药品编码,协议起,协议止
        # A001,2021-03-01,2021-12-31
        # A001,2021-12-31,
    正确示例：
        目录 药品目录（drugs）：自 "drugs.csv"，键 药品编码（code）：文本，起 协议起，止 协议止。
        # 文件 drugs.csv
        # 药品编码,协议起,协议止
        # A001,2021-03-01,2021-12-31
        # A001,2022-01-01,
    """

    code: ClassVar[str] = "E0607"
    file: str = ""
    key: str = ""
    first: int = 0
    second: int = 0
    periods: tuple[str, str] = ("", "")
    more: int = 0

    def title(self) -> str:
        rows = f"第 {self.first} 行和第 {self.second} 行"
        return f"{self.file}里编码「{self.key}」的有效期重叠：{rows}"

    def notes(self) -> tuple[str, ...]:
        said = (
            f"第 {self.first} 行：{self.periods[0]}；第 {self.second} 行：{self.periods[1]}。",
        )
        return (*said, f"另外还有 {self.more} 处重叠。") if self.more else said

    def hint(self) -> str:
        return "首尾两天都算在内；前一段止于前一天，后一段才从这一天起。"


@dataclass(frozen=True, slots=True)
class BadCell(Mistake):
    """
    说明：文件里有的格填得不合这一列的类型。
    为什么：读不懂的数不能猜，例如「约100」不是金额，列名写着「万元」而格里没有单位也不知道是多少元。
    错误示例：
        目录 药品目录（drugs）：自 "drugs.csv"，键 药品编码（code）：文本，
          列 支付标准（pay_standard）：金额。
        # 文件 drugs.csv
        # 药品编码,支付标准
        # A001,约100元
    正确示例：
        目录 药品目录（drugs）：自 "drugs.csv"，键 药品编码（code）：文本，
          列 支付标准（pay_standard）：金额。
        # 文件 drugs.csv
        # 药品编码,支付标准
        # A001,100元
    """

    code: ClassVar[str] = "E0608"
    file: str = ""
    column: str = ""
    places: tuple[str, ...] = ()
    allowed: str = ""
    count: int = 1

    def title(self) -> str:
        start = f"{self.file}{self.places[0]}不能作「{self.column}」"
        return start if self.count == 1 else f"{start}，这一列共有 {self.count} 格这样"

    def notes(self) -> tuple[str, ...]:
        return ("还有：" + "、".join(self.places[1:]),) if len(self.places) > 1 else ()

    def hint(self) -> str:
        return f"这里可以写：{self.allowed}。没有内容的格请空着。"


@dataclass(frozen=True, slots=True)
class PeriodReversed(Mistake):
    """
    说明：文件里有一行的有效期颠倒了，止在起之前。
    为什么：这样的一行在任何一天都不适用，多半是两格填反了。
    错误示例：
        目录 药品目录（drugs）：自 "drugs.csv"，键 药品编码（code）：文本，起 协议起，止 协议止。
        # 文件 drugs.csv
        # 药品编码,协议起,协议止
        # A001,2021-12-31,2021-03-01
    正确示例：
        目录 药品目录（drugs）：自 "drugs.csv"，键 药品编码（code）：文本，起 协议起，止 协议止。
        # 文件 drugs.csv
        # 药品编码,协议起,协议止
        # A001,2021-03-01,2021-12-31
    """

    code: ClassVar[str] = "E0609"
    file: str = ""
    row: int = 0
    period: str = ""

    def title(self) -> str:
        return f"{self.file}第 {self.row} 行的有效期颠倒：{self.period}"

    def hint(self) -> str:
        return "起在前、止在后；一直有效的，「止」空着。"


@dataclass(frozen=True, slots=True)
class EmptyKey(Mistake):
    """
    说明：文件里有一行没有填编码。
    为什么：目录按编码查，没有编码的一行永远查不到。
    错误示例：
        目录 药品目录（drugs）：自 "drugs.csv"，键 药品编码（code）：文本，列 名称（name）：文本。
        # 文件 drugs.csv
        # 药品编码,名称
        # ,某药
    正确示例：
        目录 药品目录（drugs）：自 "drugs.csv"，键 药品编码（code）：文本，列 名称（name）：文本。
        # 文件 drugs.csv
        # 药品编码,名称
        # A001,某药
    """

    code: ClassVar[str] = "E0610"
    file: str = ""
    column: str = ""
    rows: tuple[int, ...] = ()

    def title(self) -> str:
        shown = "、".join(str(row) for row in self.rows[:5])
        more = f"等 {len(self.rows)} 行" if len(self.rows) > 5 else "行"
        return f"{self.file}第 {shown} {more}的「{self.column}」是空的"

    def hint(self) -> str:
        return "请填上编码；不是条目的说明行请删去。"


@dataclass(frozen=True, slots=True)
class KeyType(Mistake):
    """
    说明：目录的键不是文本。
    为什么：编码按原样比较，开头的零也算；写成整数就会丢掉。
    错误示例：
        目录 药品目录（drugs）：自 "drugs.csv"，键 药品编码（code）：整数。
        # 文件 drugs.csv
        # 药品编码
        # 001
    正确示例：
        目录 药品目录（drugs）：自 "drugs.csv"，键 药品编码（code）：文本。
        # 文件 drugs.csv
        # 药品编码
        # 001
    """

    code: ClassVar[str] = "E0611"
    name: str = ""

    def title(self) -> str:
        return f"目录的键「{self.name}」要声明为文本"

    def labels(self) -> tuple[Label, ...]:
        return (Label(self.span, "请写：文本"),)

    def hint(self) -> str:
        return "编码按原样比较，开头的零也算，所以键的类型是「文本」。"
