// Lists of members (县区, 医院 …): a part for each, which can be added and taken away.

function rosterField(declared, label, changed) {
  const members = [];
  const list = element("div", { class: "members" });
  const none = element("input", { type: "checkbox" });
  const add = button(`添加一个${label}`, () => {
    none.checked = false;
    insert().fields[0].field.focus();
    changed();
  });
  none.addEventListener("change", () => {
    if (none.checked) {
      clear();
    }
    changed();
  });
  const nothing = element("label", { class: "choice" }, none, element("span", {}, "一个也没有"));
  const controls = [list, element("div", { class: "choices" }, add, nothing)];
  const box = boxOf("fieldset", element("legend", {}, `${label}（逐个填写）`), controls);

  function clear() {
    members.length = 0;
    fill(list);
  }

  function insert() {
    const member = memberOf(declared, label, changed, () => {
      members.splice(members.indexOf(member), 1);
      member.node.remove();
      number();
      add.focus();
      changed();
    });
    members.push(member);
    list.append(member.node);
    number();
    return member;
  }

  function number() {
    members.forEach((one, at) => fill(one.legend, `${label}第 ${at + 1} 个`));
  }

  return {
    ...box,
    read() {
      const values = members.map((one) => one.read());
      return values.length > 0 || none.checked ? values : null;
    },
    write(value) {
      clear();
      none.checked = Array.isArray(value) && value.length === 0;
      for (const one of Array.isArray(value) ? value : []) {
        insert().write(isObject(one) ? one : {});
      }
    },
    focus: () => (members.length > 0 ? members[0].fields[0].field : add).focus(),
  };
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
