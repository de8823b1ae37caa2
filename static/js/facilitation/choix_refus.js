// A gesture on several cards refused because some of them moved on: which ones, and the two ways out.
import { chosen, forgetAll, relearn } from "./choix.js";
import { button } from "./message.js";

/** @typedef {import("./choix_suivi.js").Choisie} Choisie */

/**
 * @param {import("./envoi.js").Refus} refus
 * @returns {Choisie[]} the cards that somebody else moved, if that is why
 */
export function movedOn(refus) {
  return /** @type {Choisie[]} */ (refus.actuel?.touchees ?? []);
}

/**
 * All the same, or without them. The choice stays as it is until one of the two is taken.
 * @param {Choisie[]} touchees
 * @param {() => void} again
 * @returns {HTMLButtonElement[]}
 */
export function waysOut(touchees, again) {
  const still = touchees.filter((card) => card.possible);
  const lost = touchees.filter((card) => !card.possible).map((card) => card.id);
  const anyway = button("Le faire quand même", () => {
    for (const card of still) relearn(card.id, { version: String(card.version), place: card.place });
    if (lost.length) forgetAll(lost);
    again();
  });
  const without = button("Le faire sans elles", () => {
    forgetAll(touchees.map((card) => card.id));
    again();
  });
  const others = chosen().size > touchees.length;
  return [...(still.length ? [anyway] : []), ...(others ? [without] : [])];
}
