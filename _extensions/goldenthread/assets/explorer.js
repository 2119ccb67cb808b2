// Lets a reader choose the measure of "A closer look": its figures, chart, report and actions follow. The choice stands in
// the address (`#measure=43`). Without this script the page shows one measure, and links to the pages of all.
"use strict";

(() => {
  const explorer = document.querySelector(".explorer");
  const list = explorer?.querySelector(".explorer-list");
  if (!list) return;

  let view = explorer.querySelector(".explored");
  const views = new Map([[view.dataset.ref, view]]);
  for (const waiting of explorer.querySelectorAll("template")) {
    views.set(waiting.dataset.ref, waiting.content.firstElementChild);
  }
  const names = new Map([...list.querySelectorAll("li")].map((item) => [item.dataset.ref, item.textContent]));

  const box = document.createElement("select");
  box.id = "choose-measure";
  const label = document.createElement("label");
  label.htmlFor = box.id;
  label.textContent = "Measure";
  const field = document.createElement("p");
  field.className = "choose";
  field.append(label, box);
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  status.className = "visually-hidden";

  // The measures that the scorecard shows, in its order; the one in view stays among them.
  function offer(refs) {
    const offered = refs.filter((ref) => names.has(ref));
    if (!offered.includes(view.dataset.ref)) offered.unshift(view.dataset.ref);
    box.replaceChildren(...offered.map((ref) => new Option(names.get(ref), ref)));
    box.value = view.dataset.ref;
  }

  function show(ref) {
    if (!views.has(ref) || ref === view.dataset.ref) return;
    view.replaceWith(views.get(ref));
    view = views.get(ref);
    if (![...box.options].some((option) => option.value === ref)) box.prepend(new Option(names.get(ref), ref));
    box.value = ref;
    status.textContent = `Showing ${names.get(ref)}.`;
    view.dispatchEvent(new Event("figures-added", { bubbles: true }));
  }

  function choose(ref) {
    const whole = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
    whole.set("measure", ref);
    history.replaceState(null, "", `#${whole}`);
    show(ref);
  }

  function fromAddress() {
    const asked = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "").get("measure");
    if (!views.has(asked)) return;
    show(asked);
    field.scrollIntoView();
  }

  // The line in a row of the scorecard opens its measure here.
  function lines() {
    for (const row of document.querySelectorAll("table.scorecard tr[data-ref]")) {
      const line = row.querySelector("td.spark > svg");
      if (!line || !names.has(row.dataset.ref)) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "look";
      button.setAttribute("aria-label", `A closer look at ${names.get(row.dataset.ref)}`);
      line.replaceWith(button);
      button.append(line);
      button.addEventListener("click", () => {
        choose(row.dataset.ref);
        field.scrollIntoView();
        box.focus({ preventScroll: true });
      });
    }
  }

  list.replaceWith(field, status);
  offer([...names.keys()]);
  lines();
  box.addEventListener("change", () => choose(box.value));
  document.addEventListener("scorecard-shown", (event) => offer(event.detail.map((row) => row.dataset.ref)));
  window.addEventListener("hashchange", fromAddress);
  fromAddress();
})();
