// The room screen in small, in the board's menu: its very body, fetched while the menu is open
// and told line by line, so that nobody turns round to see what the room reads.
import { parse } from "../live/html.js";
import { suivi } from "../live/page.js";

/** How many lines of one list are told; the room sees the others page by page. */
const LIGNES = 5;
/** Once in so many milliseconds at most, whatever happens on the board. */
const RYTHME = 3_000;
// What the room reads, in its order.
const DITS =
  "h1, h2, h3, li, tbody tr, .ecran-message p, .ecran-vide, .ecran-consigne, .ecran-titre, " +
  ".ecran-etape, .ecran-suites-vide, .ecran-resume, .ecran-fige, .ecran-vote-autres, " +
  ".ecran-minuteur-grand, .ecran-accueil .plaque, .ecran-masque .plaque";
// In the page and not in the picture; the code at its side says nothing new.
const PAS_VUS =
  ".hors-ecran, .ecran-rejoindre, .ecran-qr-grand, .ecran-categorie, [data-accueil][hidden], " +
  "[data-cadre][hidden], p[hidden]";

let later = 0;
let last = 0;

/** Listens once; the menu is drawn again with the board. */
export function startMiniature() {
  document.addEventListener("toggle", opened, { capture: true });
  suivi?.addEventListener("corps", look);
  suivi?.addEventListener("nouvelles", look);
}

/**
 * What was told when the menu was last open is no longer sure: it is asked for again at once.
 * @param {Event} event
 */
function opened(event) {
  if (!(/** @type {Element} */ (event.target).matches("[data-menu-ecran]"))) return;
  place()?.replaceChildren();
  clearTimeout(later);
  later = 0;
  look();
}

/** Fetch what the room sees, if somebody looks: at once, or when it is due. */
function look() {
  if (!place() || later) return;
  const wait = Math.max(0, last + RYTHME - performance.now());
  later = setTimeout(draw, place()?.childElementCount ? wait : 0);
}

/** @returns {HTMLElement | null} where it is told, while the menu is open */
function place() {
  return document.querySelector("[data-menu-ecran][open] [data-miniature]");
}

async function draw() {
  later = 0;
  last = performance.now();
  const url = place()?.dataset.miniature;
  if (!url) return;
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" }, cache: "no-store" });
    const body = answer.ok ? parse(await answer.text()).querySelector("[data-corps]") : null;
    const shown = place();
    if (!body || !shown) return;
    shown.replaceChildren(...lines(body, shown.dataset.suite ?? ""));
    shown.hidden = false;
  } catch {
    // Cut off: the sentence above stays, and the board says that the line is lost.
  }
}

/**
 * @param {Element} body of the room screen
 * @param {string} suite what is said of the lines of a list that are not told
 * @returns {HTMLElement[]} its titles and lines, in the order of the picture
 */
function lines(body, suite) {
  for (const unseen of body.querySelectorAll(PAS_VUS)) unseen.remove();
  /** @type {HTMLElement[]} */
  const told = [];
  /** @type {Map<Element | null, number>} */
  const counts = new Map();
  for (const part of body.querySelectorAll(DITS)) {
    const texte = words(part);
    if (!texte) continue;
    const list = part.matches("li, tr") ? part.parentElement : null;
    const rank = (counts.get(list) ?? 0) + 1;
    if (list) counts.set(list, rank);
    if (rank > LIGNES) {
      if (rank === LIGNES + 1) told.push(line(suite));
      continue;
    }
    told.push(line(texte, part.matches("h1, h2, h3, .ecran-titre") ? "miniature-titre" : ""));
  }
  return told;
}

/**
 * @param {string} texte
 * @param {string} [classe]
 * @returns {HTMLElement}
 */
function line(texte, classe = "") {
  const paragraph = document.createElement("p");
  paragraph.className = classe;
  paragraph.textContent = texte;
  return paragraph;
}

/**
 * @param {Element} part
 * @returns {string} its words, the pieces of a line kept apart
 */
function words(part) {
  const pieces = [...part.childNodes].map((piece) => (piece.textContent ?? "").trim());
  return pieces.filter(Boolean).join(" ").replace(/\s+/g, " ");
}
