"use strict";
// Copies a citation, says so to everyone, and filters the matrix; without it the report has the same content.
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy).textContent;
    const status = button.parentElement.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(text);
    } catch (refused) {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    status.textContent = "Copied as " + button.textContent + ".";
  });
}
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
