// A card that has been moved, by hand or by its dialog: at its place, or out of the page where its
// group is folded; then where the focus goes and what is said.
import { cardOf, focusCard, focusFirst, placeCard, titleOf, whereIs } from "./cartes.js";
import { forget } from "./choix.js";
import { say } from "./message.js";
import { catchUp, present } from "./suite.js";

/**
 * @param {HTMLElement} card
 * @param {Record<string, any>} corps what the server says of it
 * @param {string[]} heirs ids of elements to go to if it leaves the page
 */
export async function arrive(card, corps, heirs) {
  if (corps.regroupement && !isFolded(corps.regroupement)) {
    await present(`cartes-${corps.regroupement}`);
  }
  if (isFolded(corps.regroupement)) return arriveFolded(card, corps, heirs);
  const now = cardOf(corps.id) ?? card;
  placeCard(now, /** @type {any} */ (corps));
  forget(corps.id);
  focusCard(now);
  say(whereIs(now));
  catchUp();
}

/** @param {string} groupe */
function isFolded(groupe) {
  return (
    document.getElementById(`apercu-${groupe}`) !== null &&
    document.getElementById(`cartes-${groupe}`) === null
  );
}

/**
 * Its group shows no cards here: the card leaves the page.
 * @param {HTMLElement} card
 * @param {Record<string, any>} corps
 * @param {string[]} heirs
 */
function arriveFolded(card, corps, heirs) {
  forget(corps.id);
  (cardOf(corps.id) ?? card).remove();
  focusFirst(heirs);
  say(`Carte déplacée dans ${titleOf(corps.regroupement)}.`);
  catchUp();
}
