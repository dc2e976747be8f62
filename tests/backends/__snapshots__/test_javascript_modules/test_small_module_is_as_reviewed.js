// 关于门诊报销的通知
//
// 某市医疗保障局 某医保发〔2021〕1号
// 施行期间：2021-03-01 起
//
// 由律令 0.1.0 从 sample 生成：请改政策源文件，不改本文件。
// 源文件 SHA-256：0000000000000000000000000000000000000000000000000000000000000000

const POLICY = frozen({
  id: "sample",
  title: "关于门诊报销的通知",
  number: "某医保发〔2021〕1号",
  issuers: ["某市医疗保障局"],
  effective: "2021-03-01",
  expires: null,
  hash: "0000000000000000000000000000000000000000000000000000000000000000",
  compiler: "luling 0.1.0",
});

const ENUMERATIONS = frozen([
  {
    id: "insurance",
    label: "险种",
    ordered: false,
    values: [
      { id: "employee", label: "职工医保", codes: ["310"] },
      { id: "resident", label: "居民医保", codes: ["390"] },
    ],
  },
]);

const PARAMETERS = [
  // 职工统筹报销比例（employee_ratio），依据 二（五）1「统筹基金报销比例为80%」
  {
    id: "employee_ratio",
    label: "职工统筹报销比例",
    type: "ratio",
    external: false,
    periods: [{ value: percent("80") }],
  },
  // 居民报销比例（resident_ratio）：另行规定，依据 二（五）2「参照重大疾病的报销比例执行」
  { id: "resident_ratio", label: "居民报销比例", type: "ratio", external: true },
];

const CATALOGUES = [];

// 判定 门诊报销（reimbursement） ------------------------------------------------------------------

const reimbursement_table = {
  id: "reimbursement",
  label: "门诊报销",
  date: "service_date",
  facts: [
    { id: "service_date", label: "费用发生日期", type: "date" },
    { id: "insurance", label: "险种", type: "enumeration", of: "insurance" },
    { id: "benefit_active", label: "正常享受医保待遇", type: "boolean" },
    { id: "eligible_cost", label: "医保费用", type: "money" },
  ],
  parameters: ["resident_ratio"],
  checks: [],
  definitions: [
    // 收集 不予支付（denials）
    {
      id: "denials",
      label: "不予支付",
      kind: "collection",
      type: "set",
      members: [
        {
          id: "benefit_inactive",
          label: "未正常享受医保待遇",
          rules: [
            {
              id: "denials.1",
              kind: "rule",
              citations: [{ policy: "sample", clause: "二（一）", quotes: ["正常享受医保待遇"] }],
              when: leaf("非 正常享受医保待遇", (c) => not(c.facts.benefit_active)),
              value: (c) => true,
              uses: ["facts.benefit_active"],
            },
          ],
        },
      ],
    },

    // 结论 报销比例（fund_ratio）
    {
      id: "fund_ratio",
      label: "报销比例",
      kind: "outcome",
      type: "ratio",
      rules: [
        {
          id: "employee_rule",
          label: "职工",
          kind: "rule",
          citations: [{ policy: "sample", clause: "二（五）1", quotes: ["统筹基金报销比例为80%"] }],
          when: leaf("险种 是 职工医保", (c) => is(c.facts.insurance, "employee")),
          value: (c) => c.fixed("employee_ratio"),
          uses: ["facts.insurance", "params.employee_ratio"],
        },
        {
          id: "resident_rule",
          label: "居民",
          kind: "rule",
          citations: [
            { policy: "sample", clause: "二（五）2", quotes: ["参照重大疾病的报销比例执行"] },
          ],
          when: leaf("险种 是 居民医保", (c) => is(c.facts.insurance, "resident")),
          value: (c) => c.params.resident_ratio,
          uses: ["facts.insurance", "params.resident_ratio"],
        },
      ],
      exceptions: {
        rules: [
          {
            id: "inactive_rule",
            label: "未享受待遇",
            kind: "exception",
            citations: [{ policy: "sample", clause: "二（一）", quotes: ["正常享受医保待遇"] }],
            when: leaf("非 正常享受医保待遇", (c) => not(c.facts.benefit_active)),
            value: (c) => null,
            unspecified: true,
            uses: ["facts.benefit_active"],
          },
        ],
      },
    },

    // 结论 统筹支付（fund_pay）
    {
      id: "fund_pay",
      label: "统筹支付",
      kind: "outcome",
      type: "money",
      rules: [
        {
          id: "fund_pay.1",
          kind: "rule",
          citations: [{ policy: "sample", clause: "二（四）1", quotes: ["按比例支付"] }],
          value: (c) => rounded(multiply(c.facts.eligible_cost, c.values.fund_ratio), "half_up", 2),
          uses: ["facts.eligible_cost", "fund_ratio"],
        },
      ],
    },
  ],
  outputs: ["denials", "fund_ratio", "fund_pay"],
};

// 入口 --------------------------------------------------------------------------------------------

const TABLES = [reimbursement_table];
const DECISIONS = metadata(TABLES);

/** 判定 门诊报销 */
function reimbursement(facts, params, options) {
  return decide("reimbursement", facts, params, options);
}

