// What is being typed, kept at each keystroke: one draft per question. It keeps the id the word
// will be sent under, so that a draft found again after its word left is known as the same.

/** @typedef {{client_id: string, texte: string, categorie: string}} Brouillon */

/** The drafts of one séance. A store that refuses is no reason to stop someone writing. */
export class Brouillons {
  /**
   * @param {string} debut what the keys begin with
   * @param {Storage | null} storage null when the browser blocks it
   */
  constructor(debut, storage) {
    this.debut = debut;
    this.storage = storage;
  }

  /**
   * @param {string} question its id
   * @returns {Brouillon | null}
   */
  read(question) {
    try {
      const lu = JSON.parse(this.storage?.getItem(this.debut + question) ?? "null");
      return lu && typeof lu.texte === "string" && typeof lu.client_id === "string" ? lu : null;
    } catch {
      return null;
    }
  }

  /**
   * @param {string} question
   * @param {Brouillon} brouillon an empty one is forgotten
   * @returns {boolean} whether it is kept
   */
  write(question, brouillon) {
    try {
      if (brouillon.texte.trim() === "") this.storage?.removeItem(this.debut + question);
      else this.storage?.setItem(this.debut + question, JSON.stringify(brouillon));
      return this.storage !== null;
    } catch {
      return false;
    }
  }

  /** Forget all of them: the phone goes to someone else. */
  clear() {
    try {
      const miens = Object.keys(this.storage ?? {}).filter((cle) => cle.startsWith(this.debut));
      for (const cle of miens) this.storage?.removeItem(cle);
    } catch {
      // Nothing can be read there either.
    }
  }
}

/** @returns {Storage | null} touching it is enough to throw where cookies are blocked */
export function storageOf() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** @returns {boolean} whether the browser refuses cookies, and with them every store of a page */
export function cookiesBlocked() {
  try {
    void localStorage;
    return !navigator.cookieEnabled;
  } catch {
    // Some browsers say that cookies are enabled all the same.
    return true;
  }
}
