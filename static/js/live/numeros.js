// Whether a message follows what the page shows. No page here: plain numbers.

/** @typedef {"ignorer" | "appliquer" | "relire"} Verdict */

/**
 * @param {number} dernier number of the last event that the page contains
 * @param {{apres: number, numero: number}} message
 * @returns {Verdict} « relire »: something was missed, the body must be fetched again
 */
export function verdict(dernier, { apres, numero }) {
  // Counts are told apart, under the number of the words that they count.
  if (numero < dernier || (numero === dernier && apres < numero)) return "ignorer";
  return apres > dernier ? "relire" : "appliquer";
}
