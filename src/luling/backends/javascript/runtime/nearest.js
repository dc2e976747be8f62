// The known text most like a given one: Ratcliff and Obershelp's measure, over characters.

/** The most similar text, or null where none is similar by six tenths. */
function nearest(given, known) {
  if (typeof given !== "string") {
    return null;
  }
  const wanted = [...given].slice(0, SHOWN_LIMIT);
  let best = null;
  let likest = 0;
  for (const text of known) {
    const likeness = likenessOf([...text], wanted);
    if (likeness < 0.6 || likeness < likest) {
      continue;
    }
    if (likeness > likest || byCodePoint(text, best) > 0) {
      best = text;
      likest = likeness;
    }
  }
  return best;
}

/** From 0 to 1: twice the characters in matching blocks, by all characters. */
function likenessOf(one, other) {
  const length = one.length + other.length;
  return length === 0 ? 1 : (2 * matching(one, 0, one.length, other, 0, other.length)) / length;
}

/** How many characters of one[from..to) and other[start..end) are in blocks that both have. */
function matching(one, from, to, other, start, end) {
  let [size, at, there] = [0, from, start];
  let lengths = new Map();
  for (let i = from; i < to; i += 1) {
    const longer = new Map();
    for (let j = start; j < end; j += 1) {
      if (one[i] === other[j]) {
        const length = (lengths.get(j - 1) || 0) + 1;
        longer.set(j, length);
        if (length > size) {
          [size, at, there] = [length, i - length + 1, j - length + 1];
        }
      }
    }
    lengths = longer;
  }
  if (size === 0) {
    return 0;
  }
  const before = matching(one, from, at, other, start, there);
  return before + size + matching(one, at + size, to, other, there + size, end);
}

/** Texts in the order of their characters' code points. */
function byCodePoint(one, other) {
  const [left, right] = [[...one], [...other]];
  const at = left.findIndex((character, place) => character !== right[place]);
  if (at < 0) {
    return left.length - right.length;
  }
  return at < right.length ? left[at].codePointAt(0) - right[at].codePointAt(0) : 1;
}

function sorted(paths) {
  return [...paths].sort(byCodePoint);
}
