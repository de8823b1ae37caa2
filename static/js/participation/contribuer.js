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
  followEtat(url, {
    heure: showTime,
    connected: () => boite?.attente.kick(),
    known: (etat) => {
      if (formulaire) formulaire.tour = etat.tour;
      showMessage(etat.message);
      showTable(etat);
    },
    changed: async (before, now) => {
      const changed = JSON.stringify([before.phase, before.droits, before.vote, before.questions]) !==
        JSON.stringify([now.phase, now.droits, now.vote, now.questions]);
      // Never under someone's fingers, nor over words that only this page holds.
      const idle = formulaire?.idle !== false && (!boite || (await boite.count()) === 0);
      if (changed && idle) location.reload();
    },
  });
}

/** @param {import("./etat.js").Etat} etat where the bearer of a badge sits now */
function showTable({ tour, tablee }) {
  const place = document.querySelector("[data-badge]");
  if (!place || tour === null || tablee === null) return;
  const dit = place.getAttribute("data-badge") ?? "";
  place.textContent = dit.replace("{tour}", String(tour)).replace("{table}", String(tablee));
}

start();
