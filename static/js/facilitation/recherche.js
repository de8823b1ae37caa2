// Finds words on the board. A page that holds them all asks nobody: what does not match steps
// aside. Of a big board the server is asked, and the page shows what it found.
import { suivi } from "../live/page.js";
import { board } from "./cartes.js";
import { plain } from "./filtres.js";

// Between the last key and the question to the server.
const PAUSE = 300;

let wanted = "";
let timer = 0;

/** Listens once; the field stays the same when the body is redrawn. */
export function startSearch() {
  const field = document.getElementById("chercher");
  if (field instanceof HTMLInputElement) wanted = field.value;
  document.addEventListener("input", (event) => {
    const typed = /** @type {HTMLInputElement} */ (event.target);
    if (typed.id !== "chercher") return;
    wanted = typed.value;
    tellLinks();
    clearTimeout(timer);
    if (isWhole()) stepAside(cards());
    else timer = setTimeout(ask, PAUSE);
  });
}

/** @param {Iterable<HTMLElement>} [added] cards that came; all of them after a redraw */
export function repeatSearch(added = cards()) {
  if (isWhole()) stepAside(added);
}

/** @returns {boolean} whether every card of the board is on the page */
function isWhole() {
  const asked = new URL(board().dataset.corpsUrl ?? "", location.href).searchParams.has("q");
  return !asked && !board().querySelector("[data-borne], a[data-deplier]");
}

/** @returns {NodeListOf<HTMLElement>} */
function cards() {
  return board().querySelectorAll("li[id^='carte-']");
}

/** @param {Iterable<HTMLElement>} among */
function stepAside(among) {
  const sought = plain(wanted.trim());
  for (const card of among) {
    const text = sought && plain(card.querySelector(".parole-texte")?.textContent ?? "");
    const hidden = sought !== "" && !text.includes(sought);
    if (card.hidden !== hidden) card.hidden = hidden;
  }
}

// What is opened from here (« Trier une à une »…) is about the words in view.
function tellLinks() {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (
    document.querySelectorAll("a[data-avec-mots]")
  );
  for (const link of links) link.href = withWords(link.href);
}

function ask() {
  for (const name of /** @type {const} */ (["corpsUrl", "listeUrl"])) {
    board().dataset[name] = withWords(board().dataset[name] ?? "");
  }
  history.replaceState(null, "", withWords(location.href));
  suivi?.refetch();
}

/** @param {string} address */
function withWords(address) {
  const url = new URL(address, location.href);
  if (wanted.trim()) url.searchParams.set("q", wanted.trim());
  else url.searchParams.delete("q");
  return url.pathname + url.search;
}
