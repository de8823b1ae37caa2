// Shows the words that wait in the phone, and says what became of them. Its elements are the
// page's own templates: `[data-cafe=boite]`, `[data-cafe=statut]`.

/** @typedef {import("./attente.js").Envoi} Envoi */

/**
 * @param {Element} boite
 * @returns {Record<string, string>} the page's sentences, in the reader's language
 */
export function readTextes(boite) {
  return JSON.parse(boite.querySelector("[data-textes]")?.textContent ?? "{}");
}

export class Vue {
  /**
   * @param {HTMLElement} boite holds the list, the line's template and the texts
   * @param {HTMLElement} statut the page's one polite status
   * @param {(envoi: Envoi) => void} reprendre puts a refused text back into the field
   */
  constructor(boite, statut, reprendre) {
    this.boite = boite;
    this.statut = statut;
    this.reprendre = reprendre;
    this.textes = readTextes(boite);
  }

  /** @param {Envoi[]} envois */
  show(envois) {
    const liste = /** @type {HTMLElement} */ (this.boite.querySelector("ol"));
    const focus = liste.contains(document.activeElement);
    liste.replaceChildren(...envois.map((envoi) => this.#line(envoi)));
    this.boite.hidden = envois.length === 0;
    if (focus) document.getElementById("contenu")?.focus({ preventScroll: true });
  }

  /** @param {Envoi} envoi */
  #line(envoi) {
    const ligne = copy(this.boite, "ligne");
    slot(ligne, "texte").textContent = envoi.champs.texte || this.textes.sans_texte;
    slot(ligne, "etat").textContent = this.#state(envoi);
    ligne.dataset.etat = envoi.etat;
    const bouton = slot(ligne, "reprendre");
    bouton.hidden = envoi.etat !== "refus";
    bouton.addEventListener("click", () => this.reprendre(envoi));
    return ligne;
  }

  /** @param {Envoi} envoi */
  #state(envoi) {
    if (envoi.etat === "refus") return envoi.message || this.textes.refus;
    return envoi.volatil ? this.textes.volatil : this.textes.garde;
  }

  /**
   * @param {number} nombre
   * @param {{statut: string, tardive: boolean}} derniere
   */
  received(nombre, { statut, tardive }) {
    const { au_mur, en_attente, tardive: trop_tard, plusieurs } = this.textes;
    const suite = tardive ? trop_tard : statut === "en_attente" ? en_attente : au_mur;
    this.#say("recu", nombre === 1 ? suite : plusieurs.replace("{nombre}", String(nombre)));
  }

  back() {
    if (this.statut.querySelector("[data-coupure]")) this.statut.replaceChildren();
  }

  /** @param {string} raison one of the texts, said as a notice */
  warn(raison) {
    this.#say("coupure", this.textes[raison]);
  }

  /**
   * @param {string} modele
   * @param {string} texte
   */
  #say(modele, texte) {
    const avis = copy(this.boite, modele);
    slot(avis, "texte").textContent = texte;
    this.statut.replaceChildren(avis);
    const ecrit = document.activeElement instanceof HTMLTextAreaElement;
    if (!ecrit) this.statut.scrollIntoView({ block: "nearest" });
  }
}

/**
 * @param {HTMLElement} boite
 * @param {string} modele
 * @returns {HTMLElement}
 */
function copy(boite, modele) {
  const found = /** @type {HTMLTemplateElement} */ (
    boite.querySelector(`template[data-modele=${modele}]`)
  );
  return /** @type {HTMLElement} */ (
    /** @type {Element} */ (found.content.firstElementChild).cloneNode(true)
  );
}

/**
 * @param {HTMLElement} element
 * @param {string} nom
 * @returns {HTMLElement}
 */
function slot(element, nom) {
  return /** @type {HTMLElement} */ (element.querySelector(`[data-place=${nom}]`));
}
