// « Réunir avec… » in the dialog of a group: search among the groups, and what will happen.
import { plain } from "./filtres.js";

/** Listens once, on the document: the dialog's form is another one each time. */
export function startMerging() {
  document.addEventListener("input", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    const form = field.closest("form[data-reunir]");
    if (!(form instanceof HTMLFormElement)) return;
    if (field.matches("[data-chercher-groupe]")) filter(form, field.value);
    foretell(form);
  });
  document.addEventListener("keydown", (event) => {
    const field = /** @type {Element} */ (event.target);
    if (!field.matches("[data-chercher-groupe]") || !["Enter", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (field.closest("form"));
    const first = choices(form).find((choice) => !choice.hidden)?.querySelector("input");
    if (!first) return;
    first.checked = true;
    first.focus();
    foretell(form);
  });
}

/**
 * @param {HTMLFormElement} form
 * @returns {HTMLElement[]}
 */
function choices(form) {
  return [.../** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-groupes] .case"))];
}

/**
 * A group that is hidden is not chosen any more.
 * @param {HTMLFormElement} form
 * @param {string} text
 */
function filter(form, text) {
  const sought = plain(text.trim());
  for (const choice of choices(form)) {
    choice.hidden = !plain(choice.querySelector("[data-titre]")?.textContent ?? "").includes(sought);
    const radio = choice.querySelector("input");
    if (choice.hidden && radio) radio.checked = false;
  }
  const none = form.querySelector("[data-aucun]");
  if (none instanceof HTMLElement) none.hidden = choices(form).some((choice) => !choice.hidden);
}

/** @param {HTMLFormElement} form */
function foretell(form) {
  const place = form.querySelector("[data-apercu]");
  const chosen = form.querySelector("input[name=dans]:checked")?.closest(".case");
  if (!place) return;
  const titre = chosen?.querySelector("[data-titre]")?.textContent ?? "";
  const nombre = chosen?.querySelector("[data-paroles]")?.textContent ?? "";
  place.textContent = chosen
    ? (form.dataset.reunir ?? "").replace("{titre}", () => titre).replace("{nombre}", () => nombre)
    : "";
}
