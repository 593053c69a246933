"use strict";
// Writes the command that compares the two runs that are chosen.
const form = document.getElementById("compare");
const command = document.getElementById("compare-command");
const words = command.textContent.split(" ").slice(0, -2);
const write = () => {
  const chosen = name => (form.querySelector(`[name=${name}]:checked`) || {value: name.toUpperCase()}).value;
  command.textContent = [...words, chosen("before"), chosen("after")].join(" ");
};
form.addEventListener("change", write);
write();
