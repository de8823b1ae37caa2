// « Participant suivant »: the phone changes hands only once nothing of the one who leaves
// waits in it, and without their drafts.
import { openBoite } from "./boite/page.js";
import { Brouillons, storageOf } from "./boite/brouillon.js";
import { prefix } from "./boite/depot.js";

const form = document.querySelector("form[data-cafe=suivant]");
const place = document.querySelector("[data-cafe=boite]");
if (form instanceof HTMLFormElement && place instanceof HTMLElement) {
  const { instance = "", seance = "" } = place.dataset;
  const brouillons = new Brouillons(prefix(instance, seance, "brouillon"), storageOf());
  const ouverte = openBoite();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const boite = await ouverte;
    if (boite && (await boite.count()) > 0) return boite.vue.warn("attendent");
    brouillons.clear();
    form.submit();
  });
}
