// Leads from a page of a released edition to the same page of the others, and shows what has been said of its edition
// since. What there is stands in `editions.js`, beside the frozen editions; without it the plain link to all quarters stays.
(() => {
  "use strict";

  const slot = document.querySelector(".edition-chooser");
  const editions = window.goldenthreadEditions;
  const own = slot && editions && editions.find((edition) => edition.folder === slot.dataset.period);
  if (!own) return;

  const root = new URL(slot.dataset.root || "./", location.href.split("#")[0]);
  const page = decodeURIComponent(slot.dataset.page).replace(/\.html$/, "");

  const has = (edition, path) => {
    const at = path.lastIndexOf("/");
    const names = edition.pages[path.slice(0, Math.max(at, 0))];
    return names !== undefined && names.split(" ").includes(path.slice(at + 1));
  };

  // On a measure's page: the measure whose place it took, and the one before that; then those that took its place.
  const replaced = editions.flatMap((edition) => Object.entries(edition.replaces ?? {}));
  const chain = (ref, step) => {
    const found = [ref];
    for (const one of found) found.push(...step(one).filter((each) => !found.includes(each)));
    return found.slice(1);
  };
  const ref = page.startsWith("measures/") ? page.slice("measures/".length) : "";
  const akin = ref ? [
    ...chain(ref, (one) => replaced.filter(([now]) => now === one).map(([, then]) => then))
      .map((each) => [each, `as “${each}”, whose place this measure took`]),
    ...chain(ref, (one) => replaced.filter(([, then]) => then === one).map(([now]) => now))
      .map((each) => [each, `as “${each}”, which took this measure's place`]),
  ] : [];

  const address = (folder, path) =>
    new URL(`../${folder}/${path.split("/").map(encodeURIComponent).join("/")}.html`, root).href;

  // The pages above this one, the nearest first, as its breadcrumb names them.
  const above = [...document.querySelectorAll(".breadcrumb a")].reverse().map((link) => ({
    name: link.textContent,
    path: decodeURIComponent(link.href.slice(root.href.length)).replace(/\.html$/, ""),
  }));

  const made = (tag, words, attributes = {}) => {
    const element = document.createElement(tag);
    element.textContent = words;
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    return element;
  };

  // To the same page where the other edition has it, else to the measure that stands in its place, else to the nearest
  // above it that it has; which of them is said.
  const entry = (edition) => {
    const item = made("li", "");
    if (edition === own) {
      item.append(made("strong", edition.label), " (this edition)");
      return item;
    }
    const parent = above.find((each) => has(edition, each.path)) || { name: "Overview", path: "index" };
    const same = has(edition, page);
    const other = akin.find(([each]) => has(edition, `measures/${each}`));
    const path = same ? page : other ? `measures/${other[0]}` : parent.path;
    item.append(made("a", edition.label, { href: address(edition.folder, path) }));
    if (!same) item.append(other ? `, ${other[1]}` : ` has no such page: this leads to “${parent.name}”`);
    return item;
  };

  const choice = made("details", "");
  const list = made("ul", "");
  list.append(...editions.map(entry));
  const whole = made("li", "");
  whole.append(...slot.querySelectorAll("a"));
  list.append(whole);
  choice.append(made("summary", `Quarter: ${own.label}`), list);
  slot.append(choice);
  choice.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !choice.open) return;
    choice.open = false;
    choice.firstElementChild.focus();
  });

  const said = [
    ...own.notices.map((notice) => {
      const line = made("p", "");
      line.append(made("strong", `${notice.date}:`), ` ${notice.text}`);
      return line;
    }),
    ...own.supplements.map((each) => {
      const line = made("p", "");
      line.append(made("a", each.title, { href: address(each.folder, "index") }), `, published ${each.published}.`);
      return line;
    }),
  ];
  if (said.length) {
    const box = made("section", "", { class: "correction", "aria-label": "Said of this edition since it was published" });
    box.append(...said);
    (document.querySelector("main .subtitle") || document.querySelector("main h1")).after(box);
  }
})();
