"use strict";
// A table of a hundred links is one stop of the Tab key, and the arrow keys move in it. Without it each is a stop.
{
  const ITEMS = "a[href], button, summary";
  const stops = new Map();
  const shown = group => [...group.querySelectorAll(ITEMS)].filter(item => item.checkVisibility());
  const stopAt = (group, item) => {
    stops.get(group).tabIndex = -1;
    item.tabIndex = 0;
    stops.set(group, item);
  };
  const groupOf = item => [...stops.keys()].find(group => group.contains(item));
  for (const group of document.querySelectorAll("table, [data-arrows]")) {
    const items = group.querySelectorAll(ITEMS);
    if (items.length > 1 && !groupOf(group) && !group.querySelector("input")) {
      group.classList.add("arrows");
      items.forEach(item => item.tabIndex = -1);
      stops.set(group, items[0]);
      stopAt(group, items[0]);
    }
  }
  const below = (from, to) => to.top - from.bottom;
  const apart = (from, to) => Math.abs(to.left + to.right - from.left - from.right);
  // The nearest line of items above or below, and in it the nearest item.
  const vertical = (items, from, distance) => {
    const there = items.map(item => {
      const box = item.getBoundingClientRect();
      return {item, far: distance(box), aside: apart(from, box)};
    }).filter(one => one.far > -1);
    const line = Math.min(...there.map(one => one.far)) + from.height / 2;
    return there.filter(one => one.far < line).sort((one, other) => one.aside - other.aside)[0]?.item;
  };
  const next = (items, at, key) => {
    const from = items[at].getBoundingClientRect();
    return {
      ArrowLeft: () => items[at - 1],
      ArrowRight: () => items[at + 1],
      ArrowUp: () => vertical(items, from, box => below(box, from)),
      ArrowDown: () => vertical(items, from, box => below(from, box)),
    }[key]?.();
  };
  document.addEventListener("focusin", event => {
    const group = groupOf(event.target);
    if (group && event.target.matches(ITEMS)) {
      stopAt(group, event.target);
    }
  });
  document.addEventListener("keydown", event => {
    if (event.key === "Tab") {
      // What a filter or a fold has hidden since is no stop.
      for (const [group, stop] of stops) {
        if (!stop.checkVisibility() && shown(group).length > 0) {
          stopAt(group, shown(group)[0]);
        }
      }
      return;
    }
    const group = groupOf(event.target);
    const items = group ? shown(group) : [];
    const at = items.indexOf(event.target);
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    const item = next(items, at, event.key);
    if (item) {
      event.preventDefault();
      item.focus();
    }
  });
  // Whoever follows a link to a row goes on in that row.
  const follow = () => {
    const target = document.querySelector(":target");
    const group = target && groupOf(target);
    const item = group && shown(group).find(one => target.contains(one));
    if (item) {
      stopAt(group, item);
    }
  };
  addEventListener("hashchange", follow);
  follow();
}
