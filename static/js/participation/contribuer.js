// The writing page: keeps the draft at each keystroke and hands the form to the outbox.
// Everything works without this script: the form then posts itself.
import { openBoite } from "./boite/page.js";
import { Brouillons, storageOf } from "./boite/brouillon.js";
import { prefix } from "./boite/depot.js";
import { readTextes } from "./boite/vue.js";
import { followEtat } from "./etat.js";
import { Formulaire } from "./formulaire.js";
import { showMessage, showTime } from "./moment.js";
import { sendOnce } from "./simple.js";

async function start() {
  const boite = await openBoite();
  const element = document.querySelector("form[data-cafe=contribuer]");
  if (!(element instanceof HTMLFormElement)) {
    if (boite) follow(boite.element.dataset.etat ?? "", boite, null);
    return;
  }
  if (!boite) sendOnce(element);
  const place = /** @type {HTMLElement} */ (document.querySelector("[data-cafe=boite]"));
  const { instance = "", seance = "" } = place.dataset;
  const brouillons = new Brouillons(prefix(instance, seance, "brouillon"), storageOf());
  const formulaire = new Formulaire(element, brouillons, readTextes(place), boite);
  follow(place.dataset.etat ?? "", boite, formulaire);
}

/**
 * @param {string} url
 * @param {import("./boite/page.js").Boite | null} boite
 * @param {Formulaire | null} formulaire
 */
function follow(url, boite, formulaire) {
  let seated = true;
  // Never under someone's fingers, nor over words that only this page holds.
  const idle = async () => formulaire?.idle !== false && (!boite || (await boite.count()) === 0);
  const goToTable = async () => {
    if (!seated && (await idle())) location.replace(addressOfNow());
  };
  boite?.addEventListener("change", goToTable);
  followEtat(url, {
    heure: showTime,
    connected: () => boite?.attente.kick(),
    known: (etat) => {
      if (formulaire) formulaire.tour = etat.tour;
      showMessage(etat.message);
      showPlace(etat);
      showSlowed(etat.ralenti);
    },
    changed: async (before, now) => {
      const changed = JSON.stringify([before.phase, before.droits, before.vote, before.questions]) !==
        JSON.stringify([now.phase, now.droits, now.vote, now.questions]);
      // Another round: another table, or another question at this one.
      seated &&= before.tour === now.tour && before.tablee === now.tablee;
      await goToTable();
      if (changed && seated && (await idle())) location.reload();
    },
  });
}

/** @param {import("./etat.js").Etat} etat where the bearer of a badge sits, and where next */
function showPlace({ place, change }) {
  const lieu = document.querySelector("[data-badge]");
  if (!lieu || !place) return;
  say(lieu.querySelector("[data-place]"), "data-place", place);
  say(lieu.querySelector("[data-ailleurs]"), "data-ailleurs", place.prevue === null ? null : place);
  const avis = /** @type {HTMLElement} */ (lieu.querySelector("[data-change]"));
  avis.hidden = !change;
  say(avis.querySelector("[data-texte]"), "data-texte", change);
}

/** @param {boolean} ralenti whether the team reads this person's words one by one */
function showSlowed(ralenti) {
  const avis = document.querySelector("[data-ralenti]");
  if (avis instanceof HTMLElement) avis.hidden = !ralenti;
}

/**
 * @param {Element | null} element
 * @param {string} modele the attribute that holds its sentence, with {names} to fill in
 * @param {Record<string, number | null> | null} valeurs nothing is said without them
 */
function say(element, modele, valeurs) {
  if (!(element instanceof HTMLElement)) return;
  const dit = element.getAttribute(modele) ?? "";
  const texte = valeurs ? dit.replace(/\{(\w+)\}/g, (_, nom) => String(valeurs[nom])) : "";
  element.hidden = texte === "";
  if (element.textContent !== texte) element.textContent = texte;
}

/**
 * @returns {string} this page without what was chosen for the round before; as it is on a phone
 *   that sits nowhere known
 */
function addressOfNow() {
  const ici = new URL(location.href);
  ici.hash = "";
  const badge = document.querySelector("[data-badge]");
  if (!badge && !ici.searchParams.has("table")) return ici.href;
  for (const cle of badge ? ["question", "envoyee", "table"] : ["question", "envoyee"]) {
    ici.searchParams.delete(cle);
  }
  return ici.href;
}

start();
