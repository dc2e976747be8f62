// Answers JSON lines: {module, decision, facts, params, trace} → the answer, or the error; of a bundle
// {module, policy, call, arguments} → what that part of its evaluator is or gives. What JSON can't hold
// comes as {"$integer": "123…"} (a BigInt) or {"$number": "NaN"}.

import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const modules = new Map();

function revived(key, value) {
  if (value !== null && typeof value === "object") {
    if (typeof value.$integer === "string") {
      return BigInt(value.$integer);
    }
    if (typeof value.$number === "string") {
      return Number(value.$number);
    }
  }
  return value;
}

function replaced(key, value) {
  return typeof value === "bigint" ? { $integer: String(value) } : value;
}

async function answerTo(request) {
  const { module, decision, facts, params, options } = request;
  try {
    if (!modules.has(module)) {
      modules.set(module, await import(pathToFileURL(module)));
    }
    const evaluator = modules.get(module);
    if (request.call !== undefined) {
      const found = evaluator.BUNDLE[request.policy][request.call];
      return typeof found === "function" ? found(...request.arguments) : found;
    }
    if (decision === undefined) {
      return Object.fromEntries(request.exports.map((name) => [name, evaluator[name]]));
    }
    return evaluator.decide(decision, facts, params, options);
  } catch (error) {
    return error.name === "DecisionError" ? error : { crash: error.stack };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const answers = [];
  for (const request of JSON.parse(line, revived)) {
    answers.push(await answerTo(request));
  }
  process.stdout.write(`${JSON.stringify(answers, replaced)}\n`);
}
