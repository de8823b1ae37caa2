// The form on the page: counts, keeps its draft, says what is missing, gives its word away.
import { newId } from "./boite/identifiant.js";

/** @typedef {import("./boite/page.js").Boite} Boite */
/** @typedef {import("./boite/attente.js").Envoi} Envoi */

export class Formulaire {
  /** @type {number | null} the round being held, for a page that was drawn before any */
  tour = null;

  /**
   * @param {HTMLFormElement} form
   * @param {import("./boite/brouillon.js").Brouillons} brouillons
   * @param {Record<string, string>} textes
   * @param {Boite | null} boite null: the form posts itself
   */
  constructor(form, brouillons, textes, boite) {
    this.form = form;
    // What comes back is the draft's business: a browser would bring back what was sent.
    form.autocomplete = "off";
    this.textes = textes;
    this.brouillons = brouillons;
    this.boite = boite;
    this.field = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("texte"));
    this.#restore();
    this.#count();
    form.addEventListener("input", () => {
      this.#keep();
      this.#count();
    });
    if (!boite) return;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit(boite);
    });
    boite.addEventListener("reprendre", (event) => {
      this.#takeBack(boite, /** @type {CustomEvent<Envoi>} */ (event).detail);
    });
  }

  /** Whether nobody has begun to write. */
  get idle() {
    const choisie = this.form.querySelector("input[type=radio]:checked");
    return this.field.value.trim() === "" && !choisie && !this.#files().length;
  }

  get #id() {
    return /** @type {HTMLInputElement} */ (this.form.elements.namedItem("client_id"));
  }

  get #question() {
    return /** @type {HTMLInputElement} */ (this.form.elements.namedItem("question")).value;
  }

  #files() {
    return [...new FormData(this.form)].filter(([, v]) => v instanceof File && v.size > 0);
  }

  #restore() {
    const brouillon = this.brouillons.read(this.#question);
    // What the server shows again after a refusal, or what was typed before this ran, wins.
    if (!brouillon || this.field.value !== "") return this.#keep();
    this.field.value = brouillon.texte;
    this.#id.value = brouillon.client_id;
    this.#check(brouillon.categorie);
  }

  #keep() {
    const categorie = String(new FormData(this.form).get("categorie") ?? "");
    const { value } = this.field;
    this.brouillons.write(this.#question, { client_id: this.#id.value, texte: value, categorie });
  }

  /** @param {string} categorie */
  #check(categorie) {
    for (const radio of this.form.querySelectorAll("input[type=radio][name=categorie]")) {
      const tuile = /** @type {HTMLInputElement} */ (radio);
      tuile.checked = tuile.value === categorie;
    }
  }

  #count() {
    const compteur = /** @type {HTMLElement | null} */ (this.form.querySelector(".compteur"));
    if (!compteur) return;
    const maximum = Number(compteur.dataset.maxi);
    const length = [...this.field.value].length;
    compteur.textContent = (compteur.dataset.phrase ?? "{n}").replace("{n}", String(length));
    compteur.dataset.etat = length > maximum ? "trop" : "";
  }

  /** @param {Boite} boite */
  async #submit(boite) {
    const saisie = new FormData(this.form);
    const fichiers = Object.fromEntries(this.#files());
    this.#blame("", null);
    if (!saisie.get("categorie")) {
      return this.#blame("sans_categorie", this.form.querySelector("input[name=categorie]"));
    }
    if (this.field.value.trim() === "" && !Object.keys(fichiers).length) {
      return this.#blame("vide", this.field);
    }
    /** @type {Record<string, string>} */
    const champs = {};
    for (const [nom, valeur] of saisie) if (typeof valeur === "string") champs[nom] = valeur;
    delete champs.csrf_token;
    champs.saisi_le = new Date().toISOString();
    // The round and the table in which the question was shown, even if it is sent in the next.
    if (!champs.tour && this.tour) champs.tour = String(this.tour);
    const mot = { client_id: champs.client_id, champs, fichiers };
    // Emptied before the write: what is typed meanwhile is the next idea, and stays.
    this.form.reset();
    for (const champ of this.form.querySelectorAll("input[type=file]")) {
      champ.dispatchEvent(new Event("change", { bubbles: true }));
    }
    this.field.value = "";
    this.#check("");
    this.#id.value = newId();
    this.#count();
    await boite.send(mot);
    // Only now: until it was written, the draft held it.
    this.#keep();
  }

  /**
   * @param {string} quoi which of the texts; without a field everything is cleared
   * @param {Element | null} champ
   */
  #blame(quoi, champ) {
    for (const faute of this.form.querySelectorAll(".erreur")) faute.remove();
    this.field.removeAttribute("aria-invalid");
    if (!champ) return;
    const faute = document.createElement("p");
    faute.className = "erreur";
    faute.setAttribute("role", "alert");
    faute.textContent = this.textes[quoi];
    champ.closest(".champ")?.prepend(faute);
    if (champ === this.field) champ.setAttribute("aria-invalid", "true");
    /** @type {HTMLElement} */ (champ).focus();
  }

  /**
   * @param {Boite} boite
   * @param {Envoi} envoi refused: its text may be changed and sent again, under a fresh id
   */
  async #takeBack(boite, envoi) {
    const suite = this.field.value.trim();
    this.field.value = suite ? `${suite}\n${envoi.champs.texte}` : envoi.champs.texte;
    this.#check(envoi.champs.categorie);
    this.#id.value = newId();
    this.#keep();
    this.#count();
    await boite.attente.drop(envoi.client_id);
    this.field.focus();
  }
}
