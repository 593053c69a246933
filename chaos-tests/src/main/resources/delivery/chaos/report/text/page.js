"use strict";
// Copies a citation and says so to everyone; without it the report has the same content.
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.parentElement.hidden = false;
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
// What does not scroll needs no stop of the Tab key to scroll it.
const fit = new ResizeObserver(entries => entries.forEach(({target}) => {
  target.tabIndex = target.scrollWidth > target.clientWidth ? 0 : -1;
}));
document.querySelectorAll(".scrolls").forEach(region => fit.observe(region));
