// New lines, at the foot of each point: Enter keeps the line and stays, arrows and page keys go.
import { newId } from "./boite.js";
import { choose, fill, grow, natureName, read, takeCommand, textOf } from "./champs.js";

/** @typedef {import("./boite.js").Boite} Boite */

/**
 * @param {Boite} boite
 * @param {{correct: (ligne: HTMLElement) => void, cite: (form: HTMLFormElement) => void,
 *   typed: (form: HTMLFormElement) => void}} gestes
 */
export function startTyping(boite, gestes) {
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.dataset.nouvelle) tell(boite, form, event);
    if (!form.dataset.saisie) return;
    event.preventDefault();
    keep(boite, form);
    gestes.typed(form);
  });
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLTextAreaElement) || !field.form) return;
    const typed = /** @type {InputEvent} */ (event).inputType === "insertText";
    if (typed && takeCommand(field) === "c") gestes.cite(field.form);
    grow(field);
  });
  document.addEventListener("keydown", (event) => {
    const field = /** @type {HTMLElement} */ (event.target);
    const form = field.closest("form[data-saisie]");
    if (!(form instanceof HTMLFormElement) || event.isComposing) return;
    if (react(event, form, field, gestes.correct)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("[data-geste=ne-plus-citer]");
    const form = button?.closest("form");
    if (form) citing(form, "", null);
  });
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLFormElement} form
 * @param {HTMLElement} field
 * @param {(ligne: HTMLElement) => void} correct
 * @returns {boolean} whether the key meant something here
 */
function react(event, form, field, correct) {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const inText = field === textOf(form);
  if (event.key === "Enter" && inText && !event.shiftKey) {
    form.requestSubmit();
    return true;
  }
  if (event.key === "ArrowUp" && inText && textOf(form).value === "") {
    const line = linesOf(form).pop();
    if (line) correct(line);
    return line !== undefined;
  }
  if (event.key === "PageDown") return goTo(form, 1);
  if (event.key === "PageUp") return goTo(form, -1);
  if (event.key === "Escape") {
    leave(form);
    return true;
  }
  return false;
}

/**
 * @param {Element} form
 * @returns {HTMLElement[]} the lines of its point, those that wait too, in order
 */
export function linesOf(form) {
  const point = form.closest("section");
  const found = point?.querySelectorAll(".lignes > .ligne:not(.ligne-refusee)") ?? [];
  return /** @type {HTMLElement[]} */ ([...found]);
}

/** @param {Element} form of this point or of a correction in it: the focus goes to its foot */
export function backToField(form) {
  const foot = form.closest("section")?.querySelector("form[data-saisie]");
  if (foot instanceof HTMLFormElement) textOf(foot).focus();
}

/**
 * @param {HTMLFormElement} form
 * @param {number} step
 */
function goTo(form, step) {
  const all = [.../** @type {NodeListOf<HTMLFormElement>} */ (
    document.querySelectorAll("form[data-saisie]")
  )];
  const next = all[all.indexOf(form) + step];
  if (next) textOf(next).focus();
  return true;
}

/** @param {HTMLFormElement} form */
function leave(form) {
  const title = form.closest("section")?.querySelector("h2");
  if (title instanceof HTMLElement) title.focus();
}

/**
 * @param {Boite} boite
 * @param {HTMLFormElement} form
 */
function keep(boite, form) {
  const champs = read(form);
  const cite = /** @type {HTMLInputElement} */ (form.elements.namedItem("cite")).value;
  const field = textOf(form);
  field.focus();
  if (!champs.texte && !cite) return;
  const id = newId();
  const quoted = form.querySelector("[data-citee-vue]")?.textContent?.trim() ?? "";
  boite.add({
    id,
    genre: "ligne",
    chemin: `points/${form.dataset.saisie}/lignes`,
    champs: { ...champs, cite, client_id: id },
    point: form.dataset.saisie ?? "",
    objet: "",
    vue: {
      nature: natureName(form),
      texte: champs.texte || quoted,
      detail: [champs.qui, champs.quand].filter(Boolean).join(", "),
    },
  });
  fill(form, { texte: "", qui: "", quand: "" });
  citing(form, "", null);
  choose(form, champs.nature);
}

/**
 * @param {HTMLFormElement} form
 * @param {string} cite « contribution:ID »; empty for nothing
 * @param {Element | null} view what is drawn in, as it is shown
 */
export function citing(form, cite, view) {
  /** @type {HTMLInputElement} */ (form.elements.namedItem("cite")).value = cite;
  form.querySelector("[data-citee-vue]")?.replaceChildren(...(view ? [view] : []));
  const place = form.querySelector("[data-citee]");
  if (place instanceof HTMLElement) place.hidden = cite === "";
}

/**
 * News of an older suivi, told by one of three buttons.
 * @param {Boite} boite
 * @param {HTMLFormElement} form
 * @param {SubmitEvent} event
 */
function tell(boite, form, event) {
  event.preventDefault();
  const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
  const words = /** @type {HTMLInputElement} */ (form.elements.namedItem("texte"));
  const suivi = form.dataset.nouvelle ?? "";
  const said = document.getElementById(`suite-${suivi}`);
  const id = newId();
  boite.add({
    id,
    genre: "nouvelle",
    chemin: "suivis/@/nouvelles",
    champs: {
      client_id: id,
      etat: button?.value ?? "ouvert",
      texte: words.value.trim(),
      version: said?.dataset.version ?? "",
    },
    point: form.closest("section")?.id.replace("point-", "") ?? "",
    objet: suivi,
    vue: {
      nature: button?.textContent?.trim() ?? "",
      texte: said?.querySelector(".ligne-texte")?.textContent?.trim() ?? "",
      detail: words.value.trim(),
    },
  });
  words.value = "";
  (button ?? words).focus();
}
