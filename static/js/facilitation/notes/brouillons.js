// What is being typed and not sent yet survives a reload: one draft per point, on this computer.
import { fill, read } from "./champs.js";

/**
 * @param {string} prefixe of the keys in storage
 */
export function startDrafts(prefixe) {
  const keyOf = (/** @type {HTMLFormElement} */ form) => `${prefixe}${form.dataset.saisie}`;
  for (const form of forms()) {
    const draft = recall(keyOf(form));
    if (draft && !read(form).texte) fill(form, draft);
  }
  document.addEventListener("input", (event) => {
    const form = /** @type {HTMLInputElement} */ (event.target).form;
    if (form?.dataset.saisie) remember(keyOf(form), read(form));
  });
  return (/** @type {HTMLFormElement} */ form) => remember(keyOf(form), read(form));
}

/** @returns {NodeListOf<HTMLFormElement>} */
function forms() {
  return document.querySelectorAll("form[data-saisie]");
}

/** @param {string} key */
function recall(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {import("./champs.js").Champs} champs
 */
function remember(key, champs) {
  try {
    if (champs.texte || champs.qui || champs.quand) localStorage.setItem(key, JSON.stringify(champs));
    else localStorage.removeItem(key);
  } catch {
    // Nothing can be kept here: the text is still in its field.
  }
}
