// The page of notes, put together: each line is kept on this computer, then sent, then shown as
// the server keeps it. Without this script every line is a plain form.
import { suivi } from "../../live/page.js";
import { Annonces } from "../../live/annonces.js";
import { showWaiting } from "./attente.js";
import { Boite } from "./boite.js";
import { startDrafts } from "./brouillons.js";
import { startCiting } from "./citer.js";
import { startCorrecting, watchCorrections } from "./correction.js";
import { Facteur } from "./facteur.js";
import { startPoints } from "./points.js";
import { startTyping } from "./saisie.js";

/** @typedef {import("./boite.js").Envoi} Envoi */

const notes = /** @type {HTMLElement} */ (document.getElementById("notes"));
const { installation, seance, adresse = "" } = notes.dataset;
const prefixe = `cafe.notes.${installation}.${seance}.`;

const boite = new Boite(`${prefixe}envoi.`);
const facteur = new Facteur(boite, adresse);
/** @type {Set<string>} client ids of the lines typed on this page */
const own = new Set();

/** @param {string} text said politely to screen readers */
function say(text) {
  const status = document.querySelector("[data-annonces-notes]");
  if (status) status.textContent = text;
}

/** @param {Envoi} envoi with the version of now: keeping one's text is a choice */
function retry(envoi) {
  const { refus, ...kept } = envoi;
  const version = String(refus?.actuel?.version ?? kept.champs.version ?? "");
  boite.keep({ ...kept, champs: { ...kept.champs, version } });
}

/** @param {Envoi} envoi */
function drop(envoi) {
  boite.remove(envoi.id);
}

const draw = showWaiting(boite, { retry, drop });
boite.addEventListener("change", () => facteur.wake());
facteur.addEventListener("partie", (event) => {
  const { envoi, corps } = /** @type {CustomEvent} */ (event).detail;
  own.add(envoi.champs.client_id ?? "");
  if (corps.html) {
    suivi?.place([{ action: "append", cible: `lignes-${corps.point}`, html: corps.html }]);
  } else if (envoi.genre === "retrait") {
    suivi?.place([{ action: "remove", cible: `ligne-${corps.id}`, html: "" }]);
  } else if (!suivi?.live) {
    suivi?.refetch();
  }
  say(envoi.genre === "ligne" ? `${envoi.vue.nature} : noté.` : "Enregistré.");
});
facteur.addEventListener("refusee", (event) => {
  const envoi = /** @type {CustomEvent<Envoi>} */ (event).detail;
  say(`Pas enregistré. ${envoi.refus?.message ?? ""}`);
});

const correct = startCorrecting(boite, facteur);
const cite = startCiting(adresse);
const typed = startDrafts(`${prefixe}brouillon.`);
startTyping(boite, { correct, cite, typed });
startPoints(adresse, say);

const others = new Annonces((nombre) => {
  say(nombre === 1 ? "Une ligne notée par quelqu’un d’autre." : `${nombre} lignes notées par quelqu’un d’autre.`);
});
suivi?.addEventListener("nouvelles", (event) => {
  const ids = /** @type {CustomEvent<string[]>} */ (event).detail;
  const foreign = ids.filter((id) => {
    const client = document.getElementById(id)?.dataset.client;
    return client !== undefined && !own.has(client) && !boite.all().some((e) => e.id === client);
  });
  if (foreign.length) others.add(foreign.length);
});
suivi?.addEventListener("reprise", () => facteur.wake());
new MutationObserver(() => {
  watchCorrections();
  draw();
}).observe(notes, { childList: true, subtree: true });

addEventListener("beforeunload", (event) => {
  if (boite.fragile && boite.all().length) event.preventDefault();
});
document.documentElement.classList.add("avec-script");
facteur.wake();
