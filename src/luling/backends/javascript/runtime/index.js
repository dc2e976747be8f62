// What the tables hold, by id, and what they tell to a page that asks for a decision.

const INDEX = {
  from: POLICY.effective === null ? undefined : day(POLICY.effective),
  to: POLICY.expires === null ? undefined : day(POLICY.expires),
  enumerations: new Map(
    ENUMERATIONS.map((item) => [
      item.id,
      {
        accepted: acceptedTexts(item.values),
        labels: labelsOf(item.values),
        ranks: new Map(item.values.map(({ id }, rank) => [id, rank])),
      },
    ]),
  ),
  parameters: new Map(PARAMETERS.map((item) => [item.id, item])),
  catalogues: new Map(CATALOGUES.map((item) => [item.id, { ...item, byCode: entriesOf(item) }])),
  decisions: new Map(TABLES.map((item) => [item.id, item])),
};

function enumeration(id) {
  return INDEX.enumerations.get(id);
}

function ranks(id) {
  return enumeration(id).ranks;
}

/** What a catalogue says of a code, from one day to another where they are given. */
function entry(code, cells, from, to) {
  return { code, cells, from, to };
}

/** The entries of each code, in the order of the catalogue. */
function entriesOf({ entries }) {
  const found = new Map();
  for (const entry of entries) {
    found.set(entry.code, [...(found.get(entry.code) || []), entry]);
  }
  return found;
}

/** What a page needs to ask for a decision and to show it; nothing in it can be changed. */
function metadata(tables) {
  const plain = ({ id, label, type, of, unit, order }) => ({ id, label, type, of, unit, order });
  const declared = (item) => ({
    ...plain(item),
    catalogue: item.catalogue,
    key: item.key,
    fields: item.fields === undefined ? undefined : item.fields.map(plain),
  });
  const supplied = (item) => ({
    ...plain(item),
    keys: item.keys,
    default: item.otherwise === undefined ? undefined : written(item, item.otherwise),
  });
  const outcome = (item) => ({
    ...plain(item),
    list: item.list,
    members: item.members && item.members.map(({ id, label }) => ({ id, label })),
  });
  return frozen(
    tables.map((table) => ({
      id: table.id,
      label: table.label,
      date: table.date,
      facts: table.facts.map(declared),
      parameters: table.parameters.map((id) => supplied(PARAMETERS.find((one) => one.id === id))),
      outcomes: table.outputs.map((id) =>
        outcome(table.definitions.find((item) => item.id === id)),
      ),
    })),
  );
}

/** The same with every part frozen; what is undefined is left out. */
function frozen(value) {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return Object.freeze(value.map(frozen));
  }
  const parts = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.freeze(Object.fromEntries(parts.map(([key, part]) => [key, frozen(part)])));
}
