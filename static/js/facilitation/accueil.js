// The door: each tap is kept on this device before it is sent, and until the server has said yes.
// Without this script every tap is a plain form.
import { Boite, newId } from "./notes/boite.js";
import { Facteur } from "./notes/facteur.js";

/** @typedef {import("./notes/boite.js").Envoi} Envoi */
/** @typedef {{comptes: Record<string, number>, total: number, qualite: string,
 *   dernier: {client_id: string, qualite: string} | null}} Nombres */

const PERIODE = 5_000;
/** An answer that takes longer than this is worth a word. */
const CALME = 3_000;

const place = /** @type {HTMLElement} */ (document.getElementById("accueil"));
const count = /** @type {HTMLFormElement} */ (place.querySelector("[data-compter]"));
const badge = /** @type {HTMLFormElement} */ (place.querySelector("[data-badge]"));
const cancel = /** @type {HTMLFormElement} */ (place.querySelector("[data-annuler]"));
const status = /** @type {HTMLElement} */ (place.querySelector("[data-etat]"));
const fault = /** @type {HTMLElement} */ (document.getElementById("badge-erreur"));
const number = /** @type {HTMLInputElement} */ (document.getElementById("badge"));
const { installation, seance, adresse = "", comptes: source = "" } = place.dataset;

const boite = new Boite(`cafe.accueil.${installation}.${seance}.`);
const facteur = new Facteur(boite, adresse);
/** @type {Nombres} what the server said last */
let known = read();
/** @type {{client_id: string, qualite: string}[]} counted on this page and not taken back */
const own = known.dernier ? [known.dernier] : [];
let calm = 0;

/** @returns {Nombres} as the page was written */
function read() {
  const comptes = Object.fromEntries(
    tiles().map((tile) => [tile.value, Number(numberOf(tile).textContent)]),
  );
  const total = Number(document.querySelector("[data-total]")?.textContent);
  const client_id = hidden(cancel).value;
  const qualite = cancel.querySelector("[data-dernier]")?.textContent ?? "";
  return { comptes, total, qualite: "", dernier: client_id ? { client_id, qualite } : null };
}

/** @returns {HTMLButtonElement[]} */
function tiles() {
  return [...count.querySelectorAll("button")];
}

/** @param {HTMLButtonElement} tile */
function numberOf(tile) {
  return /** @type {HTMLElement} */ (tile.querySelector("[data-nombre]"));
}

/** @param {HTMLFormElement} form */
function hidden(form) {
  return /** @type {HTMLInputElement} */ (form.elements.namedItem("client_id"));
}

/** Numbers of the server and what waits here, the last one that can be taken back. */
function draw() {
  const waiting = boite.all();
  const step = (/** @type {Envoi} */ { genre }) => (genre === "plus" ? 1 : -1);
  const sum = (/** @type {Envoi[]} */ some) => some.reduce((total, one) => total + step(one), 0);
  for (const tile of tiles()) {
    const here = waiting.filter(({ vue }) => vue.nature === tile.value);
    numberOf(tile).textContent = String((known.comptes[tile.value] ?? 0) + sum(here));
  }
  const total = document.querySelector("[data-total]");
  if (total) total.textContent = String(known.total + sum(waiting));
  const last = own.at(-1);
  cancel.hidden = !last;
  hidden(cancel).value = last?.client_id ?? "";
  const name = cancel.querySelector("[data-dernier]");
  if (name) name.textContent = last?.qualite ?? "";
  tellWaiting(waiting);
}

/** @param {Envoi[]} waiting */
function tellWaiting(waiting) {
  clearTimeout(calm);
  const oldest = Math.min(...waiting.map(({ depuis }) => depuis));
  const late = waiting.length > 0 && Date.now() - oldest >= CALME;
  if (waiting.length && !late) calm = setTimeout(draw, oldest + CALME - Date.now() + 50);
  if (!late) {
    if (status.dataset.ton === "attente") say("");
    return;
  }
  const { attend = "", attendUn = "", fragile = "" } = place.dataset;
  const said = waiting.length === 1 ? attendUn : attend.replace("{nombre}", String(waiting.length));
  say(boite.fragile ? `${said} ${fragile}` : said, "attente");
}

/**
 * @param {string} text said politely
 * @param {string} [ton]
 */
function say(text, ton = "") {
  status.dataset.ton = ton;
  if (status.textContent !== text) status.textContent = text;
}

/** @param {string} text beside the badge's field; empty hides it */
function sayFault(text) {
  const words = fault.querySelector("span");
  if (words) words.textContent = text;
  fault.hidden = text === "";
  if (text) number.setAttribute("aria-invalid", "true");
  else number.removeAttribute("aria-invalid");
}

/**
 * @param {"plus" | "moins"} genre
 * @param {string} chemin
 * @param {Record<string, string>} champs
 * @param {string} qualite empty for a badge: the server knows its series
 */
function put(genre, chemin, champs, qualite) {
  const vue = { nature: qualite, texte: "", detail: "" };
  boite.add({ id: newId(), genre, chemin, champs, point: "", objet: "", vue });
}

count.addEventListener("submit", (event) => {
  event.preventDefault();
  const tile = /** @type {SubmitEvent} */ (event).submitter;
  if (!(tile instanceof HTMLButtonElement)) return;
  const client_id = newId();
  own.push({ client_id, qualite: tile.value });
  say((place.dataset.plus ?? "").replace("{qualite}", tile.value));
  put("plus", "personnes", { client_id, qualite: tile.value }, tile.value);
});

badge.addEventListener("submit", (event) => {
  event.preventDefault();
  const typed = number.value.trim();
  sayFault("");
  if (typed) put("plus", "personnes", { client_id: newId(), badge: typed }, "");
  number.value = "";
  number.focus();
});

cancel.addEventListener("submit", (event) => {
  event.preventDefault();
  const last = own.pop();
  if (!last) return;
  say((place.dataset.moins ?? "").replace("{qualite}", last.qualite));
  put("moins", "annulation", { client_id: last.client_id }, last.qualite);
});

boite.addEventListener("change", () => {
  draw();
  facteur.wake();
});

facteur.addEventListener("partie", (event) => {
  const { envoi, corps } = /** @type {CustomEvent} */ (event).detail;
  known = corps;
  if (envoi.champs.badge) {
    own.push({ client_id: envoi.champs.client_id, qualite: corps.qualite });
    say((place.dataset.plus ?? "").replace("{qualite}", corps.qualite));
  }
  if (!own.length && corps.dernier && !boite.all().length) own.push(corps.dernier);
  draw();
});

facteur.addEventListener("refusee", (event) => {
  const envoi = /** @type {CustomEvent<Envoi>} */ (event).detail;
  const { client_id } = envoi.champs;
  const at = own.findIndex((one) => one.client_id === client_id);
  if (at >= 0) own.splice(at, 1);
  boite.remove(envoi.id);
  if (envoi.champs.badge) {
    sayFault(envoi.refus?.message ?? "");
    number.focus();
  } else say(envoi.refus?.message ?? "");
});

/** What the other stations counted meanwhile. */
async function refresh() {
  if (document.visibilityState !== "visible" || boite.all().length) return;
  try {
    const answer = await fetch(source, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) return;
    const fresh = await answer.json();
    if (boite.all().length) return; // a tap since: its own answer is newer
    known = fresh;
    draw();
  } catch {
    // The network is away: the next turn will tell.
  }
}

setInterval(refresh, PERIODE);
draw();
facteur.wake();
