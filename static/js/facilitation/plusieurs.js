// What is done with several cards at once: the bar that says how many are chosen, and its gestures.
// One gesture is one event, undone in one go.
import { suivi } from "../live/page.js";
import { address, board, cardOf, cardsIn, focusCard, focusFirst, heirsOf, idOf, titleOf } from "./cartes.js";
import {
  choix,
  chooseAll,
  chooseNone,
  chosen,
  isChoosable,
  isChoosing,
  lastChosen,
  limit,
  startChoosing,
} from "./choix.js";
import { movedOn, waysOut } from "./choix_refus.js";
import { startChoiceWatch } from "./choix_suivi.js";
import { openDialog } from "./dialogue.js";
import { send } from "./envoi.js";
import { button, complain, say } from "./message.js";
import { catchUp, present } from "./suite.js";

const bar = document.getElementById("choix");
const count = document.getElementById("choix-nombre");
let shown = 0;

/** Listens once; the bar is never redrawn. */
export function startSeveral() {
  if (!bar) return;
  startChoiceWatch();
  choix.addEventListener("choix", show);
  suivi?.addEventListener("corps", show);
  choix.addEventListener("trop", () => complain(`${limit()} paroles à la fois au plus : les autres ne sont pas choisies.`));
  bar.addEventListener("click", (event) => {
    const control = /** @type {Element} */ (event.target).closest("[data-lot]");
    if (control instanceof HTMLElement) start(control.dataset.lot ?? "", control);
  });
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") focusCard(lastChosen());
  });
  document.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("a[data-choisir]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    link.closest("details")?.removeAttribute("open");
    startChoosing();
    focusBar();
  });
}

/** The bar, from the card where the reader is. */
export function focusBar() {
  count?.focus();
}

function show() {
  if (!bar || !count) return;
  const ids = [...chosen().keys()];
  bar.hidden = !isChoosing();
  const hidden = ids.filter((id) => !cardOf(id)?.offsetParent).length;
  count.textContent = `${said(ids.length)}${hidden ? `, dont ${hidden} hors de vue` : ""}`;
  for (const control of bar.querySelectorAll("[data-lot]")) {
    const lot = control.getAttribute("data-lot");
    if (lot === "aucune") rename(control, ids.length ? "Aucune" : "Fermer");
    else if (lot !== "toutes") control.setAttribute("aria-disabled", String(ids.length === 0));
  }
  if (ids.length !== shown) say(`${said(ids.length)}.`);
  shown = ids.length;
}

/** @param {number} nombre */
function said(nombre) {
  if (nombre === 0) return "Aucune parole choisie";
  return nombre === 1 ? "1 parole choisie" : `${nombre} paroles choisies`;
}

/**
 * @param {Element} control
 * @param {string} text
 */
function rename(control, text) {
  const label = control.querySelector("span");
  if (label) label.textContent = text;
}

/**
 * @param {string} lot
 * @param {HTMLElement} control
 */
function start(lot, control) {
  if (control.getAttribute("aria-disabled") === "true") return;
  complain("");
  if (lot === "toutes") chooseAll(cardsIn().filter(isChoosable));
  else if (lot === "aucune") leave();
  else if (lot === "frigo") chill();
  else openSeveral(lot, control);
}

function leave() {
  const back = lastChosen();
  chooseNone();
  if (!focusCard(back)) focusFirst(["defile-libres"]);
}

/** @returns {string[]} « id.version » each, as forms name them */
function cards() {
  return [...chosen()].map(([id, { version }]) => `${id}.${version}`);
}

/**
 * @param {string} lot which section of the page of gestures
 * @param {HTMLElement} control gets the focus back
 */
export async function openSeveral(lot, control) {
  const query = new URLSearchParams({ question: board().dataset.question ?? "" });
  const problem = await openDialog(
    `${address("tableau/plusieurs/gestes")}?${query}`,
    (section) => section === lot,
    (envoi, corps) => done(envoi, corps),
    () => control.focus(),
    (content) => {
      const how = content.querySelector("[data-combien]");
      if (how) how.textContent = `${said(chosen().size)}.`;
      for (const form of content.querySelectorAll("form")) form.addEventListener("formdata", addCards);
    },
  );
  if (problem) complain(problem);
}

/** @param {Event} event the cards are those chosen when the form is sent */
function addCards(event) {
  const { formData } = /** @type {FormDataEvent} */ (event);
  if (formData.has("cartes")) return;
  for (const card of cards()) formData.append("cartes", card);
}

/**
 * @param {string} envoi
 * @param {Record<string, any>} corps
 */
async function done(envoi, corps) {
  const heirs = envoi === "transmettre" ? [] : heirsOfAll();
  chooseNone();
  const group = corps.regroupement;
  if (group) {
    await present(`groupe-${group}`);
    document.getElementById(`groupe-${group}`)?.scrollIntoView({ block: "nearest" });
    document.getElementById(`titre-${group}`)?.focus();
    say(`${corps.dit} ${titleOf(group)}.`);
  } else {
    focusFirst([...heirs, "defile-libres"]);
    say(corps.dit);
  }
  catchUp();
}

/** @returns {string[]} where to go once the cards chosen have left */
function heirsOfAll() {
  const last = lastChosen();
  const heirs = last ? heirsOf(last) : [];
  return heirs.filter((id) => !chosen().has(id.replace("carte-", "")));
}

async function chill() {
  const form = new FormData();
  form.set("question", board().dataset.question ?? "");
  form.set("geste", "frigo");
  for (const card of cards()) form.append("cartes", card);
  const answer = await send(address("tableau/plusieurs/gestes"), form);
  if (answer.ok) return done("frigo", answer.corps);
  const touchees = movedOn(answer.refus);
  const why = [answer.refus.message, ...touchees.map((card) => card.dit)].join(" ");
  complain(why, waysOut(touchees, chill));
  catchUp();
}
