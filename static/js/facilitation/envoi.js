// Posts a gesture. Every write of the board goes through here; sockets only announce.

/**
 * What a refusal says; `actuel` is what the row is now, in a conflict.
 * @typedef {{message: string, erreur?: string, champ?: string | null,
 *   actuel?: Record<string, unknown>, liens?: import("./message.js").Lien[]}} Refus
 */

/** @typedef {{ok: true, corps: Record<string, any>} | {ok: false, statut: number, refus: Refus}} Reponse */

/** Gestures on their way. @type {Set<Promise<Reponse>>} */
const sent = new Set();

/** @returns {Promise<unknown>} once the gestures on their way have their answers */
export function settled() {
  return Promise.all(sent);
}

/**
 * Says `cafe:ecrit` on the document once the server has agreed.
 * @param {string} url
 * @param {FormData | Record<string, string>} champs
 * @param {number} [patience] milliseconds after which nothing has answered
 * @returns {Promise<Reponse>} never rejects; `statut` is 0 when nothing answered
 */
export function send(url, champs, patience) {
  const answer = post(url, champs, patience);
  sent.add(answer);
  answer.finally(() => sent.delete(answer));
  return answer;
}

/**
 * @param {string} url
 * @param {FormData | Record<string, string>} champs
 * @param {number} [patience]
 * @returns {Promise<Reponse>}
 */
async function post(url, champs, patience) {
  const jeton = /** @type {HTMLMetaElement | null} */ (
    document.querySelector("meta[name=csrf-token]")
  );
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": jeton?.content ?? "" },
      body: isLight(champs) ? new URLSearchParams(/** @type {any} */ (champs)) : champs,
      signal: patience ? AbortSignal.timeout(patience) : null,
    });
    const corps = await answer.json();
    if (answer.ok) {
      document.dispatchEvent(new CustomEvent("cafe:ecrit", { detail: corps }));
      return { ok: true, corps };
    }
    return { ok: false, statut: answer.status, refus: corps };
  } catch {
    const message = "Le serveur ne répond pas : rien n’a été changé. Réessayez dans un instant.";
    return { ok: false, statut: 0, refus: { message } };
  }
}

/**
 * Without a file a form goes as one text: however many fields it has, the server reads it.
 * @param {FormData | Record<string, string>} champs
 */
function isLight(champs) {
  return !(champs instanceof FormData) || [...champs.values()].every((v) => typeof v === "string");
}
