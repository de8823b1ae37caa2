// What an answer means for a word that waits. Only a yes signed with the word's own id is a
// yes: the gate of a public Wi-Fi also answers 200.

/**
 * @typedef {{suite: "recu", statut: string, tardive: boolean}
 *   | {suite: "refus", erreur: string, message: string, champ: string | null}
 *   | {suite: "expire"}
 *   | {suite: "attendre", secondes: number, raison: string}} Verdict
 */

const REFUS = new Set([400, 403, 409, 413, 415, 422]);

/**
 * @param {number} status
 * @param {unknown} corps the answer read as JSON; null when it was not JSON
 * @param {string} clientId
 * @param {string | null} [retryAfter] the header, in seconds
 * @returns {Verdict}
 */
export function judge(status, corps, clientId, retryAfter = null) {
  const lu = /** @type {Record<string, any>} */ (corps && typeof corps === "object" ? corps : {});
  if (status >= 200 && status < 300 && lu.client_id === clientId) {
    return { suite: "recu", statut: String(lu.statut), tardive: lu.tardive === true };
  }
  if (status === 400 && lu.erreur === "page_expiree") return { suite: "expire" };
  if (REFUS.has(status) && typeof lu.erreur === "string") {
    const { erreur, message = "", champ = null } = lu;
    return { suite: "refus", erreur, message: String(message), champ };
  }
  return wait(status === 429 ? "vite" : "reseau", Number(retryAfter) || 0);
}

/**
 * @param {string} raison « reseau », « vite », « cookies » or « ailleurs »
 * @param {number} [secondes] how long the server asked to wait
 * @returns {Verdict}
 */
export function wait(raison, secondes = 0) {
  return { suite: "attendre", secondes, raison };
}
