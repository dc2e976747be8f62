// Runs the functions of a script on requests from standard input: [[name, ...arguments], ...].
import { readFileSync } from "node:fs";

const script = readFileSync(process.argv[2], "utf8");
const names = ["find", "folded", "partsOf", "prepared", "stretchesOf", "wordsOf"];
const functions = new Function(`${script}; return { ${names.join(", ")} };`)();
const requests = JSON.parse(readFileSync(0, "utf8"));

/** What a query finds among entries, and what is marked in the first. */
function search(entries, query, most) {
  const { found, whole } = functions.find(functions.prepared(entries), query);
  const marked = found.map((one) =>
    functions.partsOf(one.own.text, functions.stretchesOf(one.text, query), most),
  );
  return { found: found.map((one) => one.own.id), whole, marked };
}

const all = { ...functions, search };
process.stdout.write(JSON.stringify(requests.map(([name, ...given]) => all[name](...given))));
