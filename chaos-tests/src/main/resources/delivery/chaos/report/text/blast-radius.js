"use strict";
// The same sums as BlastFormula and BlastLoad; w, m and so on are those of the formula on the page.
const DAYS_A_MONTH = 30;
const form = document.getElementById("load");
const expected = document.getElementById("expected");
const number = id => Math.max(0, Number(document.getElementById(id).value) || 0);
const perStrike = (row, load) => {
  const crash = row.dataset.blow === "CRASH";
  const waitingMs = row.dataset.byTime === "true" ? load.interval / 2 : 0;
  const most = crash && waitingMs === 0 ? load.poll * Number(row.dataset.fill) : Infinity;
  return Math.min(load.events * (Number(row.dataset.dwell) + waitingMs) / 1000, most);
};
const aDay = (blow, load) => ({
  CRASH: load.crashes / DAYS_A_MONTH, DEPLOY: load.deploys, BROKER: load.brokers / DAYS_A_MONTH
})[blow];
const shown = value => value === 0 ? "0" : value < 10 ? value.toPrecision(2) : Math.round(value).toLocaleString("en");
const apply = () => {
  const load = {};
  for (const id of ["events", "interval", "poll", "deploys", "crashes", "brokers"]) {
    load[id] = number(id);
  }
  for (const row of expected.querySelectorAll("tr")) {
    let sum = 0;
    for (const formula of document.querySelectorAll("#formulas tr")) {
      if (formula.dataset.guarantee === row.dataset.guarantee) {
        sum += aDay(formula.dataset.blow, load) * perStrike(formula, load);
      }
    }
    row.querySelector("[data-expected]").textContent = shown(sum);
    row.querySelector("[data-range]").textContent =
      shown(sum * Number(expected.dataset.low)) + " – " + shown(sum * Number(expected.dataset.high));
  }
};
form.addEventListener("input", apply);
form.addEventListener("submit", event => event.preventDefault());
apply();
