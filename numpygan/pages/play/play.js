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

// The multiples of `step` from low to high; of twice the step, and so on, if their labels would not fit into `width`.
function multiples([low, high], step, width) {
  while (((high - low) / step + 1) * 34 > width) step *= 2;
  const values = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9; i++) values.push(+(i * step).toFixed(9));
  return values;
}

// A plot in the svg with this id, as wide as the page lets it be, so that text has one size on all screens.
class Plot {
  constructor(id, { x, y, height = 260, label = "", below = "", ticks = 1, yTicks = null, yStep = null, square = false, equal = false }) {
    this.svg = document.getElementById(id);
    const width = Math.max(Math.round(this.svg.getBoundingClientRect().width), 280);
    Object.assign(this, { width, left: 46, right: 20, top: 28, bottom: below ? 48 : 30, curves: {} });
    if (square) height = Math.min(this.inner, 500) + this.top + this.bottom;
    else if (width < 450) height *= 0.85;
    Object.assign(this, { height, label, below, ticks, yTicks, yStep, equal });
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    // 7 pixels around the axes are visible, so that a dot on an axis is a whole dot.
    const inside = element("clipPath", { id: `${id}-inside` }, this.svg);
    element("rect", { x: this.left - 7, y: this.top - 7, width: this.inner + 14, height: this.innerHeight + 14 }, inside);
    this.frame = element("g", { class: "frame" }, this.svg);
    this.back = element("g", { "clip-path": `url(#${id}-inside)` }, this.svg);
    this.front = element("g", { "clip-path": `url(#${id}-inside)` }, this.svg);
    this.scale({ x, y });
  }
  // Show these ranges: the axes are drawn again. The curves have to be drawn again by the caller.
  scale({ x = this.x, y = this.y }) {
    Object.assign(this, { x, y });
    if (this.equal) {  // one unit has the same length in both directions
      const half = ((y[1] - y[0]) / 2) * (this.inner / this.innerHeight);
      this.x = [(x[0] + x[1]) / 2 - half, (x[0] + x[1]) / 2 + half];
    }
    this.frame.replaceChildren();
    element("path", { class: "axis", d: `M${this.left},${this.top} V${this.height - this.bottom} H${this.width - this.right}` }, this.frame);
    const write = (text, attributes) => { element("text", attributes, this.frame).textContent = text; };
    for (const value of multiples(this.x, this.ticks, this.inner)) {
      write(value, { x: this.px(value), y: this.height - this.bottom + 18, "text-anchor": "middle" });
    }
    const values = this.yStep ? multiples(y, this.yStep, 1.9 * this.innerHeight) : y;
    for (const [value, text] of this.yTicks ?? values.map((value) => [value, value])) {
      write(text, { x: this.left - 9, y: this.py(value) + 5, "text-anchor": "end" });
    }
    write(this.label, { x: this.left, y: this.top - 11 });
    if (this.below) write(this.below, { x: this.width - this.right, y: this.height - 8, "text-anchor": "end" });
  }
  get inner() { return this.width - this.left - this.right; }
  get innerHeight() { return this.height - this.top - this.bottom; }
  px(x) { return this.left + ((x - this.x[0]) / (this.x[1] - this.x[0])) * this.inner; }
  py(y) { return this.height - this.bottom - ((y - this.y[0]) / (this.y[1] - this.y[0])) * this.innerHeight; }
  clipped(y) { return Math.min(Math.max(y, this.y[0]), this.y[1]); }
  // The path of a curve; it has a gap where y is NaN.
  path(xs, ys) {
    let pen = "M";
    return xs.map((x, i) => {
      if (Number.isNaN(ys[i])) { pen = "M"; return ""; }
      const point = `${pen}${this.px(x).toFixed(1)},${Math.min(Math.max(this.py(ys[i]), -9999), 9999).toFixed(1)}`;
      pen = "L";
      return point;
    }).join(" ");
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
  // A dot with this name at (x, y)
  dot(name, x, y, look, r = 6) {
    this.curves[name] ??= element("circle", { r, class: look }, this.front);
    this.curves[name].setAttribute("cx", this.px(x));
    this.curves[name].setAttribute("cy", this.py(y));
    return this.curves[name];
  }
  // An arrow with this name between two points, with a head of 9 pixels; nothing if it is shorter than a pixel.
  arrow(name, [x, y], [u, v], look) {
    this.curves[name] ??= element("path", { class: `curve arrow ${look}` }, this.front);
    const [a, b, c, d] = [this.px(x), this.py(y), this.px(u), this.py(v)], length = Math.hypot(c - a, d - b), head = Math.min(9, length);
    const [i, j] = [(c - a) / length, (d - b) / length];
    const side = (s) => `M${c.toFixed(1)},${d.toFixed(1)} l${(-head * (i + s * j)).toFixed(1)},${(-head * (j - s * i)).toFixed(1)}`;
    this.curves[name].setAttribute("d", length < 1 ? "" : `M${a.toFixed(1)},${b.toFixed(1)} L${c.toFixed(1)},${d.toFixed(1)} ${side(0.6)} ${side(-0.6)}`);
  }
  place(event) {
    const box = this.svg.getBoundingClientRect();
    const u = ((event.clientX - box.left) / box.width) * this.width, v = ((event.clientY - box.top) / box.height) * this.height;
    const x = this.x[0] + ((u - this.left) / this.inner) * (this.x[1] - this.x[0]);
    const y = this.y[0] + ((this.height - this.bottom - v) / this.innerHeight) * (this.y[1] - this.y[0]);
    return [Math.min(Math.max(x, this.x[0]), this.x[1]), this.clipped(y)];
  }
  // Call `move(x, y)` with the position, in the units of the plot, while a pointer is pressed on it. With a finger, a
  // vertical stroke scrolls the page, unless the plot keeps all strokes.
  onDrag(move, { keepsAllStrokes = false } = {}) {
    this.svg.style.touchAction = keepsAllStrokes ? "none" : "pan-y";
    this.svg.style.cursor = keepsAllStrokes ? "crosshair" : "ew-resize";
    this.svg.addEventListener("pointerdown", (event) => { this.svg.setPointerCapture(event.pointerId); move(...this.place(event)); });
    this.svg.addEventListener("pointermove", (event) => { if (event.buttons) move(...this.place(event)); });
  }
  // Call `move(dx, dy)` for the arrow keys, and `enter()` for Enter and Space.
  onKeys(move, enter = null) {
    this.svg.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (step) move(...step);
      else if (enter && (event.key === "Enter" || event.key === " ")) enter();
      else return;
      event.preventDefault();
    });
  }
}

