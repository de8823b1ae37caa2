// Carries one word to the server. The token of a page that waited too long, or that another
// server made, is replaced by a fresh page's, and the word goes again under the same id.
import { parse } from "../../live/html.js";
import { judge, wait } from "./verdict.js";

/** @typedef {import("./attente.js").Envoi} Envoi */
/** @typedef {import("./verdict.js").Verdict} Verdict */

const PATIENCE = 20_000;
const PATIENCE_FICHIER = 120_000;

export class Poste {
  /**
   * @param {object} vers
   * @param {string} vers.envoi address words are posted to
   * @param {string} vers.page address of a fresh page
   * @param {string} vers.instance the installation that may have these words
   * @param {string} vers.jeton the CSRF token of this page
   */
  constructor({ envoi, page, instance, jeton }) {
    this.envoi = envoi;
    this.page = page;
    this.instance = instance;
    this.jeton = jeton;
  }

  /**
   * @param {Envoi} envoi
   * @returns {Promise<Verdict>}
   */
  async post(envoi) {
    const verdict = await this.#try(envoi);
    if (verdict.suite !== "expire") return verdict;
    const raison = await this.#renew();
    if (raison) return wait(raison);
    const encore = await this.#try(envoi);
    // A token made a second ago is refused: this browser sends no cookie.
    return encore.suite === "expire" ? wait("cookies") : encore;
  }

  /**
   * @param {Envoi} envoi
   * @returns {Promise<Verdict>}
   */
  async #try(envoi) {
    const lourd = Object.keys(envoi.fichiers).length > 0;
    try {
      const answer = await fetchWithin(lourd ? PATIENCE_FICHIER : PATIENCE, this.envoi, {
        method: "POST",
        body: body(envoi, this.jeton),
        headers: { Accept: "application/json" },
        redirect: "error",
      });
      const corps = await answer.json().catch(() => null);
      return judge(answer.status, corps, envoi.client_id, answer.headers.get("Retry-After"));
    } catch {
      return wait("reseau");
    }
  }

  /** @returns {Promise<string>} why there is no fresh token; empty when there is one */
  async #renew() {
    try {
      const answer = await fetchWithin(PATIENCE, this.page, { headers: { Accept: "text/html" } });
      const page = parse(await answer.text());
      const jeton = page.querySelector("meta[name=csrf-token]")?.getAttribute("content");
      const place = /** @type {HTMLElement | null} */ (page.querySelector("[data-instance]"));
      if (!jeton || !place) return "reseau";
      if (place.dataset.instance !== this.instance) return "ailleurs";
      this.jeton = jeton;
      return "";
    } catch {
      return "reseau";
    }
  }
}

/**
 * @param {Envoi} envoi
 * @param {string} jeton
 * @returns {URLSearchParams | FormData} multipart only when there is a file
 */
export function body({ champs, fichiers, client_id }, jeton) {
  const joints = Object.entries(fichiers);
  const corps = joints.length ? new FormData() : new URLSearchParams();
  for (const [nom, valeur] of Object.entries(champs)) corps.append(nom, valeur);
  corps.set("client_id", client_id);
  corps.set("csrf_token", jeton);
  if (corps instanceof FormData) {
    for (const [nom, blob] of joints) {
      corps.append(nom, blob, blob instanceof File ? blob.name : nom);
    }
  }
  return corps;
}

/**
 * @param {number} millisecondes a dead line must not hold the queue
 * @param {string} adresse
 * @param {RequestInit} requete
 */
async function fetchWithin(millisecondes, adresse, requete) {
  const arret = new AbortController();
  const minuteur = setTimeout(() => arret.abort(), millisecondes);
  try {
    return await fetch(adresse, { ...requete, cache: "no-store", signal: arret.signal });
  } finally {
    clearTimeout(minuteur);
  }
}
