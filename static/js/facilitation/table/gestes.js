// Stars, « nous sommes 9 », « besoin d’aide », the approval: sent without leaving the page.
import { suivi } from "../../live/page.js";
import { send } from "../envoi.js";

/** @param {(text: string) => void} say politely */
export function startTaps(say) {
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!("geste" in form.dataset)) return;
    event.preventDefault();
    tap(form, say);
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {(text: string) => void} say
 */
async function tap(form, say) {
  if (form.dataset.geste === "parti") return;
  form.dataset.geste = "parti";
  const answer = await send(form.action, new FormData(form));
  form.dataset.geste = "";
  complain(form, answer.ok ? "" : answer.refus.message);
  if (!answer.ok) return say(answer.refus.message);
  say("C’est fait.");
  await suivi?.refetch();
}

/**
 * Beside the list or the field it is about, until the next gesture.
 * @param {HTMLElement} form
 * @param {string} message
 */
export function complain(form, message) {
  const near = form.closest("section, form")?.querySelector("[data-refus]");
  const place = near ?? document.querySelector("#table-idees [data-refus]");
  if (!(place instanceof HTMLElement)) return;
  place.hidden = message === "";
  const words = place.querySelector("span");
  if (words) words.textContent = message;
}
