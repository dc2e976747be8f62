// Run in the page of a calculator that shows a case: types `amounts` into the field under `label`,
// and times each from the dispatch of its `input` event until the handler has returned and the page
// is laid out anew.

({ label, amounts }) => {
  const named = [...document.querySelectorAll("label")];
  const input = named.find((one) => one.textContent === label).control;
  const seconds = [];
  const shown = [];
  for (const amount of amounts) {
    input.value = amount;
    const start = performance.now();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    document.body.getBoundingClientRect();
    seconds.push((performance.now() - start) / 1000);
    const rows = [...document.querySelectorAll(".outcomes .why")].map((one) =>
      [one.querySelector(".name").textContent, one.querySelector(".value").textContent]);
    shown.push(Object.fromEntries(rows));
  }
  return { seconds, shown };
}
