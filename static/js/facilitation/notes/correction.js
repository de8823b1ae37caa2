// Correcting a line in place. The form stands beside the line, never in it: when somebody else
// changes the line meanwhile, their text appears above and nothing typed is touched.
import { newId } from "./boite.js";
import { fill, read, textOf } from "./champs.js";
import { backToField, linesOf } from "./saisie.js";

/** @typedef {import("./boite.js").Boite} Boite */
/** @typedef {import("./champs.js").Champs} Champs */

/**
 * @param {Boite} boite
 * @param {import("./facteur.js").Facteur} facteur
 * @returns {(ligne: HTMLElement) => void} opens the correction of a line
 */
export function startCorrecting(boite, facteur) {
  facteur.addEventListener("partie", (event) => {
    follow(/** @type {CustomEvent} */ (event).detail);
  });
  const open = (/** @type {HTMLElement} */ ligne) => openOn(boite, ligne);
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const ligne = target.closest("[data-geste=corriger]")?.closest(".ligne");
    const form = target.closest("form[data-correction]");
    if (ligne instanceof HTMLElement && /** @type {MouseEvent} */ (event).button === 0) {
      event.preventDefault();
      open(ligne);
    } else if (form instanceof HTMLFormElement && target.closest("[data-geste=annuler]")) {
      close(form);
    } else if (form instanceof HTMLFormElement && target.closest("[data-geste=retirer]")) {
      retire(boite, form);
    }
  });
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!("correction" in form.dataset)) return;
    event.preventDefault();
    keep(boite, form);
  });
  document.addEventListener("keydown", (event) => {
    const form = /** @type {Element} */ (event.target).closest("form[data-correction]");
    if (!(form instanceof HTMLFormElement) || event.isComposing) return;
    if (react(event, form, open)) event.preventDefault();
  });
  return open;
}

/**
 * What was sent may be what an open form corrects: the line has its id, or its new version.
 * @param {{envoi: import("./boite.js").Envoi, corps: Record<string, any>}} answer
 */
function follow({ envoi, corps }) {
  for (const { dataset } of corrections()) {
    const own = dataset.objet === `@${envoi.id}`;
    const next = envoi.objet !== "" && dataset.objet === envoi.objet;
    if (!own && !(next && dataset.version === envoi.champs.version)) continue;
    dataset.version = String(corps.version);
    if (!own) continue;
    dataset.objet = corps.id;
    dataset.ligne = `ligne-${corps.id}`;
  }
}

/** @returns {NodeListOf<HTMLFormElement>} */
function corrections() {
  return document.querySelectorAll("form[data-correction]");
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLFormElement} form
 * @param {(ligne: HTMLElement) => void} open
 */
function react(event, form, open) {
  const field = textOf(form);
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === "Escape") {
    close(form);
    return true;
  }
  if (event.target !== field) return false;
  if (event.key === "Enter" && !event.shiftKey) {
    form.requestSubmit();
    return true;
  }
  const atTop = field.selectionStart === 0 && field.selectionEnd === 0;
  if (event.key === "ArrowUp" && atTop && !changed(form)) {
    const lines = linesOf(form);
    const previous = lines[lines.findIndex((line) => line.id === form.dataset.ligne) - 1];
    if (!previous) return true;
    close(form);
    open(previous);
    return true;
  }
  return false;
}

/**
 * @param {Boite} boite
 * @param {HTMLElement} ligne saved, or waiting in the outbox
 */
function openOn(boite, ligne) {
  const known = document.querySelector(`form[data-ligne="${CSS.escape(ligne.id)}"]`);
  if (known instanceof HTMLFormElement) {
    textOf(known).focus();
    return;
  }
  const item = formFor(ligne);
  const form = /** @type {HTMLFormElement} */ (item.querySelector("form"));
  const { objet, version, champs } = stateOf(boite, ligne);
  form.dataset.ligne = ligne.id;
  form.dataset.objet = objet;
  form.dataset.version = version;
  form.dataset.avant = JSON.stringify(champs);
  ligne.after(item);
  ligne.hidden = true;
  fill(form, champs);
  const field = textOf(form);
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}

