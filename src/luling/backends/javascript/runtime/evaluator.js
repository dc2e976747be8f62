// One decision by itself, as a bundle gives it: what the notice is, what is asked, and the answers.

function theDecision() {
  const [{ id }] = TABLES;
  return Object.freeze({
    POLICY,
    ENUMERATIONS,
    DECISION: metadata(TABLES)[0],
    decide: (facts, params, options) => decide(id, facts, params, options),
    steps,
    worded,
    DecisionError,
  });
}
