// Where a card goes among its neighbours. No page here: plain numbers.

/** @typedef {{rang: number, ordre: number}} Place */

/**
 * @param {Place} a
 * @param {Place} b
 * @returns {number} as a comparison for `sort`, lowest rank first
 */
export function compare(a, b) {
  return a.rang - b.rang || a.ordre - b.ordre;
}

/**
 * @param {Place[]} voisins in the order in which they are shown
 * @param {Place} place
 * @param {boolean} [decroissant] highest rank first
 * @returns {number} how many neighbours stand before it
 */
export function indexOf(voisins, place, decroissant = false) {
  const sens = decroissant ? -1 : 1;
  const after = voisins.findIndex((voisin) => sens * compare(voisin, place) > 0);
  return after === -1 ? voisins.length : after;
}

/**
 * @param {Place[]} places
 * @param {boolean} [decroissant]
 * @returns {boolean}
 */
export function isSorted(places, decroissant = false) {
  const sens = decroissant ? -1 : 1;
  return places.every((place, i) => i === 0 || sens * compare(places[i - 1], place) <= 0);
}

/**
 * @param {{dataset: Record<string, string | undefined>}} element
 * @returns {Place} from `data-rang` and, to part equals, `data-ordre`
 */
export function placeOf({ dataset }) {
  return { rang: Number(dataset.rang ?? 0), ordre: Number(dataset.ordre ?? 0) };
}
