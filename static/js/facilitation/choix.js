// Cards picked by a click, to be ticked already in the form of a new group. The form's own
// boxes do the same by keyboard.
import { cardAt, cardOf, cardsIn, idOf } from "./cartes.js";

/** @type {Set<string>} */
const picked = new Set();

/** @returns {Set<string>} ids of the cards picked */
export function chosen() {
  return picked;
}

/** @param {string} id */
export function forget(id) {
  picked.delete(id);
  paint(cardOf(id));
}

/** @param {HTMLElement | null} card */
function paint(card) {
  const article = card?.querySelector(".parole-carte");
  if (card) article?.classList.toggle("parole-choisie", picked.has(idOf(card)));
}

/** After a redraw: cards picked are shown picked again. */
export function repaintChoice() {
  for (const card of cardsIn()) paint(card);
}

/** Listens once. Text that is being selected is not a click. */
export function startChoice() {
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const card = cardAt(target);
    if (!card?.closest("[data-choix]") || target.closest("a, button, .poignee")) return;
    if (getSelection()?.toString()) return;
    const id = idOf(card);
    if (!picked.delete(id)) picked.add(id);
    paint(card);
  });
}
