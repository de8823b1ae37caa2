// The field for ideas: Enter sends and the field is ready for the next one. An idea begun in a
// tour is of that tour, even when the next one has begun before it was sent.
import { forget, recall, remember } from "./brouillon.js";
import { newId } from "../notes/boite.js";

/** @typedef {import("../notes/boite.js").Boite} Boite */

/**
 * @param {Boite} boite
 * @param {string} prefixe of the drafts in storage
 * @returns {() => void} to call when the body was fetched again
 */
export function startIdeas(boite, prefixe) {
  const keyOf = (/** @type {HTMLFormElement} */ form) => prefixe + form.dataset.dire;
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.dataset.dire) return;
    event.preventDefault();
    keep(boite, form);
    forget(keyOf(form));
    follow();
  });
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLTextAreaElement) || !field.form?.dataset.dire) return;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    field.form.requestSubmit();
  });
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field instanceof HTMLTextAreaElement && field.form?.dataset.dire) {
      remember(keyOf(field.form), field.value);
    }
  });
  const follow = () => {
    const tour = document.getElementById("table")?.dataset.tour;
    for (const form of forms()) {
      prepare(form, keyOf(form));
      if (form.dataset.dire === tour) continue;
      // The tour has moved on: an empty field goes with it, words stay until they are sent.
      if (textOf(form).value.trim() === "") form.remove();
      else title(form);
    }
  };
  follow();
  return follow;
}

/** @returns {HTMLFormElement[]} */
function forms() {
  return [.../** @type {NodeListOf<HTMLFormElement>} */ (
    document.querySelectorAll("form[data-dire]")
  )];
}

/**
 * @param {HTMLFormElement} form
 * @returns {HTMLTextAreaElement}
 */
function textOf(form) {
  return /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("texte"));
}

/**
 * Once for each form: what was being typed before a reload, the hint of the keyboard.
 * @param {HTMLFormElement} form
 * @param {string} key
 */
function prepare(form, key) {
  if ("prete" in form.dataset) return;
  form.dataset.prete = "";
  const field = textOf(form);
  if (!field.value) field.value = recall(key);
  const hint = form.querySelector("[data-entree]");
  if (hint instanceof HTMLElement) hint.hidden = false;
}

/** @param {HTMLFormElement} form whose tour is over */
function title(form) {
  const heading = /** @type {HTMLElement | null} */ (form.querySelector("[data-autre-tour]"));
  if (heading) heading.textContent = heading.dataset.autreTour ?? "";
}

/**
 * @param {Boite} boite
 * @param {HTMLFormElement} form
 */
function keep(boite, form) {
  const field = textOf(form);
  const texte = field.value.trim();
  if (form.contains(document.activeElement)) field.focus();
  if (!texte) return;
  const id = newId();
  /** @type {Record<string, string>} */
  const champs = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && name !== "csrf_token") champs[name] = value;
  }
  boite.add({
    id,
    genre: "idee",
    chemin: "idees",
    champs: { ...champs, texte, client_id: id },
    point: form.dataset.dire ?? "",
    objet: "",
    vue: { nature: "", texte, detail: "" },
  });
  field.value = "";
  const talon = form.elements.namedItem("talon");
  if (talon instanceof HTMLInputElement) talon.value = "";
}
