// What is said aloud about the network, and when: nothing of a short cut, one calm sentence of
// a long one, one sentence for all the words that arrived together.

const PATIENCE = 5_000;

export class Annonce {
  #recues = 0;
  /** @type {{statut: string, tardive: boolean} | null} */
  #derniere = null;
  #coupure = 0;
  #parole = 0;
  #raison = "reseau";
  #dite = "";

  /**
   * @param {object} dire
   * @param {(nombre: number, derniere: {statut: string, tardive: boolean}) => void} dire.recu
   * @param {(raison: string) => void} dire.coupure once per cut and reason
   * @param {() => void} dire.retour the cut is over
   */
  constructor(dire) {
    this.dire = dire;
  }

  /** @param {{statut: string, tardive: boolean}} recu the server said yes to one word */
  received(recu) {
    this.#recues += 1;
    // Something passes: a long queue is no cut.
    clearTimeout(this.#coupure);
    this.#coupure = 0;
    this.#derniere = recu;
    this.#parole ||= setTimeout(() => this.#tell(), PATIENCE);
  }

  /**
   * @param {number} nombre words still waiting
   * @param {string} [raison] why the last try failed
   */
  waiting(nombre, raison) {
    if (raison) this.#raison = raison;
    if (nombre === 0) {
      clearTimeout(this.#coupure);
      this.#coupure = 0;
      if (this.#dite) this.dire.retour();
      this.#dite = "";
      this.#tell();
      return;
    }
    this.#coupure ||= setTimeout(() => {
      this.#coupure = 0;
      if (this.#dite === this.#raison) return;
      this.#dite = this.#raison;
      this.dire.coupure(this.#raison);
    }, this.#dite ? 0 : PATIENCE);
  }

  #tell() {
    clearTimeout(this.#parole);
    this.#parole = 0;
    if (!this.#recues || !this.#derniere) return;
    this.dire.recu(this.#recues, this.#derniere);
    this.#recues = 0;
  }
}
