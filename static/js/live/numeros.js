// Whether a message follows what the page shows. No page here: plain numbers.

/** @typedef {"ignorer" | "appliquer" | "relire"} Verdict */

/**
 * @param {number} dernier number of the last event that the page contains
 * @param {{apres: number, numero: number}} message
 * @returns {Verdict} « relire »: something was missed, the body must be fetched again
 */
export function verdict(dernier, { apres, numero }) {
  if (numero <= dernier) return "ignorer";
  return apres > dernier ? "relire" : "appliquer";
}