/**
 * What a line says now: what waits to be sent of it counts before what the server knows.
 * @param {Boite} boite
 * @param {HTMLElement} ligne
 * @returns {{objet: string, version: string, champs: Champs}}
 */
function stateOf(boite, ligne) {
  const waiting = boite.all();
  const unsent = waiting.find((envoi) => envoi.id === ligne.dataset.envoi);
  const id = unsent ? (unsent.genre === "ligne" ? `@${unsent.id}` : unsent.objet) : ligne.id.replace("ligne-", "");
  const last = waiting.filter((e) => e.objet === id && e.genre === "correction").pop() ?? unsent;
  const { nature = "", qui = "", quand = "", version = "" } = ligne.dataset;
  const texte = ligne.querySelector(".ligne-texte")?.textContent ?? "";
  const own = { nature, texte, qui, quand };
  const champs = last ? { ...own, .../** @type {object} */ (last.champs) } : own;
  return { objet: id, version: last?.champs.version ?? version, champs };
}

/** @param {HTMLElement} ligne */
function formFor(ligne) {
  const model = /** @type {HTMLTemplateElement} */ (document.getElementById("modele-correction"));
  const item = /** @type {HTMLElement} */ (model.content.firstElementChild?.cloneNode(true));
  item.dataset.etranger = "";
  for (const element of item.querySelectorAll("[id], [for]")) {
    for (const name of ["id", "for"]) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, `${value}-${ligne.id}`);
    }
  }
  return item;
}

/** @param {HTMLFormElement} form */
function changed(form) {
  const before = JSON.parse(form.dataset.avant ?? "{}");
  return Object.entries(read(form)).some(([name, value]) => value !== (before[name] ?? "").trim());
}

/** @param {HTMLFormElement} form */
function close(form) {
  const ligne = document.getElementById(form.dataset.ligne ?? "");
  if (ligne) ligne.hidden = false;
  backToField(form);
  form.closest("li")?.remove();
}

/**
 * @param {Boite} boite
 * @param {HTMLFormElement} form
 */
function keep(boite, form) {
  const champs = read(form);
  if (changed(form)) {
    add(boite, form, "correction", "lignes/@", { ...champs }, {
      nature: "Correction",
      texte: champs.texte,
      detail: [champs.qui, champs.quand].filter(Boolean).join(", "),
    });
  }
  close(form);
}

/**
 * @param {Boite} boite
 * @param {HTMLFormElement} form
 */
function retire(boite, form) {
  const { texte } = JSON.parse(form.dataset.avant ?? "{}");
  const vue = { nature: "Retrait", texte, detail: "" };
  add(boite, form, "retrait", "lignes/@/retrait", {}, vue);
  close(form);
}

/**
 * @param {Boite} boite
 * @param {HTMLFormElement} form
 * @param {string} genre
 * @param {string} chemin
 * @param {Record<string, string>} champs
 * @param {import("./boite.js").Envoi["vue"]} vue
 */
function add(boite, form, genre, chemin, champs, vue) {
  boite.add({
    id: newId(),
    genre,
    chemin,
    champs: { ...champs, version: form.dataset.version ?? "" },
    point: form.closest("section")?.id.replace("point-", "") ?? "",
    objet: form.dataset.objet ?? "",
    vue,
  });
}

/** After a redraw: a line changed elsewhere while it is corrected here shows above its form. */
export function watchCorrections() {
  for (const form of corrections()) {
    const ligne = document.getElementById(form.dataset.ligne ?? "");
    const error = /** @type {HTMLElement} */ (form.querySelector(".erreur"));
    const moved = ligne !== null && (ligne.dataset.version ?? "") !== form.dataset.version;
    if (ligne && !moved) ligne.hidden = true;
    if (moved && error.hidden) {
      /** @type {HTMLElement} */ (error.querySelector("span")).textContent =
        "Quelqu’un vient de modifier cette ligne : son texte est au-dessus, le vôtre ici.";
    }
    error.hidden = !moved;
  }
}
