// The writing page: counts characters, sends once, keeps the draft of a reload.
// Everything works without this script.
import { followEtat } from "./etat.js";

/**
 * @param {HTMLTextAreaElement} field
 * @param {HTMLElement} counter `data-maxi` is the limit, `data-phrase` says « {n} » of it
 */
export function countDown(field, counter) {
  const maximum = Number(counter.dataset.maxi);
  const show = () => {
    const length = [...field.value].length;
    counter.textContent = (counter.dataset.phrase ?? "{n}").replace("{n}", String(length));
    counter.classList.toggle("compteur-depasse", length > maximum);
  };
  field.addEventListener("input", show);
  show();
}

/**
 * A second tap on « Envoyer » would only repeat the same id; say that it is on its way.
 * @param {HTMLFormElement} form
 */
export function sendOnce(form) {
  form.addEventListener("submit", () => {
    const button = form.querySelector("button[type=submit]");
    if (!(button instanceof HTMLButtonElement)) return;
    button.setAttribute("aria-busy", "true");
    // Not at once: a disabled button would cancel the submission in some browsers.
    setTimeout(() => (button.disabled = true), 0);
  });
  // Back to the page (bfcache): the button must work again.
  addEventListener("pageshow", () => {
    const button = form.querySelector("button[type=submit]");
    if (button instanceof HTMLButtonElement) button.disabled = false;
  });
}

const form = document.querySelector("form[data-cafe=contribuer]");
if (form instanceof HTMLFormElement) {
  const field = form.querySelector("textarea");
  const counter = form.querySelector(".compteur");
  if (field && counter instanceof HTMLElement) countDown(field, counter);
  sendOnce(form);
  followEtat(form.dataset.etat ?? "", (before, now) => {
    const changed = JSON.stringify([before.phase, before.droits, before.questions]) !==
      JSON.stringify([now.phase, now.droits, now.questions]);
    // Never under someone's fingers: only an empty field is reloaded.
    if (changed && field && field.value.trim() === "") location.reload();
  });
}
