// Sends what waits in the outbox, one at a time and in order, until the server has answered
// each. The ids make a repeat harmless, so whatever had no answer is simply sent again.
import { parse } from "../../live/html.js";
import { send } from "../envoi.js";
import { newId } from "./boite.js";

/** @typedef {import("./boite.js").Boite} Boite */
/** @typedef {import("./boite.js").Envoi} Envoi */

const PATIENCE = 15_000;
const ATTENTE_MAX = 15_000;

/** Events: `partie` (detail: {envoi, corps}), `refusee` (detail: Envoi). */
export class Facteur extends EventTarget {
  #busy = false;
  #again = false;
  #delay = 1_000;
  #timer = 0;

  /**
   * @param {Boite} boite
   * @param {string} adresse of the page of notes
   */
  constructor(boite, adresse) {
    super();
    this.boite = boite;
    this.adresse = adresse;
    addEventListener("online", () => this.wake());
  }

  /** Send now whatever can be. */
  async wake() {
    clearTimeout(this.#timer);
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    this.#refuseOrphans();
    let envoi = this.#next();
    while (envoi && (await this.#send(envoi))) envoi = this.#next();
    this.#busy = false;
    if (this.#again) {
      this.#again = false;
      this.wake();
    } else if (this.#next()) {
      this.#timer = setTimeout(() => this.wake(), this.#delay);
      this.#delay = Math.min(this.#delay * 2, ATTENTE_MAX);
    }
  }

  /** @returns {Envoi | undefined} the first that was not refused and whose line is known */
  #next() {
    return this.boite.all().find((envoi) => !envoi.refus && !envoi.objet.startsWith("@"));
  }

  /** A correction whose line is neither here nor on its way would wait for ever. */
  #refuseOrphans() {
    const waiting = this.boite.all();
    const ids = new Set(waiting.map((envoi) => `@${envoi.id}`));
    for (const envoi of waiting) {
      if (envoi.refus || !envoi.objet.startsWith("@") || ids.has(envoi.objet)) continue;
      const message = "La ligne à corriger n’est plus là. Copiez ce texte avant de l’effacer d’ici.";
      this.boite.keep({ ...envoi, refus: { message } });
    }
  }

  /**
   * @param {Envoi} envoi
   * @returns {Promise<boolean>} whether the next one may be tried
   */
  async #send(envoi) {
    const url = `${this.adresse}/${envoi.chemin.replace("@", envoi.objet)}`;
    const answer = await send(url, envoi.champs, PATIENCE);
    if (answer.ok) {
      this.#delay = 1_000;
      this.#settle(envoi, answer.corps);
      return true;
    }
    const { statut, refus } = answer;
    if (refus.erreur === "page_expiree") return this.#renewToken();
    if (statut === 0 || statut === 401 || statut === 408 || statut === 429 || statut >= 500) {
      return false;
    }
    // The id was used for another line: this one was never kept. Once more, under a fresh id.
    if (refus.erreur === "deja_utilise" && envoi.champs.client_id === envoi.id) {
      this.boite.keep({ ...envoi, champs: { ...envoi.champs, client_id: newId() } });
      return true;
    }
    this.boite.keep({ ...envoi, refus });
    this.dispatchEvent(new CustomEvent("refusee", { detail: { ...envoi, refus } }));
    return true;
  }

  /**
   * What waits behind it and speaks of the same thing follows: the line's id, its new version.
   * @param {Envoi} envoi
   * @param {Record<string, any>} corps
   */
  #settle(envoi, corps) {
    for (const other of this.boite.all()) {
      const own = other.objet === `@${envoi.id}`;
      const same = envoi.objet !== "" && other.objet === envoi.objet && other.id !== envoi.id;
      const base = envoi.champs.version;
      if (!own && !(same && other.champs.version === base)) continue;
      const version = String(corps.version ?? other.champs.version);
      const objet = own ? String(corps.id) : other.objet;
      this.boite.keep({ ...other, objet, champs: { ...other.champs, version } });
    }
    this.boite.remove(envoi.id);
    this.dispatchEvent(new CustomEvent("partie", { detail: { envoi, corps } }));
  }

  /** @returns {Promise<boolean>} the page was open for long: it asks for a fresh token */
  async #renewToken() {
    const meta = /** @type {HTMLMetaElement} */ (document.querySelector("meta[name=csrf-token]"));
    try {
      const answer = await fetch(this.adresse, { headers: { Accept: "text/html" }, cache: "no-store" });
      const found = parse(await answer.text()).querySelector("meta[name=csrf-token]");
      const token = found?.getAttribute("content");
      if (!token || token === meta.content) return false;
      meta.content = token;
      return true;
    } catch {
      return false;
    }
  }
}
