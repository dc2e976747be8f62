// The field on the first page: what is asked is looked for by the search page.

"use strict";

(() => {
  const form = document.getElementById("search");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const query = document.getElementById("query").value.trim();
    const asked = query === "" ? "" : `#${new URLSearchParams({ q: query })}`;
    location.assign(`search.html${asked}`);
  });
})();
