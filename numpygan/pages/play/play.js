// What all pages of Play share: plots in SVG, sliders, densities and integrals. No dependencies, no network.
"use strict";

const LOG4 = Math.log(4);

const normal = (x, mean, std) => Math.exp(-0.5 * ((x - mean) / std) ** 2) / (std * Math.sqrt(2 * Math.PI));

// log(1 + exp(x)) and 1 / (1 + exp(-x)) without overflow
const softplus = (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const sigmoid = (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

// n + 1 equally spaced numbers
const grid = (low, high, n) => Array.from({ length: n + 1 }, (_, i) => low + ((high - low) * i) / n);

// The trapezoidal rule; for smooth functions that vanish at both ends it converges faster than any power of the step.
function integral(f, low, high, n = 4000) {
  const step = (high - low) / n;
  let sum = (f(low) + f(high)) / 2;
  for (let i = 1; i < n; i++) sum += f(low + i * step);
  return sum * step;
}

// p log(2 p / (p + q)) + q log(2 q / (p + q)), whose integral is 2 JS; densities below 1e-300 count as 0
function jsIntegrand(p, q) {
  const m = (p + q) / 2;
  return (p > 1e-300 ? p * Math.log(p / m) : 0) + (q > 1e-300 ? q * Math.log(q / m) : 0);
}

// A random generator with a seed (mulberry32), so that a page shows the same points to everybody.
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// Two independent numbers from N(0, 1), by the method of Box and Muller
function normalPair(random) {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  const angle = 2 * Math.PI * random();
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

function element(name, attributes, parent) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (parent) parent.append(made);
  return made;
}

// A plot in the svg with this id, with one curve for each name that `draw` is given.
class Plot {
  constructor(id, { x, y, width = 640, height = 260, label = "", ticks = 5 }) {
    this.svg = document.getElementById(id);
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    Object.assign(this, { x, y, width, height, left: 46, right: 16, top: 28, bottom: 30, curves: {} });
    const inside = element("clipPath", { id: `${id}-inside` }, this.svg);
    element("rect", { x: this.left, y: this.top - 2, width: width - this.left - this.right, height: height - this.top - this.bottom + 4 }, inside);
    const frame = element("g", {}, this.svg);
    this.back = element("g", { "clip-path": `url(#${id}-inside)` }, this.svg);
    this.front = element("g", { "clip-path": `url(#${id}-inside)` }, this.svg);
    element("path", { class: "axis", d: `M${this.left},${this.top} V${height - this.bottom} H${width - this.right}` }, frame);
    for (const value of grid(x[0], x[1], ticks)) {
      element("text", { x: this.px(value), y: height - 10, "text-anchor": "middle" }, frame).textContent = +value.toFixed(2);
    }
    for (const value of [y[0], y[1]]) {
      element("text", { x: this.left - 6, y: this.py(value) + 5, "text-anchor": "end" }, frame).textContent = +value.toFixed(2);
    }
    element("text", { x: this.left, y: this.top - 11 }, frame).textContent = label;
  }
  px(x) { return this.left + ((x - this.x[0]) / (this.x[1] - this.x[0])) * (this.width - this.left - this.right); }
  py(y) { return this.height - this.bottom - ((y - this.y[0]) / (this.y[1] - this.y[0])) * (this.height - this.top - this.bottom); }
  clipped(y) { return Math.min(Math.max(y, this.y[0]), this.y[1]); }
  path(xs, ys) {
    return xs.map((x, i) => `${i ? "L" : "M"}${this.px(x).toFixed(1)},${this.py(this.clipped(ys[i])).toFixed(1)}`).join(" ");
  }
  draw(name, xs, ys, look) {
    this.curves[name] ??= element("path", { class: `curve ${look ?? name}` }, this.front);
    this.curves[name].setAttribute("d", this.path(xs, ys));
  }
  // Fill between a curve and y = 0, or the lowest y.
  fill(name, xs, ys) {
    this.curves[name] ??= element("path", { class: "area" }, this.back);
    const base = this.py(this.clipped(0)).toFixed(1);
    const [first, last] = [xs[0], xs[xs.length - 1]].map((x) => this.px(x).toFixed(1));
    this.curves[name].setAttribute("d", `${this.path(xs, ys)} L${last},${base} L${first},${base} Z`);
  }
  // Call `move(x, y)` with the position, in the units of the plot, while a pointer is pressed on it.
  onDrag(move) {
    const report = (event) => {
      const box = this.svg.getBoundingClientRect();
      const [u, v] = [((event.clientX - box.left) / box.width) * this.width, ((event.clientY - box.top) / box.height) * this.height];
      const x = this.x[0] + ((u - this.left) / (this.width - this.left - this.right)) * (this.x[1] - this.x[0]);
      const y = this.y[0] + ((this.height - this.bottom - v) / (this.height - this.top - this.bottom)) * (this.y[1] - this.y[0]);
      move(Math.min(Math.max(x, this.x[0]), this.x[1]), this.clipped(y));
    };
    this.svg.addEventListener("pointerdown", (event) => { this.svg.setPointerCapture(event.pointerId); report(event); });
    this.svg.addEventListener("pointermove", (event) => { if (event.buttons) report(event); });
  }
}

// The slider with this id: its value starts as in the address (page.html#mean=2), and `changed` is called on each move.
function slider(id, changed) {
  const input = document.getElementById(id);
  const shown = document.getElementById(`${id}-value`);
  const start = new URLSearchParams(location.hash.slice(1)).get(id);
  if (start !== null) input.value = start;
  const show = () => { if (shown) shown.textContent = Number(input.value).toFixed(2); };
  input.addEventListener("input", () => { show(); changed(); });
  show();
  return { get value() { return Number(input.value); }, set value(v) { input.value = v; show(); } };
}

function chosen(id) { return new URLSearchParams(location.hash.slice(1)).get(id); }

// Show numbers in the table, with 4 digits; keep all digits for whoever wants to check them.
function showNumbers(numbers) {
  for (const [id, value] of Object.entries(numbers)) {
    const cell = document.getElementById(id);
    if (cell) cell.textContent = Number.isFinite(value) ? value.toFixed(4) : String(value).replace("NaN", "none");
  }
  let kept = document.getElementById("numbers");
  if (!kept) { kept = document.createElement("pre"); kept.id = "numbers"; kept.hidden = true; document.body.append(kept); }
  kept.textContent = JSON.stringify(numbers);
}

function say(text) { document.getElementById("say").textContent = text; }

// Fill each <li data-look="..."> of the key with a sample of its line.
for (const item of document.querySelectorAll(".key [data-look]")) {
  const sample = element("svg", { viewBox: "0 0 34 12", "aria-hidden": "true" });
  const area = item.dataset.look === "area";
  element("path", area ? { class: "area", d: "M0,0 h34 v12 h-34 Z" } : { class: `curve ${item.dataset.look}`, d: "M1,6 h32" }, sample);
  item.prepend(sample);
}
