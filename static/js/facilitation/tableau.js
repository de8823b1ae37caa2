// The board: one file per capability, put together here. Without this script, every gesture is
// a page of its own.
import { suivi } from "../live/page.js";
import { watchAccess } from "./acces_perdu.js";
import { startUndo } from "./annuler.js";
import { cardAt } from "./cartes.js";
import { repaintChoice, startChoice } from "./choix.js";
import { reviewChanges } from "./choix_suivi.js";
import { startKeyboard } from "./clavier.js";
import { startListening } from "./ecoute.js";
import { blurCounts, startFilters } from "./filtres.js";
import { startGestes } from "./gestes.js";
import { equipLists, startDragging } from "./glisser.js";
import { watchPlace } from "./lieu.js";
import { refill, startLists } from "./listes.js";
import { startShowing } from "./montrer.js";
import { startNews } from "./nouvelles.js";
import { startPhotos } from "./photo.js";
import { startSeveral } from "./plusieurs.js";
import { repeatSearch, startSearch } from "./recherche.js";
import { startMerging } from "./reunir.js";

const page = /** @type {HTMLElement} */ (document.getElementById("contenu"));

/**
 * A card that comes costs the same on any board: only what came is looked at.
 * @param {MutationRecord[]} records
 */
function afterChanges(records) {
  const added = records.flatMap((record) => [...record.addedNodes]).filter(isElement);
  if (added.some((node) => node.id === "tableau")) return afterRedraw();
  const cards = added.flatMap((node) => (cardAt(node) === node ? [node] : cardsUnder(node)));
  repaintChoice(cards);
  reviewChanges(records);
  repeatSearch(cards);
  if (added.some((node) => node.matches("ul, section, .groupe-apercu"))) equipLists();
  refill();
  if (added.some((node) => node.matches(".nombre-filtre > [id]"))) blurCounts();
}

function afterRedraw() {
  equipLists();
  repaintChoice();
  repeatSearch();
  refill();
}

/**
 * @param {Node} node
 * @returns {node is HTMLElement}
 */
function isElement(node) {
  return node instanceof HTMLElement;
}

/** @param {HTMLElement} node */
function cardsUnder(node) {
  return /** @type {HTMLElement[]} */ ([...node.querySelectorAll("li[id^='carte-']")]);
}

document.documentElement.classList.add("avec-script");
startGestes();
startListening();
startChoice();
startSeveral();
startKeyboard();
startDragging();
startNews();
startShowing();
startSearch();
startFilters();
startLists();
startPhotos();
startUndo();
startMerging();
watchAccess();
watchPlace();
afterRedraw();
document.querySelector(".onglet[aria-current]")?.scrollIntoView({ inline: "nearest", block: "nearest" });
new MutationObserver(afterChanges).observe(page, { childList: true, subtree: true });

const count = document.querySelector("[data-telephones]");
suivi?.addEventListener("presence", (event) => {
  const { telephones } = /** @type {CustomEvent<{telephones: number}>} */ (event).detail;
  if (!(count instanceof HTMLElement)) return;
  count.hidden = telephones === 0;
  const shown = count.querySelector("[data-telephones-nombre]");
  if (shown && shown.textContent !== String(telephones)) shown.textContent = String(telephones);
});
