// Shows on the search page what answers the words in the search box of its head, while they are typed. Without this
// script the page is the list of every measure, which stays in place whatever happens here.
//
// MiniSearch looks through the words; both it and they are loaded as scripts (pages opened from a folder may not fetch),
// and only once somebody looks for something. A measure's hit is a copy of its entry in the page's own list, so that a
// rating here is the very tag that the page shows.
"use strict";

(() => {
  const FOLDER = document.currentScript.src;
  const MOST = 30;
  const SMALL_WORDS = new Set("a an and are at by for from how in is many much of on or the to was what which who with".split(" "));

  const plain = (text) => text.normalize("NFKD").replace(/[\p{M}'’]/gu, "").toLowerCase();
  // A ref is found however its parts are joined: PS05, PS-05, ps 05.
  const joined = (text) => plain(text).replace(/[^\p{L}\p{N}]/gu, "");

  const box = document.querySelector(".site-search input");
  const main = document.querySelector("main");
  if (!box) return;

  const status = document.createElement("p");
  status.className = "search-status";
  status.setAttribute("role", "status");
  const found = document.createElement("ol");
  found.className = "measure-list found";
  found.hidden = true;
  // The page's own list, with its letters: out of sight while hits are shown.
  const whole = document.createElement("div");
  const letters = main.querySelector(".letters");
  while (letters?.nextSibling) whole.append(letters.nextSibling);
  if (letters) whole.prepend(letters);
  main.append(status, found, whole);
  const entries = new Map([...whole.querySelectorAll("li[data-ref]")].map((entry) => [entry.dataset.ref, entry]));

  function load(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(name, FOLDER).href;
      script.onload = resolve;
      script.onerror = () => reject(new Error(`${script.src} could not be loaded`));
      document.head.append(script);
    });
  }

  let loading = null;

  function index() {
    loading ??= Promise.all([load("minisearch.js"), load("search-index.js")]).then(() => {
      const split = window.MiniSearch.getDefault("tokenize");
      const made = new window.MiniSearch({
        fields: ["ref", "joined", "title", "kind", "service", "directorate", "aim", "words"],
        storeFields: ["ref", "title", "kind", "href"],
        tokenize: (text) => split(plain(text)),
        processTerm: (term) => (SMALL_WORDS.has(term) ? null : term),
        searchOptions: {
          boost: { ref: 8, joined: 8, title: 4, service: 2, directorate: 2 },
          prefix: (term) => term.length > 1,
          // A slip of the pen in a word, never in a number: 43 is not 45.
          fuzzy: (term) => (term.length > 3 && !/\d/.test(term) ? 0.25 : false),
        },
      });
      made.addAll(window.goldenthreadSearch.map((entry, id) => ({ ...entry, id, joined: joined(entry.ref ?? "") })));
      return made;
    });
    return loading;
  }

  // First the measure whose ref this is, then what has every word, then what has any.
  function look(made, words) {
    const byRef = made.search({ queries: [joined(words)], fields: ["joined"], prefix: false, fuzzy: false });
    const every = made.search(words, { combineWith: "AND" });
    const hits = [...byRef, ...(every.length ? every : made.search(words))];
    return [...new Map(hits.map((hit) => [hit.id, hit])).values()];
  }

  function shown(hit) {
    if (entries.has(hit.ref)) return entries.get(hit.ref).cloneNode(true);
    const entry = document.createElement("li");
    const link = document.createElement("a");
    const about = document.createElement("span");
    link.href = hit.href;
    link.textContent = hit.title;
    about.className = "listed-about";
    about.textContent = hit.kind;
    entry.append(link, " ", about);
    return entry;
  }

  function say(words, hits) {
    const number = hits.length === 1 ? "1 result" : `${hits.length} results`;
    const best = hits.length > MOST ? `, the best ${MOST} are shown` : "";
    status.textContent = !words ? "" : hits.length
      ? `${number} for “${words}”${best}`
      : `Nothing found for “${words}”. Every measure is in the list below.`;
    found.replaceChildren(...hits.slice(0, MOST).map(shown));
    found.hidden = !hits.length;
    whole.hidden = Boolean(hits.length);
  }

  let latest = "";

  async function answer() {
    const words = box.value.trim();
    if (words === latest) return;
    latest = words;
    const hits = words ? look(await index(), words) : [];
    if (words === latest) say(words, hits);
  }

  const tried = () => answer().catch((error) => console.warn("The list of every measure stays:", error));
  let waiting = 0;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(tried, 200);
  });
  box.value = new URLSearchParams(location.search).get("q") ?? box.value;
  tried();
})();
