// The outbox of one page: opens the stores, sends what waits, shows it. One per page; any page
// of a séance sends the words of all of them.
import { Annonce } from "./annonce.js";
import { Attente } from "./attente.js";
import { cookiesBlocked } from "./brouillon.js";
import { openDepot, prefix } from "./depot.js";
import { Poste } from "./poste.js";
import { Vue } from "./vue.js";

/** @typedef {import("./attente.js").Envoi} Envoi */

export class Boite extends EventTarget {
  /**
   * Events: `reprendre` (detail: Envoi), a refused text goes back to the field; `change`, what
   * waits is not what it was.
   * @param {HTMLElement} element `[data-cafe=boite]`
   * @param {Attente} attente
   * @param {Vue} vue
   */
  constructor(element, attente, vue) {
    super();
    this.element = element;
    this.attente = attente;
    this.vue = vue;
    this.annonce = new Annonce({
      recu: (nombre, derniere) => vue.received(nombre, derniere),
      coupure: (raison) => vue.warn(raison),
      retour: () => vue.back(),
    });
  }

  /**
   * Keep a word and send it when it can be.
   * @param {{client_id: string, champs: Record<string, string>, fichiers: Record<string, Blob>}} mot
   */
  async send(mot) {
    await this.attente.add(mot);
  }

  /** @returns {Promise<number>} how many words the server has not settled */
  async count() {
    return (await this.attente.list()).length;
  }

  /**
   * @param {Envoi | null} envoi
   * @param {import("./verdict.js").Verdict | null} verdict
   */
  async changed(envoi, verdict) {
    const liste = await this.attente.list();
    this.vue.show(liste);
    if (verdict?.suite === "recu") this.annonce.received(verdict);
    const reste = liste.filter(({ etat }) => etat === "attente").length;
    const raison = verdict?.suite === "attendre" ? verdict.raison : undefined;
    this.annonce.waiting(reste, raison);
    if (verdict?.suite === "refus" && envoi) this.vue.warn("refus_avis");
    this.dispatchEvent(new Event("change"));
  }
}

/**
 * @returns {Promise<Boite | null>} null on a page without an outbox, or when the browser can
 *   keep nothing: the plain form remains
 */
export async function openBoite() {
  const element = /** @type {HTMLElement | null} */ (document.querySelector("[data-cafe=boite]"));
  const statut = /** @type {HTMLElement | null} */ (document.querySelector("[data-cafe=statut]"));
  if (!element || !statut) return null;
  const { instance = "", seance = "", envoi = "", page = "" } = element.dataset;
  const jeton = document.querySelector("meta[name=csrf-token]")?.getAttribute("content") ?? "";
  const poste = new Poste({ envoi, page, instance, jeton });
  /** @type {Boite} */
  let boite;
  const vue = new Vue(element, statut, (mot) => {
    boite.dispatchEvent(new CustomEvent("reprendre", { detail: mot }));
  });
  if (cookiesBlocked()) vue.warn("cookies");
  const depot = await openDepot(prefix(instance, seance, "parole"));
  if (!depot) return null;
  const attente = new Attente({
    depot,
    poster: (mot) => poste.post(mot),
    dire: (mot, verdict) => void boite.changed(mot, verdict),
  });
  boite = new Boite(element, attente, vue);
  await boite.changed(null, null);
  attente.kick();
  addEventListener("online", () => attente.kick());
  addEventListener("pageshow", () => attente.kick());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") attente.kick();
  });
  return boite;
}
