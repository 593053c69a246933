"use strict";
// Draws what happened when from the JSON beside it. Without this script the table under it says the same.
{
  const SVG = "http://www.w3.org/2000/svg";
  // In pixels of the drawing, which the page scales to its width.
  const WIDTH = 960;
  const MARGIN = 12;
  const CURVES_HEIGHT = 240;
  const LANE_HEIGHT = 24;
  const GAP = 10;
  const AXIS_HEIGHT = 44;
  const CHARACTER_WIDTH = 7;
  const BAR_HALF = 6;

  function add(parent, name, attributes, text) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) {
      element.setAttribute(key, typeof value === "number" ? Math.round(value * 10) / 10 : value);
    }
    if (text !== undefined) {
      element.textContent = text;
    }
    parent.append(element);
    return element;
  }

  // Maps numbers between two to pixels between two.
  function scale(from, to, firstPixel, lastPixel) {
    const at = value => firstPixel + (value - from) / (to - from) * (lastPixel - firstPixel);
    return Object.assign(at, {from, to});
  }

  // Multiples of 1, 2 or 5 times a power of ten, so wide apart that at most so many lie between the two ends.
  function roundNumbers(from, to, most, least) {
    const rough = Math.max(least, (to - from) / most);
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map(factor => factor * power).find(candidate => candidate >= rough);
    const numbers = [];
    for (let n = Math.ceil(from / step); n * step <= to; n++) {
      numbers.push(n * step);
    }
    return {numbers, decimals: Math.max(0, -Math.floor(Math.log10(step)))};
  }

  const seconds = ms => (ms / 1000).toFixed(2) + " s";
  const grouped = number => String(Math.round(number)).replace(/\B(?=(\d{3})+$)/g, ",");
  const events = count => grouped(count) + (count === 1 ? " event" : " events");

  class Drawing {
    constructor(data) {
      this.data = data;
      this.lanes = data.requests.filter(([, answered, unanswered]) => answered.length + unanswered.length > 0)
        .map(([lane]) => lane);
      for (const [process] of data.processes) {
        if (!this.lanes.includes(process)) {
          this.lanes.push(process);
        }
      }
      this.highest = Math.max(0, ...[data.fetched, data.effects, data.committed].flat().map(([, total]) => total));
      const curvesHeight = this.highest > 0 ? CURVES_HEIGHT : 0;
      this.curvesBottom = MARGIN + curvesHeight;
      this.lanesTop = this.curvesBottom + (curvesHeight > 0 ? GAP : 0);
      this.lanesBottom = this.lanesTop + this.lanes.length * LANE_HEIGHT;
      const longest = Math.max(9, ...this.lanes.map(lane => lane.length));
      this.left = Math.min(WIDTH / 4, longest * CHARACTER_WIDTH + GAP);
      const margin = Math.max(50, (data.endMs - data.beginMs) / 50);
      this.x = scale(Math.max(0, data.beginMs - margin), data.endMs + margin, this.left, WIDTH - MARGIN);
      this.y = scale(0, this.highest * 1.1, this.curvesBottom, MARGIN);
      this.svg = document.createElementNS(SVG, "svg");
      this.svg.setAttribute("viewBox", `0 0 ${WIDTH} ${this.lanesBottom + AXIS_HEIGHT}`);
      this.svg.setAttribute("class", "timeline");
      this.svg.setAttribute("role", "img");
      this.svg.setAttribute("aria-label", "What happened when; the table below says the same");
    }

    draw() {
      this.faults();
      this.timeAxis();
      if (this.highest > 0) {
        this.totalsAxis();
        this.curve("fetched", this.data.fetched);
        this.curve("effects", this.data.effects);
        this.curve("committed", this.data.committed);
        this.marks("lost", this.data.lost, "M-5 -5L5 5M-5 5L5 -5");
        this.marks("duplicated", this.data.duplicated, "M0 -6L6 0L0 6L-6 0Z");
      }
      this.processes();
      this.requests();
      return this.svg;
    }

    faults() {
      for (const [number, atMs, healedAtMs, what] of this.data.faults) {
        const group = add(this.svg, "g", {class: "band"});
        add(group, "title", {}, `fault ${number}, ${seconds(atMs)} to ${seconds(healedAtMs)}: ${what}`);
        const width = Math.max(2, this.x(healedAtMs) - this.x(atMs));
        add(group, "rect", {x: this.x(atMs), y: MARGIN, width, height: this.lanesBottom - MARGIN});
        add(group, "text", {x: this.x(atMs) + 4, y: MARGIN + 12}, number);
      }
    }

    timeAxis() {
      const {numbers, decimals} = roundNumbers(this.x.from / 1000, this.x.to / 1000, 10, 0.001);
      const y = this.lanesBottom;
      add(this.svg, "path", {class: "rule", d: `M${this.left} ${y}H${WIDTH - MARGIN}`});
      for (const number of numbers) {
        add(this.svg, "text", {class: "axis middle", x: this.x(number * 1000), y: y + 17}, number.toFixed(decimals));
      }
      const middle = (this.left + WIDTH - MARGIN) / 2;
      add(this.svg, "text", {class: "axis middle", x: middle, y: y + 36}, "seconds since the scenario began");
    }

    totalsAxis() {
      for (const number of roundNumbers(0, this.y.to, 5, 1).numbers) {
        const y = this.y(number);
        add(this.svg, "path", {class: "rule", d: `M${this.left} ${y.toFixed(1)}H${WIDTH - MARGIN}`});
        add(this.svg, "text", {class: "axis end", x: this.left - GAP, y: y + 4}, grouped(number));
      }
      const middle = (MARGIN + this.curvesBottom) / 2;
      add(this.svg, "text", {class: "axis middle", transform: `translate(${MARGIN} ${middle})rotate(-90)`}, "events");
    }

    // A total holds until it changes, so a curve goes in steps.
    curve(name, points) {
      let path = "";
      for (const [atMs, total] of points) {
        path += (path === "" ? `M${this.x(atMs).toFixed(1)} ${this.y(0)}` : `H${this.x(atMs).toFixed(1)}`)
          + `V${this.y(total).toFixed(1)}`;
      }
      if (path !== "") {
        add(this.svg, "path", {class: name, d: path + `H${this.x(this.data.endMs).toFixed(1)}`});
      }
    }

    marks(name, marks, shape) {
      for (const [atMs, total, count] of marks) {
        const at = `translate(${this.x(atMs).toFixed(1)} ${this.y(total).toFixed(1)})`;
        const mark = add(this.svg, "path", {class: name, d: shape, transform: at});
        add(mark, "title", {}, `${events(count)} ${name}, at ${seconds(atMs)}`);
      }
    }

    laneMiddle(lane) {
      return this.lanesTop + (this.lanes.indexOf(lane) + 0.5) * LANE_HEIGHT;
    }

    processes() {
      for (const lane of this.lanes) {
        add(this.svg, "text", {class: "axis end", x: this.left - GAP, y: this.laneMiddle(lane) + 4}, lane);
      }
      const states = this.data.processes.map(([process, state, fromMs, toMs]) =>
        ({process, state, fromMs, toMs, x: this.x(Math.max(fromMs, this.data.beginMs)), y: this.laneMiddle(process)}));
      const runs = one => one.state.startsWith("running");
      for (const {process, state, fromMs, toMs, x, y} of states.filter(runs)) {
        const bar = {class: state === "running" ? "running" : "idle", x, y: y - BAR_HALF, width: this.x(toMs) - x, height: 2 * BAR_HALF};
        add(add(this.svg, "rect", bar), "title", {}, `${process} ${state}, ${seconds(fromMs)} to ${seconds(toMs)}`);
      }
      // After all bars: a process that was killed runs again before the word for it has room to end.
      for (const {state, fromMs, x, y} of states.filter(one => !runs(one))) {
        const atTheEnd = fromMs >= this.data.endMs;
        add(this.svg, "text", {class: atTheEnd ? "state end" : "state", x: atTheEnd ? x - 4 : x + 4, y: y + 4}, state);
      }
    }

    requests() {
      for (const [lane, answeredMs, unansweredMs] of this.data.requests) {
        const y = this.laneMiddle(lane);
        const strokes = answeredMs.map(atMs => `M${this.x(atMs).toFixed(1)} ${y - BAR_HALF}v${2 * BAR_HALF}`);
        add(this.svg, "path", {class: "answered", d: strokes.join("")});
        for (const atMs of unansweredMs) {
          const at = `translate(${this.x(atMs).toFixed(1)} ${y})`;
          const arrow = add(this.svg, "path", {class: "unanswered", d: "M0 6V-6M-4 -2L0 -6L4 -2", transform: at});
          add(arrow, "title", {}, `${lane} without a response, at ${seconds(atMs)}`);
        }
      }
    }
  }

  for (const data of document.querySelectorAll("script.timeline-data")) {
    const figure = data.closest("figure");
    figure.querySelector(".picture").append(new Drawing(JSON.parse(data.textContent)).draw());
    figure.hidden = false;
    document.getElementById(figure.dataset.table).open = false;
  }
}
