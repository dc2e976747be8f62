// Lists of members (县区, 医院 …): a part for each, which can be added and taken away.

function rosterField(declared, label, changed) {
  const members = [];
  const { list, add, none, box } = rosterBox(label);
  add.addEventListener("click", () => {
    none.checked = false;
    insert().focus();
    changed();
  });
  none.addEventListener("change", () => {
    if (none.checked) {
      write([]);
    }
    changed();
  });

  function insert() {
    const member = memberOf(declared, label, changed, () => remove(member));
    members.push(member);
    list.append(member.node);
    number();
    return member;
  }

  function remove(member) {
    members.splice(members.indexOf(member), 1);
    member.node.remove();
    number();
    add.focus();
    changed();
  }

  function number() {
    members.forEach((one, place) => fill(one.legend, `${label}第 ${place + 1} 个`));
  }

  function read() {
    const values = members.map((one) => one.read());
    return values.length > 0 || none.checked ? values : null;
  }

  function write(value) {
    const given = Array.isArray(value) ? value : [];
    members.length = 0;
    fill(list);
    none.checked = Array.isArray(value) && value.length === 0;
    given.forEach((one) => insert().write(isObject(one) ? one : {}));
  }

  function at(place, column) {
    return members[place]?.fields.find(({ id }) => id === column)?.field;
  }

  function fail(text, path) {
    const wrong = fieldWithin({ at }, path);
    const all = members.flatMap((one) => one.fields.map(({ field }) => field));
    all.forEach((one) => one.fail(one === wrong ? text : null));
    box.tell(all.includes(wrong) ? null : text);
  }

  return { ...box, read, write, at, fail, focus: () => (members[0] || add).focus() };
}

/** Room for the members, and what adds one or says that there is none. */
function rosterBox(label) {
  const list = element("div", { class: "members" });
  const add = element("button", { type: "button" }, `添加一个${label}`);
  const none = element("input", { type: "checkbox" });
  const nothing = element("label", { class: "choice" }, none, element("span", {}, "一个也没有"));
  const controls = [list, element("div", { class: "choices" }, add, nothing)];
  return { list, add, none, box: boxOf("fieldset", element("legend", {}, `${label}（逐个填写）`), controls) };
}

/** One member: a field for each column. */
function memberOf(declared, label, changed, remove) {
  const fields = declared.fields.map((one) => ({
    id: one.id,
    of: one,
    field: fieldOf(one, one.label, changed),
  }));
  const legend = element("legend", {});
  const nodes = fields.map((one) => one.field.node);
  const node = element("fieldset", { class: "member" }, legend, nodes, button("去掉这一个", remove, { class: "small" }));
  return {
    node,
    legend,
    fields,
    focus: () => fields[0].field.focus(),
    read() {
      const known = fields.map(({ id, field }) => [id, field.read()]);
      return Object.fromEntries(known.filter(([, value]) => value !== null));
    },
    write(value) {
      for (const { id, of, field } of fields) {
        field.write(givenValue(of, own(value, id)));
      }
    },
  };
}

/** A value of a case or of a link as the field of its type shows it; null where it is none. */
function givenValue(declared, value) {
  if (value === null || value === undefined) {
    return null;
  }
  switch (declared.type) {
    case "boolean":
      return typeof value === "boolean" ? value : null;
    case "enumeration":
      return choiceOf(declared.of, value);
    case "set":
      return Array.isArray(value)
        ? value.map((one) => choiceOf(declared.of, one)).filter((one) => one !== null)
        : null;
    case "list":
      return Array.isArray(value) ? value : null;
    default:
      return ["string", "number"].includes(typeof value) ? value : null;
  }
}
