// The host's page, put together: each idea is kept on this device, then sent, then shown as the
// server keeps it; taps are sent without leaving the page. Without this script: plain forms.
import { suivi } from "../../live/page.js";
import { Boite } from "../notes/boite.js";
import { Facteur } from "../notes/facteur.js";
import { showWaiting } from "./attente.js";
import { startTaps } from "./gestes.js";
import { startIdeas } from "./idees.js";
import { startSynthese } from "./synthese.js";

const body = () => /** @type {HTMLElement} */ (document.getElementById("table"));
const { installation, tablee, adresse = "" } = body().dataset;
const prefixe = `cafe.table.${installation}.${tablee}.`;

const boite = new Boite(`${prefixe}envoi.`);
const facteur = new Facteur(boite, adresse);

/** @param {string} text said politely to screen readers */
function say(text) {
  const status = document.querySelector("[data-dit]");
  if (status) status.textContent = text;
}

const draw = showWaiting(boite);
boite.addEventListener("change", () => facteur.wake());
facteur.addEventListener("partie", () => {
  say("C’est noté.");
  suivi?.refetch();
});
facteur.addEventListener("refusee", (event) => {
  const envoi = /** @type {CustomEvent<import("../notes/boite.js").Envoi>} */ (event).detail;
  say(`Pas enregistré. ${envoi.refus?.message ?? ""}`);
});
suivi?.addEventListener("reprise", () => facteur.wake());

const followTour = startIdeas(boite, `${prefixe}brouillon.`);
const followText = startSynthese(`${prefixe}synthese.`, say);
startTaps(say);
suivi?.addEventListener("corps", () => {
  followTour();
  followText();
  draw();
});

addEventListener("beforeunload", (event) => {
  if (boite.fragile && boite.all().length) event.preventDefault();
});
facteur.wake();
