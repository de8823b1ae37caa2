// The countdown, by the server's time. The device's own clock is never read: ten minutes wrong,
// or set right meanwhile, it shows the same second as all others.
import { HeureServeur } from "./heure_serveur.js";

/** @typedef {{fin: number | null, maintenant: number, pause: number | null}} Minuteur */

/** What is said aloud, in milliseconds left, the nearest first; nothing else is. */
const PALIERS = [0, 60_000, 300_000];
const BIENTOT = 60_000;

/** @type {Minuteur} */
let lu = { fin: null, maintenant: 0, pause: null };
const serveur = new HeureServeur();
/** The device's time less the same count: only how it changes is looked at. */
let veille = derive();
let avant = NaN;
let prochain = 0;
/** When the line last told how the clock stands. */
let entendu = -Infinity;

/**
 * Take in what the line tells, in the order in which it happened.
 * @param {Minuteur} dit
 * @param {number} recu when it came, by `performance.now()`
 * @param {number} [demande] when it was asked for; nothing if the server spoke by itself
 */
export function entendre(dit, recu, demande) {
  entendu = recu;
  retenir(dit);
  serveur.apprendre(dit.maintenant, recu, demande);
  veille = derive();
  montrer();
}

/**
 * Take in what an answer says. One asked for before the line last told may have been written
 * before a pause that the line told: then it still says what time it was, not how the clock stands.
 * @param {Minuteur} dit
 * @param {number} recu as for `entendre`
 * @param {number} demande
 */
export function regler(dit, recu, demande) {
  if (demande >= entendu) retenir(dit);
  serveur.apprendre(dit.maintenant, recu, demande);
  veille = derive();
  montrer();
}

/** @param {Minuteur} dit */
function retenir(dit) {
  // Another end is another countdown: what it passes at once is not news.
  if (dit.fin !== lu.fin) oublier();
  lu = dit;
}

/** What was said aloud of another countdown no longer stands. */
function oublier() {
  avant = NaN;
  const status = document.querySelector("[data-minuteur-dit]");
  if (status?.textContent) status.textContent = "";
}

function derive() {
  return Date.now() - performance.now();
}

/** @returns {number | null} milliseconds left, below zero once the time is up */
export function reste() {
  if (lu.pause !== null) return lu.pause;
  return lu.fin === null ? null : lu.fin - serveur.ecart - performance.now();
}

/** Show the time left wherever the page has a place for it, and again at each second. */
export function montrer() {
  clearTimeout(prochain);
  const ms = reste();
  for (const place of document.querySelectorAll("[data-minuteur]")) {
    dessiner(/** @type {HTMLElement} */ (place), ms);
  }
  if (ms === null || lu.pause !== null) return;
  annoncer(ms);
  avant = ms;
  // The next whole second, whatever the moment at which we look.
  if (ms > 0) prochain = setTimeout(montrer, (ms % 1000 || 1000) + 1);
}

/**
 * @param {HTMLElement} place
 * @param {number | null} ms
 */
function dessiner(place, ms) {
  place.hidden = ms === null;
  if (ms === null) return;
  const fini = ms <= 0 && lu.pause === null;
  const etat = lu.pause !== null ? "pause" : fini ? "termine" : ms <= BIENTOT ? "bientot" : "";
  place.dataset.etat = etat;
  ecrire(place, "[data-temps]", fini ? (place.dataset.termine ?? "") : duree(ms));
  const { jusqua = "", pause = "" } = place.dataset;
  ecrire(place, "[data-jusqua]", lu.fin === null ? pause : jusqua.replace("{heure}", heure(lu.fin)));
}

/**
 * @param {Element} place
 * @param {string} selecteur
 * @param {string} texte
 */
function ecrire(place, selecteur, texte) {
  const element = place.querySelector(selecteur);
  if (element && element.textContent !== texte) element.textContent = texte;
}

/** @param {number} ms */
function annoncer(ms) {
  const palier = PALIERS.find((p) => avant > p && ms <= p);
  const status = /** @type {HTMLElement | null} */ (document.querySelector("[data-minuteur-dit]"));
  if (palier === undefined) return;
  if (status) status.textContent = status.dataset[`dit${palier / 60_000}`] ?? "";
  if (palier === 0) document.dispatchEvent(new CustomEvent("minuteur-termine"));
}

/**
 * @param {number} ms
 * @returns {string} « 12:05 », rounded up so that all change at the same instant
 */
export function duree(ms) {
  const secondes = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(secondes / 60)}:${String(secondes % 60).padStart(2, "0")}`;
}

/**
 * @param {number} fin
 * @returns {string} the hour where the meeting is held, as the page's language writes it
 */
function heure(fin) {
  const { lang } = document.documentElement;
  const dit = new Intl.DateTimeFormat("fr", {
    hour: "numeric",
    minute: "2-digit",
    timeZone: "Europe/Paris",
  }).format(fin);
  return lang.startsWith("fr") ? dit.replace(":", "\u00a0h\u00a0") : dit;
}

/**
 * What a page, or a part of it, was printed with; only when it has just come.
 * @param {ParentNode} zone
 * @param {number} recu as for `entendre`
 * @param {number} demande
 */
export function lire(zone, recu, demande) {
  const place = /** @type {HTMLElement | null} */ (zone.querySelector("[data-minuteur]"));
  if (!place) return;
  const nombre = (/** @type {string | undefined} */ texte) => (texte ? Number(texte) : null);
  const { fin, maintenant, reste: pause } = place.dataset;
  regler({ fin: nombre(fin), maintenant: Number(maintenant), pause: nombre(pause) }, recu, demande);
}

// The count of a device that slept stood still meanwhile; the server will say, this tells sooner.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") return;
  serveur.decaler(derive() - veille);
  veille = derive();
  montrer();
});

const page = /** @type {PerformanceNavigationTiming | undefined} */ (
  performance.getEntriesByType("navigation")[0]
);
if (page) lire(document, page.responseStart, page.requestStart);
