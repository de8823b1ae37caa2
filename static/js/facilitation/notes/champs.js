// The fields of a line, at the foot of a point or in place: kinds by « /d », growing text.

/** @type {Record<string, string>} what each letter chooses after a bar */
const GENRES = { r: "rappel", e: "echange", q: "question", d: "decision", s: "suivi" };
const LIGNES_MAX = 12;

/**
 * @typedef {{nature: string, texte: string, qui: string, quand: string}} Champs
 */

/**
 * @param {HTMLFormElement} form
 * @returns {HTMLTextAreaElement}
 */
export function textOf(form) {
  return /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("texte"));
}

/**
 * @param {HTMLFormElement} form
 * @returns {Champs}
 */
export function read(form) {
  const data = new FormData(form);
  const value = (/** @type {string} */ name) => String(data.get(name) ?? "");
  const nature = value("nature");
  const suivi = nature === "suivi";
  return {
    nature,
    texte: value("texte").trim(),
    qui: suivi ? value("qui").trim() : "",
    quand: suivi ? value("quand").trim() : "",
  };
}

/**
 * @param {HTMLFormElement} form
 * @param {Partial<Champs>} champs
 */
export function fill(form, { nature, texte, qui, quand }) {
  if (nature) choose(form, nature);
  if (texte !== undefined) textOf(form).value = texte;
  for (const [name, value] of Object.entries({ qui, quand })) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement && value !== undefined) field.value = value;
  }
  grow(textOf(form));
}

/**
 * @param {HTMLFormElement} form
 * @param {string} nature
 */
export function choose(form, nature) {
  const radio = form.querySelector(`input[name=nature][value="${CSS.escape(nature)}"]`);
  if (radio instanceof HTMLInputElement) radio.checked = true;
}

/**
 * @param {HTMLFormElement} form
 * @returns {string} the label of the kind chosen
 */
export function natureName(form) {
  return form.querySelector("input[name=nature]:checked")?.closest("label")?.querySelector("span")
    ?.textContent ?? "";
}

/**
 * « /d » typed at the beginning chooses the kind and leaves the text; « // » is a bar.
 * @param {HTMLTextAreaElement} field
 * @returns {string} the letter of a command, « c » among them; empty for plain typing
 */
export function takeCommand(field) {
  const form = field.form;
  if (field.value[0] !== "/") delete field.dataset.barre;
  const begins = field.selectionStart === 2 && field.value[0] === "/" && !("barre" in field.dataset);
  if (!form || !begins) return "";
  const letter = field.value[1].toLowerCase();
  if (letter === "/") {
    field.value = field.value.slice(1);
    field.setSelectionRange(1, 1);
    field.dataset.barre = "";
    return "";
  }
  if (!(letter in GENRES) && letter !== "c") return "";
  field.value = field.value.slice(2).trimStart();
  field.setSelectionRange(0, 0);
  if (letter in GENRES) choose(form, GENRES[letter]);
  return letter;
}

/** @param {HTMLTextAreaElement} field as tall as what is written in it */
export function grow(field) {
  field.rows = 1;
  while (field.rows < LIGNES_MAX && field.scrollHeight > field.clientHeight + 2) field.rows += 1;
}
