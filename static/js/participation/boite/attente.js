// The queue of words that the server has not said yes to: in order, exactly once.
//
// The store is the truth (two tabs share it); what no store would take stays in this page's
// memory. Nothing leaves before the server's yes, or its refusal, which keeps the text. Times
// are delays only: a phone whose clock says 1970 works the same.

/** @typedef {import("./verdict.js").Verdict} Verdict */
/**
 * @typedef {{client_id: string, ordre: number, etat: "attente" | "refus", message: string,
 *   volatil: boolean, champs: Record<string, string>, fichiers: Record<string, Blob>}} Envoi
 * `volatil`: in memory only, lost if the page closes.
 */
/**
 * @typedef {{list(): Promise<Envoi[]>, put(envoi: Envoi): Promise<void>,
 *   remove(clientId: string): Promise<void>}} Depot
 */

const PREMIER = 1_000;
const DERNIER = 60_000;

/**
 * @param {number} echecs failures in a row, from 1
 * @param {number} hasard from 0 to 1
 * @returns {number} milliseconds: doubled each time, spread so that a hall does not knock at once
 */
export function delay(echecs, hasard) {
  return Math.min(DERNIER, PREMIER * 2 ** (echecs - 1)) * (0.5 + hasard);
}

export class Attente {
  /** @type {Map<string, Envoi>} */
  #memoire = new Map();
  // Settled here: a store that fails to forget must not send again and again.
  #regles = new Set();
  #dernier = 0;
  #echecs = 0;
  #occupee = false;
  #encore = false;
  #minuteur = 0;
  /** @type {Promise<void>} */
  #prete;

  /**
   * @param {object} avec
   * @param {Depot} avec.depot
   * @param {(envoi: Envoi) => Promise<Verdict>} avec.poster never throws
   * @param {(envoi: Envoi | null, verdict: Verdict | null) => void} avec.dire told of each change
   * @param {() => number} [avec.hasard]
   */
  constructor({ depot, poster, dire, hasard = Math.random }) {
    this.depot = depot;
    this.poster = poster;
    this.dire = dire;
    this.hasard = hasard;
    this.#prete = this.#stored().then((envois) => {
      for (const { ordre } of envois) this.#dernier = Math.max(this.#dernier, ordre);
    });
  }

  /** @returns {Promise<Envoi[]>} everything unsettled, in order; refusals among it */
  async list() {
    const envois = new Map((await this.#stored()).map((envoi) => [envoi.client_id, envoi]));
    for (const [id, envoi] of this.#memoire) envois.set(id, envoi);
    return [...envois.values()]
      .filter((envoi) => !this.#regles.has(envoi.client_id))
      .sort((a, b) => a.ordre - b.ordre || (a.client_id < b.client_id ? -1 : 1));
  }

  /**
   * Keep a word; resolves once it is written, or known to be in memory only.
   * @param {{client_id: string, champs: Record<string, string>, fichiers: Record<string, Blob>}} mot
   */
  async add(mot) {
    await this.#prete;
    /** @type {Envoi} */
    const envoi = { ...mot, ordre: ++this.#dernier, etat: "attente", message: "", volatil: true };
    this.#memoire.set(envoi.client_id, envoi);
    await this.#write(envoi);
    this.dire(envoi, null);
    this.kick();
  }

  /**
   * Forget a refused word: its text went back to the field.
   * @param {string} clientId
   */
  async drop(clientId) {
    await this.#settle(clientId);
    this.dire(null, null);
  }

  /** Try now, whatever the delay was; harmless at any time. */
  kick() {
    clearTimeout(this.#minuteur);
    this.#minuteur = 0;
    this.#encore = this.#occupee;
    if (!this.#occupee) this.#drain();
  }

  async #drain() {
    this.#occupee = true;
    let secondes = 0;
    let reste = false;
    do {
      this.#encore = false;
      const envoi = (await this.list()).find(({ etat }) => etat === "attente");
      if (!envoi) break;
      const verdict = await this.poster(envoi);
      reste = verdict.suite === "attendre" || verdict.suite === "expire";
      if (reste) secondes = verdict.suite === "attendre" ? verdict.secondes : 0;
      else await this.#conclude(envoi, verdict);
      this.dire(envoi, verdict);
    } while (!reste || this.#encore);
    this.#occupee = false;
    this.#echecs = reste ? this.#echecs + 1 : 0;
    if (reste) this.#retry(secondes);
    else if (this.#encore) this.kick();
  }

  /** @param {number} secondes what the server asked for, at least */
  #retry(secondes) {
    const pause = delay(this.#echecs, this.hasard());
    const demande = secondes * 1_000 * (1 + this.hasard() / 2);
    this.#minuteur = setTimeout(() => this.kick(), Math.max(pause, demande));
  }

  /**
   * @param {Envoi} envoi
   * @param {Verdict} verdict
   */
  async #conclude(envoi, verdict) {
    if (verdict.suite === "refus") {
      await this.#write({ ...envoi, etat: "refus", message: verdict.message });
    } else {
      await this.#settle(envoi.client_id);
    }
  }

  /** @param {Envoi} envoi */
  async #write(envoi) {
    this.#memoire.set(envoi.client_id, envoi);
    try {
      await this.depot.put({ ...envoi, volatil: false });
      this.#memoire.delete(envoi.client_id);
    } catch {
      envoi.volatil = true;
    }
  }

  /** @param {string} clientId */
  async #settle(clientId) {
    this.#regles.add(clientId);
    this.#memoire.delete(clientId);
    try {
      await this.depot.remove(clientId);
    } catch {
      // It would be sent once more by the next page, and be known by its id.
    }
  }

  /** @returns {Promise<Envoi[]>} */
  async #stored() {
    try {
      return await this.depot.list();
    } catch {
      return [];
    }
  }
}
