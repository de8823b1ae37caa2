// « Annuler »: the button of the board, Ctrl or ⌘ + Z, and the toast after a gesture. What it
// undoes is named by the server: one's own last gesture that stands, across reloads and tabs.
import { address, cardOf, focusCard } from "./cartes.js";
import { send, settled } from "./envoi.js";
import { complain, say } from "./message.js";
import { catchUp } from "./suite.js";

/** @typedef {{numero: number, dit: string}} Annulable */

const FORM = "form[data-annuler]";
// Long enough to read and to reach; the board's own button stays.
const DUREE = 12_000;
// A press does not wait longer than this to know what it undoes.
const PATIENCE = 5_000;
const toast = /** @type {HTMLElement | null} */ (document.getElementById("toast"));
let timer = 0;
/** The last gesture told by the toast: an older one coming back to the button is no news. */
let told = 0;
/** Presses wait for one another. @type {Promise<void>} */
let turn = Promise.resolve();
/** The button learns what a gesture was a moment after it: a press waits for that, or it would undo
 * the gesture before. @type {Promise<void>} */
let fresh = Promise.resolve();

/** Listens once: button and form are redrawn with the body. */
export function startUndo() {
  told = Number(field()?.value ?? 0);
  document.addEventListener("cafe:ecrit", () => (fresh = refresh()));
  document.addEventListener("submit", (event) => {
    if (!(/** @type {Element} */ (event.target).matches(FORM))) return;
    event.preventDefault();
    undoNext();
  });
  document.addEventListener("keydown", (event) => {
    const asked = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!asked || event.repeat || event.key.toLowerCase() !== "z" || isTyping(event.target)) return;
    event.preventDefault();
    undoNext();
  });
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    // A double press is one wish: the second would undo the gesture before, which nobody has read.
    if (event.detail > 1 && target.closest("#annuler")) event.preventDefault();
    const link = /** @type {HTMLElement | null} */ (target.closest("a[data-carte]"));
    const card = link && cardOf(link.dataset.carte ?? "");
    if (!card) return;
    event.preventDefault();
    card.scrollIntoView({ block: "center" });
    focusCard(card);
  });
  toast?.querySelector("[data-annuler-toast]")?.addEventListener("click", (event) => {
    if (/** @type {MouseEvent} */ (event).detail > 1) return;
    document.getElementById("annuler")?.focus();
    undoNext();
  });
  for (const name of ["pointerenter", "focusin"]) toast?.addEventListener(name, () => clearTimeout(timer));
  for (const name of ["pointerleave", "focusout"]) toast?.addEventListener(name, hideLater);
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  if (document.querySelector("dialog[open]")) return true;
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}

/** @returns {HTMLInputElement | null} holds the number of the gesture to undo */
function field() {
  return document.querySelector(`${FORM} input[name=numero]`);
}

function undoNext() {
  turn = turn.then(undo);
}

async function undo() {
  await settled();
  await fresh;
  const numero = field()?.value;
  hide();
  if (!numero) return say("Rien à annuler.");
  const answer = await send(address("tableau/annuler"), { numero });
  if (!answer.ok) {
    complain(answer.refus.message, answer.refus.liens);
    catchUp();
    return;
  }
  show(answer.corps.annulable);
  say(answer.corps.dit);
  catchUp();
}

/** After any gesture of this page: the button names it, and the toast offers it. */
async function refresh() {
  if (!field()) return;
  const annulable = await ask();
  if (annulable === undefined) return;
  show(annulable);
  if (annulable && annulable.numero > told) offer(annulable);
}

/** @returns {Promise<Annulable | null | undefined>} undefined when the server does not say */
async function ask() {
  try {
    const answer = await fetch(address("tableau/annulable"), {
      headers: { Accept: "application/json" },
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
    return answer.ok ? (await answer.json()).annulable : undefined;
  } catch {
    return undefined;
  }
}

/** @param {Annulable | null} annulable */
function show(annulable) {
  const numero = field();
  const button = document.getElementById("annuler");
  const quoi = button?.querySelector("[data-quoi]");
  if (!numero || !button || !quoi) return;
  numero.value = annulable ? String(annulable.numero) : "";
  quoi.textContent = annulable?.dit ?? "";
  button.title = annulable ? `Annuler : ${annulable.dit}` : "Rien à annuler";
  if (annulable) button.removeAttribute("aria-disabled");
  else button.setAttribute("aria-disabled", "true");
}

/** @param {Annulable} annulable */
function offer({ numero, dit }) {
  told = numero;
  const texte = toast?.querySelector("[data-texte]");
  if (!toast || !texte) return;
  texte.textContent = dit.charAt(0).toUpperCase() + dit.slice(1);
  toast.hidden = false;
  hideLater();
}

function hideLater() {
  clearTimeout(timer);
  timer = setTimeout(hide, DUREE);
}

function hide() {
  clearTimeout(timer);
  if (toast) toast.hidden = true;
}
