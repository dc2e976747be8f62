// Cases from elsewhere: the link that restores one, and the worked cases of the policy.

// ---- the link

function hashOf(facts, params) {
  const isEmpty = Object.keys(facts).length === 0 && Object.keys(params).length === 0;
  return isEmpty ? "" : `#case=${encodeURIComponent(JSON.stringify({ facts, params }))}`;
}

/** The case of a link; null where there is none, or it can't be read. */
function linkedCase() {
  if (!location.hash.startsWith("#case=")) {
    return null;
  }
  try {
    const { facts, params } = JSON.parse(decodeURIComponent(location.hash.slice(6)));
    return { facts: isObject(facts) ? facts : {}, params: isObject(params) ? params : {} };
  } catch {
    fill(parts.message, "链接中的案情读不出来，请重新填写。");
    return null;
  }
}

function restore() {
  const linked = linkedCase();
  if (linked === null) {
    return;
  }
  const known = here.DECISION.facts.map(({ id }) => id);
  const other = Object.keys(linked.facts).filter((id) => !known.includes(id));
  fill(parts.message, other.length > 0 ? `链接中有 ${other.length} 项事实，本通知没有问到，已略去。` : "");
  writeCase(linked);
  update();
}

async function copyLink() {
  showLater();
  const field = parts.link;
  field.hidden = false;
  field.value = location.href;
  field.select();
  try {
    await navigator.clipboard.writeText(location.href);
    fill(parts.message, "链接已复制，打开它就能看到这个案情。");
  } catch {
    fill(parts.message, "请复制上面的链接。");
  }
}

// ---- worked cases

/** A case of the policy as a whole: the first, with what the others have otherwise. */
function wholeCase(number) {
  const [first] = data.cases;
  const merged = (name) => {
    const whole = number === 0 ? first[name] : { ...first[name], ...data.cases[number][name] };
    return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== null));
  };
  return { facts: merged("facts"), params: merged("params") };
}

/** Puts a case in place of what is filled in, which can be had back. */
function replaceCase(next, words) {
  const before = readCase();
  writeCase(next);
  parts.examples.value = "";
  const isLost = [before.facts, before.params].some((one) => Object.keys(one).length > 0);
  const back = () => {
    replaceCase(before, "已恢复。");
    parts.message.querySelector("button")?.focus();
  };
  fill(parts.message, words, isLost ? [" ", button("恢复刚才所填的", back, { class: "go" })] : null);
  update();
}

function makeCases() {
  if (data.cases.length === 0) {
    parts.cases.hidden = true;
    return;
  }
  const show = (number) => {
    replaceCase(wholeCase(number), "已照例子填写。");
    parts.examples.value = String(number);
  };
  const quick = data.cases
    .slice(0, QUICK)
    .map(({ title }, at) => button(title, () => show(at), { class: "small" }));
  append(parts.quick, quick);
  const options = data.cases.map(({ title }, at) => element("option", { value: String(at) }, title));
  append(parts.examples, [element("option", { value: "" }, `全部 ${data.cases.length} 个例子`), options]);
  parts.examples.addEventListener("change", () => {
    const { value } = parts.examples;
    if (value !== "") {
      show(Number(value));
    }
  });
}
