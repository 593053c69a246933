"use strict";
// Filters the matrix by fault and by what was found; without it all of it is shown.
const filter = document.getElementById("filter");
if (filter) {
  const words = document.getElementById("filter-words");
  const only = document.getElementById("filter-only");
  const count = document.getElementById("filter-count");
  const rows = [...document.querySelectorAll("#matrix-table tbody tr")];
  const apply = () => {
    let shown = 0;
    for (const row of rows) {
      const named = words.value.toLowerCase().split(/\s+/).every(word => row.dataset.words.includes(word));
      const kept = only.value === "" || row.dataset.has.split(" ").includes(only.value);
      row.hidden = !(named && kept);
      shown += row.hidden ? 0 : 1;
    }
    count.textContent = shown + " of " + rows.length + " faults";
  };
  filter.hidden = false;
  filter.addEventListener("input", apply);
  filter.addEventListener("change", apply);
  filter.addEventListener("submit", event => event.preventDefault());
  apply();
}
