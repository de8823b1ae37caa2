// The room screen: one question at a time, page by page, whole words only. What is shown stays
// still until its turn is over; then questions with new words come first, every other time.
import { suivi } from "../live/page.js";
import { pagesOf, showPage } from "./pages.js";
import { startSound } from "./son.js";
import { fitLists } from "./tenir.js";

/** @typedef {import("./pages.js").Page} Page */

/** Long enough to read a page of words aloud. */
const TEMPS = 14_000;

/** @type {Set<string>} ids of words that nobody has seen on the wall yet */
const fresh = new Set();
/** Which page of the round, and what it began with: a body fetched again finds it back. */
let turn = 0;
let anchor = "";
let newsFirst = true;
let paused = false;

const wall = () => /** @type {HTMLElement} */ (document.getElementById("mur"));

/** @returns {Page[]} every page of every question that has words or is given back; the welcome when none */
function pages() {
  const views = /** @type {HTMLElement[]} */ ([...wall().querySelectorAll("[data-vue]")]);
  const full = views.filter((view) => view.querySelector(".ecran-parole, .ecran-retour"));
  toggle("[data-accueil]", full.length === 0);
  toggle("[data-cadre]", full.length > 0);
  return full.flatMap((view) => pagesOf(view, views));
}

/**
 * @param {string} selector
 * @param {boolean} shown
 */
function toggle(selector, shown) {
  const element = wall().querySelector(selector);
  if (element instanceof HTMLElement) element.hidden = !shown;
}

/** Measure again and stay on the page shown. */
function stay() {
  fitLists(wall());
  const all = pages();
  if (all.length) reveal(all.find((page) => keyOf(page) === anchor) ?? all[turn % all.length]);
}

/** The next page; a frozen wall keeps its picture. */
function advance() {
  if (paused || !["direct", "suites"].includes(wall().dataset.mur ?? "")) return;
  const all = pages();
  if (all.length === 0) return;
  const news = newsFirst ? all.find(hasNews) : undefined;
  newsFirst = news === undefined;
  if (!news) turn = (turn + 1) % all.length;
  reveal(news ?? all[turn]);
  // Titles of groups do not travel by socket: they are fetched once in each round.
  if (!news && turn === 0) suivi?.refetch();
}

/** @param {Page} page */
function reveal(page) {
  anchor = keyOf(page);
  for (const view of wall().querySelectorAll("[data-vue]")) {
    /** @type {HTMLElement} */ (view).hidden = view !== page.vue;
  }
  showPage(page);
  for (const word of page.paroles) word.classList.toggle("ecran-neuve", fresh.delete(word.id));
}

/** @param {Page} page */
function keyOf(page) {
  if (!page.groupes) return page.paroles[0].id;
  return `${page.vue.dataset.vue} ${page.paroles[0]?.textContent ?? ""}`;
}

/** @param {Page} page */
function hasNews(page) {
  return page.paroles.some((word) => fresh.has(word.id));
}

/** @param {string[]} ids elements just added to the page */
function welcome(ids) {
  const empty = wall().querySelector("[data-cadre][hidden]") !== null;
  for (const id of ids) {
    const word = document.getElementById(id);
    if (!word?.matches(".ecran-parole")) continue;
    fresh.add(id);
    word.hidden = true;
  }
  if (empty) stay();
}

suivi?.addEventListener("nouvelles", (event) => {
  welcome(/** @type {CustomEvent<string[]>} */ (event).detail);
});
suivi?.addEventListener("corps", stay);
addEventListener("resize", stay);
document.fonts.ready.then(stay);
setInterval(advance, TEMPS);
stay();

const tools = document.querySelector("[data-outils]");
const pause = document.querySelector("[data-pause]");
if (tools instanceof HTMLElement) tools.hidden = false;
pause?.addEventListener("click", () => {
  paused = !paused;
  pause.setAttribute("aria-pressed", String(paused));
});
// The code over any picture: the room asks for it at any moment.
const code = document.querySelector("[data-qr]");
function toggleCode() {
  const shown = document.documentElement.classList.toggle("ecran-qr-montre");
  code?.setAttribute("aria-pressed", String(shown));
}
code?.addEventListener("click", toggleCode);
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (event.key.toLowerCase() === "q") toggleCode();
});
const sound = document.querySelector("[data-son]");
if (sound instanceof HTMLElement) startSound(sound);
document.querySelector("[data-plein-ecran]")?.addEventListener("click", () => {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
});
