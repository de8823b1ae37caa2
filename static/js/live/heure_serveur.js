// What time it is at the server, as exactly as what it said allows. Each thing it says bounds it:
// it was not earlier than what was said when that came, nor later than when it was asked for.
// The bounds are kept as tight as any word made them, so that one answer that a busy server kept
// waiting moves nothing.

/** How late a word is taken to come at most, in milliseconds, as long as nothing tells better. */
const TRAJET_MAX = 250;
/** Two clocks that round differently contradict each other by this much, and mean nothing by it. */
const ARRONDI = 5;

export class HeureServeur {
  /** The server's time less this page's count of milliseconds, at least and at most. */
  #bas = -Infinity;
  #haut = Infinity;

  /**
   * @param {number} maintenant what the server said it was
   * @param {number} recu when that came, by `performance.now()`
   * @param {number} [demande] when it was asked for; nothing if the server spoke by itself
   */
  apprendre(maintenant, recu, demande = -Infinity) {
    const bas = maintenant - recu;
    const haut = maintenant - demande;
    const contredit = bas > this.#haut + ARRONDI || haut < this.#bas - ARRONDI;
    // One of the two clocks was moved: what was known before is worth nothing.
    this.#bas = contredit ? bas : Math.max(this.#bas, bas);
    this.#haut = contredit ? haut : Math.min(this.#haut, haut);
  }

  /** @param {number} ms by how much this page's count stood still */
  decaler(ms) {
    this.#bas += ms;
    this.#haut += ms;
  }

  /** @returns {number} the server's time less this page's count */
  get ecart() {
    if (!Number.isFinite(this.#haut)) return this.#bas;
    return this.#bas + Math.min(Math.max(0, this.#haut - this.#bas) / 2, TRAJET_MAX);
  }
}
