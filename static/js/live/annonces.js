// Tells screen readers how many words came, at most once every five seconds.

const CADENCE = 5_000;

/** Adds up what comes and says it at a bearable pace; silent while paused. */
export class Annonces {
  #count = 0;
  #timer = 0;
  #paused = false;

  /** @param {(nombre: number) => void} say */
  constructor(say) {
    this.say = say;
  }

  /** @param {number} nombre how many new words */
  add(nombre) {
    this.#count += nombre;
    if (!this.#timer) this.#speak();
  }

  /** @param {boolean} paused */
  pause(paused) {
    this.#paused = paused;
    if (!paused && !this.#timer) this.#speak();
  }

  #speak() {
    this.#timer = 0;
    if (this.#paused || !this.#count) return;
    this.say(this.#count);
    this.#count = 0;
    this.#timer = setTimeout(() => this.#speak(), CADENCE);
  }
}

/**
 * @param {import("./connexion.js").Suivi} suivi
 * @param {HTMLElement} status polite; `data-une` and `data-plusieurs` (with `{nombre}`)
 * @param {HTMLElement | null} bouton pauses, by `aria-pressed`
 */
export function announceNews(suivi, status, bouton) {
  const { une = "", plusieurs = "" } = status.dataset;
  const annonces = new Annonces((nombre) => {
    status.textContent = nombre === 1 ? une : plusieurs.replace("{nombre}", String(nombre));
  });
  suivi.addEventListener("nouvelles", (event) => {
    const ids = /** @type {CustomEvent<string[]>} */ (event).detail;
    const words = ids.filter((id) => id.startsWith("carte-") || id.startsWith("parole-"));
    if (words.length) annonces.add(words.length);
  });
  bouton?.addEventListener("click", () => {
    const paused = bouton.getAttribute("aria-pressed") !== "true";
    bouton.setAttribute("aria-pressed", String(paused));
    annonces.pause(paused);
  });
}
