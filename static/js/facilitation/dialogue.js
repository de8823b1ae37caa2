// One dialog for every gesture: it shows the form of the gesture's own page, fetched fresh, so
// that it never offers a group that is gone. A refusal keeps what was typed.
import { parse } from "../live/html.js";
import { conflict } from "./conflit.js";
import { equipListening } from "./ecoute.js";
import { send } from "./envoi.js";
import { fold } from "./plus.js";

/** @typedef {import("./envoi.js").Refus} Refus */
/** @typedef {(envoi: string, corps: Record<string, any>) => void} Fait */

const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("dialogue"));
const titre = /** @type {HTMLElement} */ (document.getElementById("dialogue-titre"));
const contenu = /** @type {HTMLElement} */ (document.getElementById("dialogue-contenu"));

/** @type {Fait} */
let whenDone = () => {};
/** @type {() => void} */
let whenLeft = () => {};

/**
 * @param {string} url the page of the card or of the group
 * @param {(section: string) => boolean} wanted which of its sections to show
 * @param {Fait} done called once the server has agreed and the dialog is closed
 * @param {() => void} left called when the dialog is closed without a gesture
 * @param {(contenu: HTMLElement) => void} [ready] called before it is shown
 * @returns {Promise<string>} why it could not open; empty when it did
 */
export async function openDialog(url, wanted, done, left, ready = () => {}) {
  const page = await fetchPage(url);
  if (!page) return "Le serveur ne répond pas. Réessayez dans un instant.";
  const sections = /** @type {HTMLElement[]} */ ([...page.querySelectorAll("[data-section]")]);
  const shown = sections.filter((section) => wanted(section.dataset.section ?? ""));
  if (shown.length === 0) {
    const gone = page.querySelector("[data-perdu]")?.textContent;
    return gone ?? "Cette parole a changé de place entre-temps.";
  }
  const quote = page.querySelector("[data-citation]");
  // A browser may tell of a closing only at its next frame, when another dialog is there already.
  leave();
  titre.textContent = heading(shown, page);
  if (shown.length > 1) shown.forEach(fold);
  contenu.replaceChildren(...(quote ? [quote] : []), ...shown);
  whenDone = done;
  whenLeft = left;
  for (const form of contenu.querySelectorAll("form")) prepare(form);
  equipListening(contenu);
  ready(contenu);
  dialog.showModal();
  firstField()?.focus();
  return "";
}

/**
 * @param {string} url
 * @returns {Promise<DocumentFragment | null>}
 */
async function fetchPage(url) {
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" }, cache: "no-store" });
    return answer.ok ? parse(await answer.text()) : null;
  } catch {
    return null;
  }
}

/**
 * A single section lends its title to the dialog.
 * @param {HTMLElement[]} shown
 * @param {DocumentFragment} page
 */
function heading(shown, page) {
  const own = shown.length === 1 ? shown[0].querySelector("h2") : null;
  if (own) shown[0].removeAttribute("aria-labelledby");
  own?.remove();
  const text = own ?? page.querySelector("h1");
  for (const section of shown) section.classList.toggle("carte", shown.length > 1);
  return text?.textContent ?? "";
}

/** @returns {HTMLElement | null} */
function firstField() {
  return contenu.querySelector("summary, select, input:not([type=hidden]), textarea, a, button");
}

/**
 * Fields that depend on another one: the title of a new group, the places of the chosen one.
 * @param {HTMLFormElement} form
 */
function prepare(form) {
  const where = form.querySelector("select[name=regroupement]");
  const before = form.querySelector("select[name=avant]");
  if (!(where instanceof HTMLSelectElement)) return;
  const groups = [...(before?.querySelectorAll("optgroup") ?? [])];
  const refresh = () => {
    const isNew = where.value === "nouveau";
    show(form.querySelector("[data-si=nouveau]"), isNew);
    const own = groups.find((group) => group.dataset.groupe === where.value);
    show(form.querySelector("[data-si=groupe]"), Boolean(own?.children.length));
    if (!(before instanceof HTMLSelectElement)) return;
    for (const group of groups) group.remove();
    if (own) before.append(own);
    if (!own || !before.selectedOptions[0]) before.value = "";
  };
  where.addEventListener("change", refresh);
  refresh();
}

/**
 * @param {Element | null} field
 * @param {boolean} shown
 */
function show(field, shown) {
  if (field instanceof HTMLElement) field.hidden = !shown;
}

/** @param {HTMLFormElement} form */
async function submit(form) {
  const button = form.querySelector("button[type=submit]");
  if (button?.getAttribute("aria-disabled") === "true") return;
  button?.setAttribute("aria-disabled", "true");
  const answer = await send(form.action, new FormData(form));
  button?.removeAttribute("aria-disabled");
  if (!answer.ok) return explain(form, answer.refus);
  const done = whenDone;
  whenLeft = () => {};
  dialog.close();
  done(form.dataset.envoi ?? "", answer.corps);
}

/**
 * Say why, and keep the form: with the version of now, sending it again is a choice.
 * @param {HTMLFormElement} form
 * @param {Refus} refus
 */
function explain(form, refus) {
  contenu.querySelector(".dialogue-refus")?.remove();
  const note = conflict(form, refus, () => dialog.close());
  contenu.prepend(note);
  const field = refus.champ ? form.elements.namedItem(refus.champ) : null;
  if (field instanceof HTMLElement) {
    field.setAttribute("aria-invalid", "true");
    field.focus();
  }
  note.scrollIntoView({ block: "nearest" });
}

dialog.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.target instanceof HTMLFormElement) submit(event.target);
});
dialog.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  if (target === dialog || target.closest("[data-fermer]")) dialog.close();
});
dialog.addEventListener("close", () => {
  if (dialog.open) return;
  contenu.replaceChildren();
  leave();
});

/** The card of the dialog that was closed without a gesture is let go, once. */
function leave() {
  const left = whenLeft;
  whenLeft = () => {};
  left();
}