// The slider with this id: its value starts as in the address (page.html#mean=2), and `changed` is called on each move.
// A value that a script sets is kept exactly; the slider shows it to the next of its steps.
function slider(id, changed) {
  const input = document.getElementById(id);
  const shown = document.getElementById(`${id}-value`);
  const digits = (input.step.split(".")[1] ?? "").length;
  let exact = Number(new URLSearchParams(location.hash.slice(1)).get(id) ?? input.value);
  const show = () => { input.value = exact; if (shown) shown.textContent = exact.toFixed(digits); };
  input.addEventListener("input", () => { exact = Number(input.value); show(); changed(); });
  show();
  return { get value() { return exact; }, set value(v) { exact = Math.min(Math.max(v, Number(input.min)), Number(input.max)); show(); } };
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

// The sentence above the pictures; a line does not end between the minus and the logarithm of "-log D".
function say(text) { document.getElementById("say").textContent = text.replaceAll("-log", "-\u2060log"); }

// Fill each <li data-look="..."> of the key with a sample of what it means.
for (const item of document.querySelectorAll(".key [data-look]")) {
  const sample = element("svg", { viewBox: "0 0 34 12", "aria-hidden": "true" });
  const look = item.dataset.look;
  if (look === "area") element("path", { class: "area", d: "M0,0 h34 v12 h-34 Z" }, sample);
  else if (look.startsWith("dot")) element("circle", { class: look, cx: 17, cy: 6, r: 4.5 }, sample);
  else if (look === "cross") element("path", { class: "curve cross", d: "M12,6 h10 M17,1 v10" }, sample);
  else if (look.startsWith("points")) element("path", { class: `curve ${look}`, d: "M7,1 v10 M15,1 v10 M22,1 v10 M26,1 v10" }, sample);
  else if (look.startsWith("upright")) element("path", { class: `curve ${look}`, d: "M17,0 v12" }, sample);
  else if (look === "ring") element("circle", { class: "ring", cx: 17, cy: 6, r: 5 }, sample);
  else if (look.startsWith("arrow")) element("path", { class: `curve ${look}`, d: "M3,6 H31 M31,6 l-7,-4 M31,6 l-7,4" }, sample);
  else element("path", { class: `curve ${look}`, d: "M1,6 h32" }, sample);
  const text = document.createElement("span");
  text.append(...item.childNodes);
  item.append(sample, text);
}
