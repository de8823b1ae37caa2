// The local outbox: what was typed is kept on this computer before it is sent, and until the
// server has said yes. One entry of storage per sending, so that two tabs never lose each
// other's; each is keyed by installation and séance.

/**
 * One sending. `objet` names what it changes (a line or a suivi; « @ID » while the line itself
 * waits here); `vue` is what the page shows of it; `refus` is set once it was refused.
 * @typedef {{id: string, rang: number, depuis: number, genre: string, chemin: string,
 *   champs: Record<string, string>, point: string, objet: string,
 *   vue: {nature: string, texte: string, detail: string},
 *   refus?: import("../envoi.js").Refus}} Envoi
 */

/** Holds what waits. Event: `change`. */
export class Boite extends EventTarget {
  /** @type {Map<string, string>} used where the browser keeps nothing */
  #memory = new Map();
  /** Whether closing the page would lose what waits. */
  fragile = false;

  /** @param {string} prefixe of the keys, ends with a dot */
  constructor(prefixe) {
    super();
    this.prefixe = prefixe;
    addEventListener("storage", (event) => {
      if (event.key === null || event.key.startsWith(prefixe)) this.#tell();
    });
  }

  /** @returns {Envoi[]} in the order in which they were typed */
  all() {
    const found = [...this.#keys()].map((key) => JSON.parse(this.#read(key) ?? "null"));
    return found
      .filter((envoi) => envoi !== null)
      .sort((a, b) => a.rang - b.rang || a.id.localeCompare(b.id));
  }

  /**
   * @param {Omit<Envoi, "rang" | "depuis">} envoi
   * @returns {Envoi} as it is kept
   */
  add(envoi) {
    const rang = Math.max(0, ...this.all().map((other) => other.rang)) + 1;
    const kept = { ...envoi, rang, depuis: Date.now() };
    this.keep(kept);
    return kept;
  }

  /** @param {Envoi} envoi written anew */
  keep(envoi) {
    const key = this.prefixe + envoi.id;
    const value = JSON.stringify(envoi);
    try {
      localStorage.setItem(key, value);
    } catch {
      // Full, or forbidden: at least this page remembers.
      this.#memory.set(key, value);
      this.fragile = true;
    }
    this.#tell();
  }

  /** @param {string} id */
  remove(id) {
    this.#memory.delete(this.prefixe + id);
    try {
      localStorage.removeItem(this.prefixe + id);
    } catch {
      // It was only in memory.
    }
    this.#tell();
  }

  /** @returns {Iterable<string>} */
  *#keys() {
    yield* this.#memory.keys();
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith(this.prefixe)) yield key;
    } catch {
      // No storage at all.
    }
  }

  /** @param {string} key */
  #read(key) {
    return this.#memory.get(key) ?? localStorage.getItem(key);
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}

/** @returns {string} a UUID; plain HTTP pages have no crypto.randomUUID */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
