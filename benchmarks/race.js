// Run in the page of a calculator: its evaluator and the handwritten one over the same cases,
// rounds in turn. HANDWRITTEN stands for the text of handwritten.mjs without its `export`.

({ policy, cases, params }) => {
  HANDWRITTEN;
  const contestants = {
    handwritten: (facts) => reimbursement(facts, params),
    "decide, trace": (facts) => Luling[policy].decide(facts, params, { trace: true }),
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
  return { seconds, outcomes };
}
