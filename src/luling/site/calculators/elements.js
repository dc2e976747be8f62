// Elements of the page: text is always text, never markup.

const HIDING =
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]/g;

/** Characters that hide or turn text round stand as �. */
function visible(text) {
  return text.replace(HIDING, "\ufffd");
}

/**
 * An element. `settings` are attributes; functions are listeners, true is an empty attribute, and
 * what is false or undefined is left out. Children are nodes, texts, and lists of both.
 */
function element(name, settings, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(settings || {})) {
    if (typeof value === "function") {
      made.addEventListener(key, value);
    } else if (value !== false && value !== undefined) {
      made.setAttribute(key, value === true ? "" : value);
    }
  }
  append(made, children);
  return made;
}

function append(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) {
      parent.append(typeof child === "string" ? visible(child) : child);
    }
  }
}

/** New children in place of the old ones. */
function fill(parent, ...children) {
  parent.replaceChildren();
  append(parent, children);
}

function button(words, act, settings) {
  return element("button", { type: "button", click: act, ...settings }, words);
}

let lastId = 0;

/** An id that nothing else on the page has. */
function freshId() {
  lastId += 1;
  return `e${lastId}`;
}

/** Nodes with a separator between each two. */
function joined(nodes, separator) {
  return nodes.flatMap((node, at) => (at === 0 ? [node] : [separator, node]));
}

/** A sentence of the document, with its clauses as links, and the items below it. */
function sentence(line) {
  const { text, stop, cites = [], items = [] } = line;
  const named = joined(cites.map(([clause, href]) => clauseLink(clause, href)), "、");
  const clauses = named.length > 0 ? element("span", { class: "cites" }, "（", named, "）") : null;
  return [text, clauses, stop, items.length > 0 ? itemList(items) : null];
}

function itemList(items) {
  return element("ol", { class: "inner" }, items.map((one) => element("li", {}, sentence(one))));
}

/** A clause, which leads to its words in the document where it stands there. */
function clauseLink(clause, href) {
  return href ? element("a", { href }, clause) : element("span", {}, clause);
}
