// Says since when the page is no longer live, calmly: a cut of a second is no news.

const PATIENCE = 3_000;

/**
 * @param {Date} date
 * @returns {string} « 14 h 05 », on the reader's own clock
 */
export function heure(date) {
  return `${date.getHours()} h ${String(date.getMinutes()).padStart(2, "0")}`;
}

/** Shows a sentence once a cut has lasted, hides it once the page is whole again. */
export class Bandeau {
  #timer = 0;

  /**
   * @param {(texte: string) => void} show an empty text hides
   * @param {{perdue: string, refusee: string}} textes `{heure}` stands for the hour
   */
  constructor(show, textes) {
    this.show = show;
    this.textes = textes;
  }

  /** @param {Date} depuis the last thing heard from the server */
  lost(depuis) {
    clearTimeout(this.#timer);
    const texte = this.textes.perdue.replace("{heure}", heure(depuis));
    this.#timer = setTimeout(() => this.show(texte), PATIENCE);
  }

  back() {
    clearTimeout(this.#timer);
    this.show("");
  }

  refused() {
    clearTimeout(this.#timer);
    this.show(this.textes.refusee);
  }
}

/**
 * @param {import("./connexion.js").Suivi} suivi
 * @param {HTMLElement} element hidden until needed; its sentence goes into `[data-texte]`
 */
export function watchConnexion(suivi, element) {
  const texte = element.querySelector("[data-texte]") ?? element;
  const { perdue = "", refusee = "" } = element.dataset;
  const bandeau = new Bandeau(
    (sentence) => {
      element.hidden = sentence === "";
      texte.textContent = sentence;
    },
    { perdue, refusee },
  );
  suivi.addEventListener("perdue", (e) => bandeau.lost(/** @type {CustomEvent} */ (e).detail));
  suivi.addEventListener("reprise", () => bandeau.back());
  suivi.addEventListener("refusee", () => bandeau.refused());
}
