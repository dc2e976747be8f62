// node javascript.mjs MODULE < {"cases": […], "params": {…}}: both evaluators over the same cases,
// rounds in turn; prints the seconds of each round and the outcomes of the first.

import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";

import { reimbursement } from "./handwritten.mjs";

const generated = await import(pathToFileURL(process.argv[2]));
const { cases, params } = JSON.parse(readFileSync(0, "utf8"));
const contestants = {
  handwritten: (facts) => reimbursement(facts, params),
  generated: (facts) => generated.reimbursement(facts, params),
  "generated, trace": (facts) => generated.reimbursement(facts, params, { trace: true }),
};
const seconds = {};
const outcomes = {};
for (let round = 0; round < 9; round += 1) {
  for (const [name, decide] of Object.entries(contestants)) {
    const start = performance.now();
    const found = cases.map(decide);
    (seconds[name] ||= []).push((performance.now() - start) / 1000);
    outcomes[name] = found.map(({ status, outputs }) => ({ status, outputs }));
  }
}
console.log(JSON.stringify({ seconds, outcomes, version: process.version }));
