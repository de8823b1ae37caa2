// Which of the cards that are announced are in view: the same rule as cafe/facilitation/filtres.py.
import { keepOnly } from "../live/fragments.js";
import { board } from "./cartes.js";

/**
 * What the address asks for; an empty field asks for nothing.
 * @typedef {{etoiles: boolean, reste: boolean, categorie: string, table: number | null,
 *   tour: string, langue: string, cherche: string}} Filtre
 */

/** @returns {Filtre} */
function filter() {
  return JSON.parse(board().dataset.filtres ?? "{}");
}

/** @returns {boolean} whether some cards of the board are out of view */
export function isFiltered() {
  const { reste, categorie, table, tour, langue, cherche } = filter();
  return Boolean(reste || categorie || table || tour || langue || cherche);
}

/** Called once: cards that the filter does not keep stay off the page. */
export function startFilters() {
  keepOnly((node, container) => !node.id.startsWith("carte-") || keeps(filter(), node, container));
}

/** Words came or went out of sight: how many of them the filter keeps is not known any more. */
export function blurCounts() {
  const counts = /** @type {NodeListOf<HTMLElement>} */ (board().querySelectorAll("[data-environ]"));
  for (const count of counts) {
    count.textContent = `${count.dataset.environ} ${count.textContent?.trim()}`;
    delete count.dataset.environ;
  }
}

/**
 * @param {Filtre} wanted
 * @param {HTMLElement} card
 * @param {HTMLElement} list
 * @returns {boolean}
 */
function keeps(wanted, card, list) {
  const { categorie, table, tour } = card.dataset;
  const texts = /** @type {HTMLElement[]} */ ([...card.querySelectorAll(".parole-texte")]);
  return (
    (!wanted.reste || list.id.startsWith("libres-")) &&
    (!wanted.categorie || categorie === wanted.categorie) &&
    (wanted.table === null || table === String(wanted.table)) &&
    (!wanted.tour || tour === wanted.tour) &&
    (!wanted.langue || texts[0]?.lang === wanted.langue) &&
    // Of a column too long to hold out of sight those that nobody put forward: they stay off the page.
    (!wanted.etoiles || !list.id.startsWith("libres-") || !list.dataset.borne || "etoile" in card.dataset) &&
    (!wanted.cherche || plain(texts.map((t) => t.textContent).join(" ")).includes(plain(wanted.cherche)))
  );
}

/**
 * @param {string} text
 * @returns {string} without case nor accents
 */
export function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
