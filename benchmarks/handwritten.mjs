// The yardstick of the JavaScript evaluator: handwritten.py in plain JavaScript, with BigInts of 分
// and millionths, the same checks and the same outcomes. It is no part of the product.

const MONEY = /^\d{1,12}(?:\.\d{1,2})?$/;
const RATIO = /^(?:0(?:\.\d{1,6})?|1(?:\.0{1,6})?)$/;
const LEVELS = new Map([["level1", "level1"], ["一级", "level1"], ["level2", "level2"],
  ["二级", "level2"], ["level3", "level3"], ["三级", "level3"]]);
const ENUMS = Object.entries({
  insurance: new Map([["employee", "employee"], ["职工医保", "employee"], ["310", "employee"],
    [310, "employee"], ["resident", "resident"], ["居民医保", "resident"], ["390", "resident"],
    [390, "resident"]]),
  care_setting: new Map([["outpatient", "outpatient"], ["门诊", "outpatient"],
    ["inpatient", "inpatient"], ["住院", "inpatient"]]),
  supply_channel: new Map([["hospital", "hospital"], ["定点医疗机构", "hospital"],
    ["pharmacy", "pharmacy"], ["定点零售药店", "pharmacy"],
    ["internet_hospital", "internet_hospital"], ["互联网+定点医院", "internet_hospital"]]),
  out_of_area: new Map([["none", "none"], ["本地", "none"], ["networked", "networked"],
    ["异地直接联网结算", "networked"], ["not_networked", "not_networked"],
    ["异地未联网结算", "not_networked"]]),
  drug_class: new Map([["chronic_drug", "chronic_drug"], ["国谈门诊特病用药", "chronic_drug"],
    ["guarantee_drug", "guarantee_drug"], ["国谈门诊保障用药", "guarantee_drug"],
    ["other", "other"], ["其他国谈药品", "other"]]),
  agreement_status: new Map([["in_agreement", "in_agreement"], ["协议期内", "in_agreement"],
    ["renewed", "renewed"], ["续约成功", "renewed"], ["listed", "listed"],
    ["期满纳入药品目录", "listed"], ["lapsed", "lapsed"], ["期满未续约且未纳入", "lapsed"]]),
  designated_hospital_level: LEVELS,
});
const BOOLEANS = ["benefit_active", "within_scope", "qualification_registered",
  "at_designated_hospital", "prescriber_responsible", "pharmacy_qualified", "chronic_qualified"];
const MONEYS = ["unit_price", "pay_standard", "eligible_cost", "deductible_paid_ytd",
  "pooled_fund_paid_ytd", "self_paid_ytd"];
const FACTS = new Set(["service_date", "chronic_hospitals", ...BOOLEANS, ...MONEYS,
  ...ENUMS.map(([name]) => name)]);
const PARAMS = new Set(["chronic_deductible", "resident_ratio", "pooled_fund_limit",
  "major_illness_threshold"]);

function money(value, name) {
  if (typeof value === "string" && MONEY.test(value)) {
    const [yuan, cents = ""] = value.split(".");
    return BigInt(yuan + cents.padEnd(2, "0"));
  }
  if (Number.isInteger(value) && value >= 0 && value < 1e12) {
    return BigInt(value) * 100n;
  }
  throw new RangeError(name);
}

function ratio(value, name) {
  if (typeof value === "string" && RATIO.test(value)) {
    const [one, part = ""] = value.split(".");
    return BigInt(one + part.padEnd(6, "0"));
  }
  if (value === 0 || value === 1) {
    return BigInt(value) * 1_000_000n;
  }
  throw new RangeError(name);
}

function only(given, known) {
  for (const name of Object.keys(given)) {
    if (!known.has(name)) {
      throw new RangeError(name);
    }
  }
}

