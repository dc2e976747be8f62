// The search page: what is typed, what is shown, and the address that leads back to it (#q=…&in=…).

"use strict";

(() => {
  const FIRST = 30;
  const LETTERS = 110;
  const PAUSE = 300; // milliseconds without typing, after which the address and the count follow

  const named = (id) => document.getElementById(id);
  const [form, field, choice] = [named("search"), named("query"), named("policy")];
  const [said, hints, list, more] = [named("count"), named("hints"), named("found"), named("more")];

  const listing = JSON.parse(named("listing").textContent);
  const entries = prepared([...listing.policies.flatMap(ofPolicy), ...listing.pages.map(ofPage)]);
  let shown = FIRST;
  let waiting = 0;

  function ofPolicy(policy) {
    const around = [policy.title, ...policy.facts.slice(0, 4)].join(" ");
    return policy.entries.map(([kind, target, title, text]) => {
      const place = { href: policy.id + target, policy: policy.id, of: policy.title };
      return { kind, title, text, around, ...place };
    });
  }

  function ofPage([id, title, summary]) {
    const place = { href: `${id}.html`, policy: "", of: "" };
    return { kind: "对照", title, text: summary, around: "", ...place };
  }

  // -------------------------------------------------------------- the address

  function readAddress() {
    const given = new URLSearchParams(location.hash.slice(1));
    field.value = given.get("q") ?? "";
    choice.value = given.get("in") ?? "";
    if (choice.selectedIndex === -1) {
      choice.value = "";
    }
  }

  function writeAddress() {
    const given = new URLSearchParams();
    if (field.value.trim() !== "") {
      given.set("q", field.value.trim());
    }
    if (choice.value !== "") {
      given.set("in", choice.value);
    }
    const hash = `#${given}`;
    document.title = given.has("q") ? `${given.get("q")}－搜索` : "搜索";
    if (hash !== (location.hash || "#")) {
      location.replace(hash);
    }
  }

  // -------------------------------------------------------------- what is shown

  function element(name, className, ...children) {
    const made = document.createElement(name);
    made.className = className;
    made.append(...children);
    return made;
  }

  function marked(parts) {
    return parts.map((part) => (part.isMarked ? element("mark", "", part.text) : part.text));
  }

  function shownEntry(entry) {
    const { kind, href, of, title, text } = entry.own;
    const link = element("a", "", ...marked(partsOf(title, stretchesOf(entry.title, field.value), 200)));
    link.href = href;
    const snippet = marked(partsOf(text, stretchesOf(entry.text, field.value), LETTERS));
    const made = element("li", "", element("p", "hit", element("span", "status", kind), link));
    if (of !== "" && of !== title) {
      made.append(element("p", "of", of));
    }
    made.append(element("p", "snippet", ...snippet));
    return made;
  }

  function show() {
    const within = entries.filter((one) => choice.value === "" || one.own.policy === choice.value);
    const { found, whole } = find(within, field.value);
    list.replaceChildren(...found.slice(0, shown).map(shownEntry));
    hints.hidden = field.value.trim() !== "";
    more.hidden = found.length <= shown;
    more.textContent = `再看${Math.min(FIRST, found.length - shown)}条`;
    return counted(found.length, whole);
  }

  function counted(all, whole) {
    if (field.value.trim() === "") {
      return "";
    }
    if (all === 0) {
      const wider = choice.value === "" ? "" : "，或者改为在全部政策中查找";
      return `没有找到。请少写几个词，换一个说法${wider}。`;
    }
    if (whole === 0) {
      return `没有完全相符的。有${all}条部分相符：`;
    }
    return `找到${whole}条${all > whole ? `，另有${all - whole}条部分相符，排在后面` : ""}。`;
  }

  /** Results at once; the count, which is read aloud, and the address when the typing rests. */
  function search() {
    const count = show();
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      said.textContent = count;
      writeAddress();
    }, PAUSE);
  }

  function searchAnew() {
    shown = FIRST;
    search();
  }

  function searchAtOnce() {
    shown = FIRST;
    clearTimeout(waiting);
    said.textContent = show();
    writeAddress();
  }

  // -------------------------------------------------------------- keys

  /** The arrows lead from the field through the results and back. */
  function walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const links = [...list.querySelectorAll("a")];
    const next = links.indexOf(document.activeElement) + step;
    if (document.activeElement !== field && !links.includes(document.activeElement)) {
      return;
    }
    if (next >= -1 && next < links.length) {
      event.preventDefault();
      (next === -1 ? field : links[next]).focus();
    }
  }

  function showMore() {
    const first = shown;
    shown += FIRST;
    said.textContent = show();
    list.children[first]?.querySelector("a").focus();
  }

  field.addEventListener("input", (event) => {
    if (!event.isComposing) {
      searchAnew();
    }
  });
  field.addEventListener("compositionend", searchAnew);
  choice.addEventListener("change", searchAtOnce);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    searchAtOnce();
  });
  form.addEventListener("keydown", walk);
  list.addEventListener("keydown", walk);
  list.addEventListener("click", writeAddress); // so that the way back leads to the same results
  more.addEventListener("click", showMore);
  window.addEventListener("hashchange", () => {
    const before = [field.value.trim(), choice.value].join("\n");
    const typed = field.value;
    readAddress();
    if ([field.value, choice.value].join("\n") === before) {
      field.value = typed;
    } else {
      searchAtOnce();
    }
  });

  readAddress();
  searchAtOnce();
})();
