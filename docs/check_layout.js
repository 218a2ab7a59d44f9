// Opens each page of the site in a frame of each width and both themes, and reports what does not fit or cannot be read.
"use strict";
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function frameOf(width) {
  const frame = document.createElement("iframe");
  frame.style.cssText = `width: ${width}px; height: 900px; border: 0`;
  document.body.replaceChildren(frame);
  return frame;
}

const isShown = (element) => element.getClientRects().length > 0;
const nameOf = (element) => `${element.localName}.${[...element.classList].join(".")}`;
const start = (element) => element.textContent.trim().slice(0, 30).replace(/\s+/g, " ");

function channels(color) {
  const numbers = color.match(/[\d.]+/g).map(Number);
  return color.startsWith("color(srgb") ? [...numbers.slice(0, 3).map((part) => part * 255), numbers[3] ?? 1] : numbers;
}

function luminance(color) {
  const [r, g, b] = channels(color).map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(element, view) {
  let ground = element;
  while (ground && (channels(view.getComputedStyle(ground).backgroundColor)[3] ?? 1) < 1) ground = ground.parentElement;
  const pair = [view.getComputedStyle(element).color, ground ? view.getComputedStyle(ground).backgroundColor : "rgb(255, 255, 255)"];
  const [low, high] = pair.map(luminance).sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function faultsOf(view, width) {
  const page = view.document;
  const article = page.querySelector("article, main") || page.body;
  const found = new Set();
  const overflow = page.documentElement.scrollWidth - page.documentElement.clientWidth;
  if (overflow > 0) found.add(`the page is ${overflow} px too wide`);
  // Code, pictures and formulas may scroll in a narrow window, but not in a wide one; a table never scrolls.
  const boxes = width < 1200 ? ".table-wrapper" : ".table-wrapper, pre, .picture, div.math";
  for (const box of article.querySelectorAll(boxes)) {
    const hidden = box.scrollWidth - box.clientWidth;
    if (isShown(box) && hidden > 1) found.add(`${nameOf(box)} hides ${hidden} px: ${start(box)}`);
  }
  for (const image of article.querySelectorAll("img")) {
    if (!image.alt.trim()) found.add(`no alternative text: ${image.src}`);
    if (isShown(image) && image.complete && !image.naturalWidth) found.add(`not loaded: ${image.src}`);
  }
  const walker = page.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !isShown(element) || element.closest("mjx-container, svg, input, .copybtn, .headerlink")) continue;
    const size = parseFloat(view.getComputedStyle(element).fontSize);
    if (size < 10) found.add(`type of ${size} px: ${nameOf(element)} ${start(element)}`);
    const ratio = contrast(element, view);
    if (ratio < 4.5) found.add(`contrast ${ratio.toFixed(1)}: ${nameOf(element)} in ${nameOf(element.parentElement)}`);
  }
  return [...found];
}

async function main() {
  const { pages, widths, themes } = await (await fetch("/task")).json();
  const report = [];
  for (const theme of themes) {
    localStorage.setItem("theme", theme);
    for (const width of widths) {
      const frame = frameOf(width);
      for (const name of pages) {
        await new Promise((resolve) => { frame.onload = resolve; frame.src = `/${name}`; });
        const view = frame.contentWindow;
        view.document.querySelectorAll("img").forEach((image) => { image.loading = "eager"; });
        await view.MathJax?.startup?.promise;
        await view.document.fonts.ready;
        await pause(20);
        for (const fault of faultsOf(view, width)) report.push(`${name} ${width} ${theme}: ${fault}`);
      }
    }
  }
  await fetch("/report", { method: "POST", body: JSON.stringify(report) });
}

main().catch((error) => fetch("/report", { method: "POST", body: JSON.stringify([`stopped: ${error.stack}`]) }));
