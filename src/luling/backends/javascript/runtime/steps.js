// How the rules that apply computed their values, line by line.

function steps(facts, params) {
  return {};
}
