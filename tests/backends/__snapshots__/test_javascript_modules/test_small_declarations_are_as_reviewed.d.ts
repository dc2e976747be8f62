// 关于门诊报销的通知
//
// 某市医疗保障局 某医保发〔2021〕1号
// 施行期间：2021-03-01 起
//
// 由律令 0.1.0 从 sample 生成：请改政策源文件，不改本文件。
// 源文件 SHA-256：0000000000000000000000000000000000000000000000000000000000000000

/** 险种：职工医保（employee）、居民医保（resident） */
export type Insurance = "employee" | "resident";

/** 险种：可以怎样给出 */
export type InsuranceInput =
  | "employee"
  | "resident"
  | "职工医保"
  | "居民医保"
  | "310"
  | "390"
  | number
  | bigint;

/** 另行规定的参数；没有给的，需要时列为未知 */
export interface Parameters {
  /** 居民报销比例 */
  resident_ratio?: Ratio | null;
}

/** 判定 门诊报销：事实；没有给的，需要时列为未知 */
export interface ReimbursementFacts {
  /** 费用发生日期 */
  service_date?: string | null;
  /** 险种 */
  insurance?: InsuranceInput | null;
  /** 正常享受医保待遇 */
  benefit_active?: boolean | null;
  /** 医保费用 */
  eligible_cost?: Money | null;
}

/** 判定 门诊报销：结论；null 为未规定、不适用或未知 */
export interface ReimbursementOutcomes {
  /** 不予支付 */
  denials: "benefit_inactive"[] | null;
  /** 报销比例 */
  fund_ratio: string | null;
  /** 统筹支付 */
  fund_pay: string | null;
}

/** 判定 门诊报销 */
export function reimbursement(
  facts: ReimbursementFacts,
  params?: Parameters | null,
  options?: Options,
): Answer<ReimbursementOutcomes>;
/** 判定 门诊报销 */
export function decide(
  decision: "reimbursement",
  facts: ReimbursementFacts,
  params?: Parameters | null,
  options?: Options,
): Answer<ReimbursementOutcomes>;

/** 金额：以元为单位，"1234.56" 或非负整数 */
export type Money = string | number | bigint;

/** 比例：0 到 1，"0.8"，或整数 0、1 */
export type Ratio = string | number | bigint;

/** 整数；答案中超出 Number 能准确表示的范围的为 bigint */
export type Integer = number | bigint;

/** trace 为 true 时附推导过程 */
export interface Options {
  trace?: boolean;
}

/** 一次判定的答案 */
export interface Answer<Outcomes> {
  policy: string;
  decision: string;
  status: "decided" | "incomplete" | "not_in_force";
  /** 施行期间以外，或适用日期未知时，各项都为 null */
  outputs: Outcomes;
  /** 未能得出的结论，各缺哪些事实和参数 */
  unresolved: { [Outcome in keyof Outcomes]?: string[] };
  trace: Trace[];
}

/** 条款和所依据的原文 */
export interface Citation {
  policy: string;
  clause: string;
  quotes: string[];
}

/** 一条规则怎样了 */
export interface RuleTrace {
  rule: string;
  label: string;
  kind: "rule" | "exception" | "reinstate" | "row";
  verdict: "applied" | "set_aside" | "cancelled" | "not_applied" | "undecided";
  citations: Citation[];
  failed: string[];
  missing: string[];
  by: string[];
}

/** 一项结论、情形或收集是怎样得出的 */
export interface Trace {
  definition: string;
  label: string;
  kind: "condition" | "outcome" | "intermediate" | "per_member" | "collection";
  status: "known" | "unknown" | "unspecified" | "default" | "failed";
  value: unknown;
  missing: string[];
  uses: string[];
  refers_to: string | null;
  failed: string[];
  rules: RuleTrace[];
  members: (
    | { id: string; label: string; in: boolean | null; missing: string[]; rules: RuleTrace[] }
    | { index: number; status: string; value: unknown; missing: string[]; rules: RuleTrace[] }
  )[];
}

/** 按标识判定：判定的标识运行时才知道的 */
export function decide<Id extends string>(
  decision: string extends Id ? Id : never,
  facts: unknown,
  params?: unknown,
  options?: Options,
): Answer<{ [outcome: string]: unknown }>;

/** 事实或参数有误，或规则得不出结果 */
export class DecisionError extends Error {
  readonly code: string;
  /** 有关的事实或参数，例如 "facts.unit_price" */
  readonly fact: string | null;
  toJSON(): { code: string; message: string; fact: string | null };
}

/** 本通知 */
export const POLICY: {
  readonly id: string;
  readonly title: string;
  readonly number: string | null;
  readonly issuers: readonly string[];
  readonly effective: string | null;
  readonly expires: string | null;
  readonly hash: string;
  readonly compiler: string;
};

/** 枚举，取值按原文的次序 */
export interface Enumeration {
  readonly id: string;
  readonly label: string;
  readonly ordered: boolean;
  readonly values: readonly {
    readonly id: string;
    readonly label: string;
    readonly aliases?: readonly string[];
    readonly codes?: readonly string[];
  }[];
}

export const ENUMERATIONS: readonly Enumeration[];

/** 名称和类型；of 为枚举的标识，unit 为整数的量词或时长的单位，order 为集合成员的次序 */
export interface Typed {
  readonly id: string;
  readonly label: string;
  readonly type:
    | "boolean" | "integer" | "money" | "ratio" | "date" | "duration" | "text"
    | "enumeration" | "set" | "names" | "list";
  readonly of?: string;
  readonly unit?: string;
  readonly order?: readonly string[];
}

/** 一个判定：事实、参数和结论 */
export interface DecisionMetadata {
  readonly id: string;
  readonly label: string;
  /** 适用日期是哪一项事实 */
  readonly date?: string;
  readonly facts: readonly (Typed & {
    readonly catalogue?: string;
    readonly key?: string;
    readonly fields?: readonly Typed[];
  })[];
  /** 用到的另行规定的参数；keys 为参数表各级键的枚举，default 为没有给时的值 */
  readonly parameters: readonly (Typed & {
    readonly keys?: readonly string[];
    readonly default?: unknown;
  })[];
  readonly outcomes: readonly (Typed & {
    readonly list?: string;
    readonly members?: readonly { readonly id: string; readonly label: string }[];
  })[];
}

export const DECISIONS: readonly DecisionMetadata[];
