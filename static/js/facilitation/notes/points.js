// Adding a point without leaving the page: what is being typed elsewhere stays.
import { suivi } from "../../live/page.js";
import { send } from "../envoi.js";
import { newId } from "./boite.js";
import { textOf } from "./champs.js";

/**
 * @param {string} adresse of the page of notes
 * @param {(text: string) => void} say
 */
export function startPoints(adresse, say) {
  const form = document.querySelector("form[data-ajout]");
  if (!(form instanceof HTMLFormElement)) return;
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("titre"));
  let id = newId();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await send(`${adresse}/points`, { titre: field.value, point_id: id });
    if (!answer.ok) {
      say(answer.refus.message);
      field.setCustomValidity(answer.refus.message);
      field.reportValidity();
      return;
    }
    id = newId();
    field.value = "";
    await suivi?.refetch();
    const added = document.querySelector(`form[data-saisie="${answer.corps.id}"]`);
    if (added instanceof HTMLFormElement) textOf(added).focus();
  });
  field.addEventListener("input", () => field.setCustomValidity(""));
}