function yuan(cents) {
  const digits = String(cents).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function decimal(millionths) {
  const digits = String(millionths).padStart(7, "0");
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`.replace(/\.?0+$/, "");
}

const least = (...values) => values.reduce((a, b) => (b < a ? b : a));
const most = (...values) => values.reduce((a, b) => (b > a ? b : a));

function dateIn(text) {
  const found = typeof text === "string" ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) : null;
  const [year, month, day] = found === null ? [0, 0, 0] : found.slice(1).map(Number);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  if (year < 1 || day < 1 || !(day <= days)) {
    throw new RangeError("service_date");
  }
  return text;
}

/** Decides one case; a RangeError names the first bad fact. */
export function reimbursement(facts, params) {
  only(facts, FACTS);
  only(params, PARAMS);
  const day = dateIn(facts.service_date);
  const read = {};
  for (const [name, values] of ENUMS) {
    read[name] = values.get(facts[name]);
    if (read[name] === undefined) {
      throw new RangeError(name);
    }
  }
  for (const name of BOOLEANS) {
    if (typeof facts[name] !== "boolean") {
      throw new RangeError(name);
    }
  }
  for (const name of MONEYS) {
    read[name] = money(facts[name], name);
  }
  const hospitals = facts.chronic_hospitals.map((item) => {
    const level = LEVELS.get(item.level);
    const isKnown = Object.keys(item).every((key) => key === "level" || key === "single_disease");
    if (!isKnown || level === undefined || typeof item.single_disease !== "boolean") {
      throw new RangeError("chronic_hospitals");
    }
    return [level, item.single_disease];
  });
  const deductibles = {};
  for (const level of ["level1", "level2", "level3"]) {
    deductibles[level] = money(params.chronic_deductible[level], "chronic_deductible");
  }
  const residentRatio = ratio(params.resident_ratio, "resident_ratio");
  const fundLimit = money(params.pooled_fund_limit, "pooled_fund_limit");
  const threshold = money(params.major_illness_threshold, "major_illness_threshold");
  const answer = { policy: "chongqing", decision: "reimbursement", unresolved: {}, trace: [] };
  if (day < "2021-03-01") {
    return { ...answer, status: "not_in_force", outputs: {} };
  }

  const outpatient = read.care_setting === "outpatient";
  const pharmacy = read.supply_channel === "pharmacy";
  const networked = read.out_of_area === "networked";
  const local = read.out_of_area === "none";
  const guarantee = read.drug_class === "guarantee_drug";
  const used = guarantee && (outpatient || pharmacy) && !networked;
  const denials = [
    [!facts.benefit_active, "benefit_inactive"],
    [!facts.within_scope, "out_of_scope"],
    [outpatient && read.drug_class === "other" && !networked, "not_covered_drug"],
    [used && read.agreement_status === "lapsed", "agreement_lapsed"],
    [used && local && !facts.qualification_registered, "unregistered"],
    [used && local && !facts.at_designated_hospital, "not_designated_hospital"],
    [used && local && !facts.prescriber_responsible, "not_responsible_physician"],
    [local && pharmacy && !facts.pharmacy_qualified, "pharmacy_not_qualified"],
  ].filter(([holds]) => holds).map(([, id]) => id);
  const payable = denials.length === 0;
  const isAbove = local && pharmacy && read.unit_price > read.pay_standard;
  let policy = null;
  if (networked) {
    policy = "place_of_care_policy";
  } else if (!outpatient) {
    policy = "inpatient_policy";
  } else if (read.drug_class === "chronic_drug") {
    policy = "chronic_policy";
  } else if (guarantee) {
    policy = "chronic_reference";
  }

  const cost = read.eligible_cost;
  const outputs = {
    denials, payable, violations: isAbove ? ["price_above_standard"] : [],
    settlement_policy: policy,
    settlement_method: read.out_of_area === "not_networked" ? "manual" : "direct",
    deductible: null, deductible_applied: null, fund_ratio: null, pooled_fund_pay: null,
    over_limit_amount: null, personal_pay: null, major_illness_base: null,
  };
  if (!payable) {
    Object.assign(outputs, { deductible_applied: "0.00", pooled_fund_pay: "0.00",
      over_limit_amount: "0.00", personal_pay: yuan(cost), major_illness_base: "0.00" });
  } else if (outpatient && guarantee && !networked) {
    let level = read.designated_hospital_level;
    if (facts.chronic_qualified) {
      for (const [other, single] of hospitals) {
        level = !single && other > level ? other : level;
      }
    }
    const taken = least(cost, most(0n, deductibles[level] - read.deductible_paid_ytd));
    const employee = read.insurance === "employee";
    const share = employee ? 800_000n : residentRatio;
    const raw = ((cost - taken) * share * 2n + 1_000_000n) / 2_000_000n;
    const left = most(0n, fundLimit - read.pooled_fund_paid_ytd);
    const paid = employee ? least(raw, left) : raw;
    const own = cost - paid;
    const before = read.self_paid_ytd;
    const base = employee ? 0n : most(0n, before + own - most(threshold, before));
    Object.assign(outputs, { deductible: yuan(deductibles[level]), deductible_applied: yuan(taken),
      fund_ratio: decimal(share), pooled_fund_pay: yuan(paid), over_limit_amount: yuan(raw - paid),
      personal_pay: yuan(own), major_illness_base: yuan(base) });
  }
  return { ...answer, status: "decided", outputs };
}
