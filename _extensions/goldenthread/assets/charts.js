// Draws each chart again at the reader's own width, with tooltips. Without this script, or when anything goes wrong,
// the drawing that is already in the page stays: no fact is only here.
//
// Written for pages whose Content-Security-Policy allows scripts and styles from the page's own site alone, and for
// pages opened straight from a folder: the bundle of Vega is loaded as a script (never fetched), and draws by its
// interpreter of expressions (`ast`), never by `eval`.
"use strict";

(() => {
  const BUNDLE = new URL("vega.js", document.currentScript.src).href;
  const LABELS = ["role", "aria-label", "aria-roledescription", "aria-labelledby", "aria-describedby", "tabindex"];

  const EMBED = {
    ast: true,
    actions: false,
    renderer: "svg",
    // Both would write a <style> of their own into the page; site.css has the rules instead.
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
  };

  let loading = null;

  function load() {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = BUNDLE;
      script.onload = () => resolve(window.vegaEmbed);
      script.onerror = () => reject(new Error(`${BUNDLE} could not be loaded`));
      document.head.append(script);
    });
    return loading;
  }

  // One name for one picture: the words that stood for the static drawing go to the container, and what Vega says of
  // itself ("Vega visualization", a role on every group) is silenced.
  function name(place, label) {
    for (const part of place.querySelectorAll("svg, svg *")) {
      for (const attribute of LABELS) part.removeAttribute(attribute);
    }
    place.querySelector("svg").setAttribute("aria-hidden", "true");
    place.removeAttribute("aria-roledescription");
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", label);
  }

  async function draw(figure) {
    const drawing = figure.querySelector(".drawing");
    const still = drawing.firstElementChild; // the static drawing, or the words that hold its place
    const label = still.getAttribute("aria-label") ?? still.textContent;
    const spec = JSON.parse(figure.querySelector("script.vega-spec").textContent);
    const embed = await load();
    // Beside the static drawing and out of sight until it is whole, so that nothing jumps or blinks.
    const place = document.createElement("div");
    place.className = "drawing-live drawing-waiting";
    place.setAttribute("aria-hidden", "true");
    drawing.append(place);
    try {
      await embed(place, spec, EMBED);
      name(place, label);
      place.removeAttribute("aria-hidden");
      place.classList.remove("drawing-waiting");
      still.remove();
    } catch (error) {
      place.remove();
      throw error;
    }
  }

  function start() {
    const drawn = (figure) => draw(figure).catch((error) => console.warn("The static chart stays:", error));
    if (!("IntersectionObserver" in window)) return;
    const watch = new IntersectionObserver((entries) => {
      for (const entry of entries.filter((one) => one.isIntersecting)) {
        watch.unobserve(entry.target);
        drawn(entry.target);
      }
    }, { rootMargin: "400px" });
    const watchAll = (part) => {
      const figures = [...part.querySelectorAll("figure.chart:not([data-static])")];
      figures.filter((figure) => figure.querySelector("script.vega-spec")).forEach((figure) => watch.observe(figure));
    };
    watchAll(document);
    // A part that another script puts on the page later says so of itself.
    document.addEventListener("figures-added", (event) => watchAll(event.target));
  }

  start();
})();
