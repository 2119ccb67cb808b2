// What a page is asked in a browser. Each probe answers with what is wrong, in words that name the element.
"use strict";

globalThis.probes = (() => {
  const CONTROLS = "a[href], svg a, button, input, select, textarea, summary, [tabindex], [contenteditable]";
  const SPACING = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-bottom: 2em !important; }`;
  let controls = [];
  let unfocused = [];

  // A place in the page as a person would look for it: the nearest id, then tags and classes.
  function place(element) {
    const steps = [];
    for (let step = element; step && step !== document.body; step = step.parentElement) {
      const names = [...step.classList].map((name) => `.${name}`).join("");
      steps.unshift(step.id ? `#${step.id}` : step.localName + names);
      if (step.id || steps.length === 4) break;
    }
    const words = (element.textContent || element.value || "").trim().replace(/\s+/g, " ").slice(0, 40);
    return words ? `${steps.join(" > ")} "${words}"` : steps.join(" > ");
  }

  const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const unseen = (element) => element.closest(".visually-hidden, .skip-link, .visuallyhidden") !== null;
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

  // A drawing that is seen, has a size, and has something drawn in it.
  function isDrawn(figure) {
    const live = figure.querySelector("script.vega-spec") && !figure.matches("[data-static]");
    const drawings = figure.querySelectorAll(live ? ".drawing-live:not(.drawing-waiting) svg.marks" : "svg, canvas, img");
    return [...drawings].some((drawing) => {
      const { width, height } = drawing.getBoundingClientRect();
      const marked = drawing.localName !== "svg" || drawing.querySelector("path, rect, line, text, circle");
      return seen(drawing) && width > 20 && height > 10 && marked;
    });
  }

  async function drawnWhenSeen(figure, patience) {
    figure.scrollIntoView();
    const live = figure.querySelector("script.vega-spec");
    for (const start = performance.now(); live && !isDrawn(figure) && performance.now() - start < patience; ) await frame();
    return isDrawn(figure);
  }

  // Opens what is folded, comes to each chart as a reader does, and counts those that were drawn.
  function draw() {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
    return comeToCharts();
  }

  async function comeToCharts(patience = 15000) {
    let drawn = 0;
    const blank = [];
    for (const figure of document.querySelectorAll("figure.chart")) {
      if (await drawnWhenSeen(figure, patience)) drawn += 1;
      else blank.push(place(figure.querySelector("figcaption") || figure));
    }
    scrollTo(0, 0);
    return { drawn, blank };
  }

  // What makes the page wider than the window; a region that scrolls by itself keeps its own.
  function sideways() {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const kept = (element) => {
      for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
        if (getComputedStyle(up).overflowX !== "visible") return true;
      }
      return false;
    };
    const wide = [...document.body.querySelectorAll("*")].filter(
      (element) => element.getBoundingClientRect().right > width + 1 && seen(element) && !kept(element));
    const outer = wide.filter((element) => !wide.includes(element.parentElement));
    return [`${document.documentElement.scrollWidth} px wide in a window of ${width}: ${outer.slice(0, 3).map(place).join("; ")}`];
  }

  // Words cut off by a box that hides what does not fit, or by the edge of a drawing. A box that is laid out when it comes
  // near hides what is outside its edge and the little that it allows for rings of focus.
  function clipped() {
    const hides = (value) => value === "hidden" || value === "clip";
    const cut = [...document.body.querySelectorAll("*")].filter((element) => {
      if (element.closest("svg") || unseen(element) || !element.textContent.trim()) return false;
      const style = getComputedStyle(element);
      if (element.clientWidth <= 1 || element.clientHeight <= 1 || !seen(element)) return false;
      if (style.contentVisibility === "auto") {
        return element.scrollWidth > element.clientWidth + (parseFloat(style.overflowClipMargin) || 0) + 1;
      }
      return (hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1)
        || (hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1);
    });
    const drawings = [...document.querySelectorAll("svg")].filter((svg) => !svg.parentElement.closest("svg"));
    for (const svg of drawings.filter((one) => seen(one) && getComputedStyle(one).overflowX !== "visible")) {
      const edge = svg.getBoundingClientRect();
      cut.push(...[...svg.querySelectorAll("text")].filter((text) => {
        const box = text.getBoundingClientRect();
        return box.width > 0 && seen(text) && (box.left < edge.left - 2 || box.right > edge.right + 2);
      }));
    }
    return cut.slice(0, 5).map((element) => `cut off: ${place(element)}`);
  }

  // Short words in the heads of columns, and figures, that stand on two lines: the column is too narrow for them.
  function split() {
    const found = [];
    for (const cell of document.querySelectorAll("thead th, td.num")) {
      const head = cell.closest("thead");
      if (!seen(cell) || (head && head.clientWidth <= 1)) continue;
      const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const words = [...text.data.matchAll(/[\p{L}\p{N}]{2,10}/gu)].filter((word) => {
          const range = new Range();
          range.setStart(text, word.index);
          range.setEnd(text, word.index + word[0].length);
          return new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size > 1;
        });
        if (words.length) found.push(`"${words[0][0]}" is broken in ${place(cell)}`);
      }
    }
    return found.slice(0, 5);
  }

  // The reader's own spacing of WCAG 1.4.12; a constructed sheet, which no Content-Security-Policy stops.
  async function space() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SPACING);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    await frame();
  }

  function unspace() {
    document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1);
  }

  // What still moves for a reader who asked for no motion.
  function moving() {
    const seconds = (list) => Math.max(...list.split(",").map((one) => parseFloat(one) * (one.includes("ms") ? 0.001 : 1)));
    const found = [...document.querySelectorAll("*")].filter((element) => {
      const style = getComputedStyle(element);
      return seconds(style.transitionDuration) > 0.01 || style.scrollBehavior === "smooth"
        || (style.animationName !== "none" && seconds(style.animationDuration) > 0.01);
    });
    return found.slice(0, 3).map((element) => `still moves: ${place(element)}`);
  }

  function look(element) {
    const style = getComputedStyle(element);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    return [outlined, style.boxShadow, style.backgroundColor, style.borderColor, style.textDecoration, style.stroke].join();
  }

  // One of a group of radio buttons is all that the Tab key comes to.
  function isReachable(element) {
    if (element.tabIndex < 0 || element.disabled || !seen(element) || element.closest("[inert]")) return false;
    if (element.localName === "summary" && element.parentElement.localName !== "details") return false;
    if (element.type !== "radio") return true;
    const group = [...document.getElementsByName(element.name)].filter((one) => one.form === element.form);
    return element === (group.find((one) => one.checked) || group[0]);
  }

  // Everything that the Tab key has to come to.
  function prepare() {
    document.activeElement.blur();
    scrollTo(0, 0);
    controls = [...document.querySelectorAll(CONTROLS)].filter(isReachable);
    unfocused = controls.map(look);
    return { count: controls.length, jumping: controls.filter((one) => one.tabIndex > 0).map(place) };
  }

  function covered(element) {
    const box = [...element.getClientRects()].find((one) => one.width > 0 && one.height > 0);
    if (!box) return "has no size";
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    if (left >= right || top >= bottom) return "is out of sight";
    if (element.closest("svg")) return "";
    const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]];
    const hit = points.some(([across, down]) => {
      const top_one = document.elementFromPoint(left + across * (right - left), top + down * (bottom - top));
      return top_one && (element.contains(top_one) || top_one.contains(element));
    });
    return hit ? "" : "is hidden behind something";
  }

  // Where the keyboard is, and whether a person can see that.
  function stop() {
    const here = document.activeElement;
    if (!here || here === document.body || here === document.documentElement) return null;
    const number = controls.indexOf(here);
    const faults = [];
    if (number >= 0 && look(here) === unfocused[number]) faults.push("looks the same with focus");
    if (number < 0 && !look(here).startsWith("true")) faults.push("looks the same with focus");
    const hidden = covered(here);
    if (hidden) faults.push(hidden);
    return { number, place: place(here), faults, inMain: here.closest("main") !== null };
  }

  const unreached = (numbers) => controls.filter((_, number) => !numbers.includes(number)).map(place);

  // Without scripts: what a person can read, and controls that do nothing then.
  function bare() {
    const main = document.querySelector("main");
    const figures = [...document.querySelectorAll("figure.chart")];
    const works = "[popovertarget], form[action] *";
    const dead = [...document.querySelectorAll("button, input, select, textarea")].filter((one) => seen(one) && !one.matches(works));
    return { heading: Boolean(document.querySelector("h1")?.checkVisibility()),
      words: main ? main.innerText.split(/\s+/).length : 0,
      drawn: figures.filter((figure) => [...figure.querySelectorAll("svg, img")].some(
        (drawing) => drawing.getBoundingClientRect().width > 20)).length,
      dead: dead.map(place) };
  }

  return { draw, comeToCharts, sideways, clipped, split, space, unspace, moving, prepare, stop, unreached, bare };
})();
