// Finding words in entries: nothing here knows of the page.
//
// Words are compared without case, width, blanks and marks. Each word of a query is wanted; what
// lacks one whole is found by the pairs of characters that it shares with it, and stands behind.

"use strict";

const COUNTS = /[\p{L}\p{N}%.]/u;
const GAP = /[\s,;、，；。]+/u;
const PLAIN = /^[\x20-\x7e]*$/; // no Chinese in it: a number, a Latin word
const ENOUGH = 0.3; // of a word's pairs, and two of them where it has more
const MOST_WORDS = 12;
const MOST_LETTERS = 100;

const folding = new Map();

/** What a character is compared as. */
function foldedLetter(letter) {
  if (!folding.has(letter)) {
    const letters = [...letter.normalize("NFKC").toLowerCase()];
    folding.set(letter, letters.filter((one) => COUNTS.test(one)).join(""));
  }
  return folding.get(letter);
}

/** A text as it is compared, and where each unit of that stands: starts and ends in the text. */
function folded(text) {
  const starts = [];
  const ends = [];
  let found = "";
  let at = 0;
  for (const letter of text) {
    const kept = foldedLetter(letter);
    for (let unit = 0; unit < kept.length; unit += 1) {
      starts.push(at);
      ends.push(at + letter.length);
    }
    found += kept;
    at += letter.length;
  }
  return { text: found, starts, ends };
}

/** The words of a query, each once, and the whole of it as one. */
function wordsOf(query) {
  const parts = [...query].slice(0, MOST_LETTERS).join("").split(GAP);
  const words = parts.map((part) => folded(part).text).filter((word) => word !== "");
  return { words: [...new Set(words)].slice(0, MOST_WORDS), phrase: words.join("") };
}

/** The pairs of neighbours in a word, each once; none in one that is found whole or not at all. */
function pairsOf(word) {
  const letters = [...word];
  if (letters.length < 3 || PLAIN.test(word)) {
    return [];
  }
  return [...new Set(letters.slice(1).map((letter, at) => letters[at] + letter))];
}

/** How well one word is met: in the title 3, in the text 2, around it 1, else the share of pairs. */
function worth(entry, word) {
  if (entry.title.text.includes(word)) {
    return 3;
  }
  if (entry.text.text.includes(word)) {
    return 2;
  }
  if (entry.around.includes(word)) {
    return 1;
  }
  const pairs = pairsOf(word);
  const met = pairs.filter(
    (pair) => entry.title.text.includes(pair) || entry.text.text.includes(pair),
  );
  const isMet = met.length >= Math.min(2, pairs.length - 1) && met.length >= ENOUGH * pairs.length;
  return pairs.length > 0 && isMet ? met.length / pairs.length : 0;
}

/** Which come first: the query as it stands in a title, in a text, all its words, most of them. */
function rank(entry, words, phrase) {
  const worths = words.map((word) => worth(entry, word));
  const isMet = worths.every((one) => one > 0) && worths.some((one) => one !== 1);
  if (!isMet) {
    return null;
  }
  const inTitle = entry.title.text.includes(phrase);
  const inText = entry.text.text.includes(phrase);
  const isWhole = worths.every((one) => one >= 1);
  const tier = inTitle ? 4 : inText ? 3 : isWhole ? 2 : 1;
  const sum = worths.reduce((all, one) => all + one, 0) + (entry.title.text === phrase ? 1 : 0);
  return { tier, sum };
}

/**
 * Entries made ready. Each has `title` and `text`; `around` is what else may be said of it, the
 * names of its policy. Others of its fields stay.
 */
function prepared(entries) {
  return entries.map((entry) => ({
    ...entry,
    title: folded(entry.title),
    text: folded(entry.text),
    around: folded(entry.around).text,
    own: entry,
  }));
}

/** The entries that a query finds, best first; alike ones in the order in which they came. */
function find(entries, query) {
  const { words, phrase } = wordsOf(query);
  if (words.length === 0) {
    return { found: [], whole: 0 };
  }
  const ranked = [];
  for (const entry of entries) {
    const place = rank(entry, words, phrase);
    if (place !== null) {
      ranked.push({ entry, ...place });
    }
  }
  ranked.sort((one, other) => other.tier - one.tier || other.sum - one.sum);
  return {
    found: ranked.map((one) => one.entry),
    whole: ranked.filter((one) => one.tier > 1).length,
  };
}

/** Where the words of a query stand in a folded text: stretches of the text itself, in order. */
function stretchesOf(field, query) {
  const { words } = wordsOf(query);
  const stretches = words.flatMap((word) => {
    const sought = field.text.includes(word) ? [word] : pairsOf(word);
    return sought.flatMap((one) => everyPlace(field.text, one));
  });
  stretches.sort((one, other) => one[0] - other[0]);
  const joined = [];
  for (const [start, end] of stretches) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last[1]) {
      last[1] = Math.max(last[1], end);
    } else {
      joined.push([start, end]);
    }
  }
  return joined.map(([start, end]) => [field.starts[start], field.ends[end - 1]]);
}

function everyPlace(text, sought) {
  const places = [];
  for (let at = text.indexOf(sought); at !== -1; at = text.indexOf(sought, at + 1)) {
    places.push([at, at + sought.length]);
  }
  return places;
}

/** A text in parts, those that were sought marked; `most` letters of it, from where they begin. */
function partsOf(text, stretches, most) {
  const from = text.length <= most ? 0 : startOf(text, stretches, most);
  const to = cutAt(text, Math.min(text.length, from + most));
  const parts = from > 0 ? [{ text: "…", isMarked: false }] : [];
  let at = from;
  const add = (until, isMarked) => {
    if (until > at) {
      parts.push({ text: text.slice(at, until), isMarked });
      at = until;
    }
  };
  for (const [start, end] of stretches) {
    add(Math.min(start, to), false);
    add(Math.min(end, to), start >= from);
  }
  add(to, false);
  return to < text.length ? [...parts, { text: "…", isMarked: false }] : parts;
}

/** A little before the place from which on most of the stretches are seen at once. */
function startOf(text, stretches, most) {
  const room = most - 20;
  let best = 0;
  let seen = 0;
  for (const [start] of stretches) {
    const lengths = stretches.filter((one) => one[0] >= start && one[1] <= start + room);
    const sum = lengths.reduce((all, one) => all + one[1] - one[0], 0);
    if (sum > seen) {
      [best, seen] = [start, sum];
    }
  }
  return cutAt(text, Math.max(0, Math.min(best - 15, text.length - most)));
}

/** The place itself, or the one before where it would part a letter. */
function cutAt(text, at) {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
