// The synthèse: its draft survives a reload and a dead network; another device's text comes into
// an untouched field, and is never written over by a touched one.
import { suivi } from "../../live/page.js";
import { send } from "../envoi.js";
import { forget, recall, remember } from "./brouillon.js";
import { complain } from "./gestes.js";

/**
 * @param {string} prefixe of the drafts in storage
 * @param {(text: string) => void} say politely
 * @returns {() => void} to call when the body was fetched again
 */
export function startSynthese(prefixe, say) {
  const keyOf = (/** @type {HTMLFormElement} */ form) => prefixe + form.dataset.synthese;
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field instanceof HTMLTextAreaElement && field.form?.dataset.synthese) {
      remember(keyOf(field.form), field.value);
    }
  });
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.dataset.synthese) return;
    event.preventDefault();
    save(form, keyOf(form), say);
  });
  const follow = () => {
    const tour = document.getElementById("table")?.dataset.tour;
    for (const form of document.querySelectorAll("form[data-synthese]")) {
      if (!(form instanceof HTMLFormElement)) continue;
      prepare(form, keyOf(form));
      if (form.dataset.synthese !== tour) {
        if (!touched(form)) form.remove();
      } else if (!touched(form)) {
        refresh(form);
      }
    }
  };
  follow();
  return follow;
}

/**
 * @param {HTMLFormElement} form
 * @returns {HTMLTextAreaElement}
 */
function textOf(form) {
  return /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("synthese"));
}

/** @param {HTMLFormElement} form */
function touched(form) {
  const field = textOf(form);
  return field.value !== field.defaultValue;
}

/**
 * @param {HTMLFormElement} form
 * @param {string} key
 */
function prepare(form, key) {
  if ("prete" in form.dataset) return;
  form.dataset.prete = "";
  const draft = recall(key);
  if (draft && !document.getElementById("synthese-autre")) textOf(form).value = draft;
}

/** @param {HTMLFormElement} form takes the text of now, as the body tells it */
function refresh(form) {
  const { version = "0", texte = "" } = document.getElementById("synthese-etat")?.dataset ?? {};
  setVersion(form, version);
  const field = textOf(form);
  if (field.defaultValue === texte) return;
  field.defaultValue = texte;
  field.value = texte;
}

/**
 * @param {HTMLFormElement} form
 * @param {string} version
 */
function setVersion(form, version) {
  /** @type {HTMLInputElement} */ (form.elements.namedItem("version")).value = version;
}

/**
 * @param {HTMLFormElement} form
 * @param {string} key of its draft
 * @param {(text: string) => void} say
 */
async function save(form, key, say) {
  const field = textOf(form);
  const sent = field.value;
  const answer = await send(form.action, new FormData(form));
  if (answer.ok) {
    // Typed meanwhile: it stays a draft, on the version just saved.
    field.defaultValue = sent;
    setVersion(form, String(answer.corps.version));
    if (!touched(form)) forget(key);
    complain(form, "");
    say("La synthèse est enregistrée.");
    await suivi?.refetch();
    return;
  }
  const { message, actuel } = answer.refus;
  const other = actuel && typeof actuel.texte === "string" ? ` « ${actuel.texte} »` : "";
  if (actuel) setVersion(form, String(actuel.version));
  complain(form, `${message}${other}`);
  say(message);
}
