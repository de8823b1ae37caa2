// « Trier une à une »: the groups are sought by their titles, and Enter takes the first one found.
import { plain } from "./filtres.js";
import "./une_a_une.js";

document.addEventListener("input", (event) => {
  const field = /** @type {HTMLInputElement} */ (event.target);
  if (field.id === "tri-chercher") sift(field.value);
});

document.addEventListener("keydown", (event) => {
  const field = /** @type {Element} */ (event.target);
  if (field.id !== "tri-chercher" || event.key !== "Enter") return;
  event.preventDefault();
  choices().find((choice) => !choice.hidden)?.click();
});

/** @returns {HTMLElement[]} a button for each group */
function choices() {
  return [...document.querySelectorAll(".tri-groupes button[name=vers]")].map(
    (choice) => /** @type {HTMLElement} */ (choice),
  );
}

/** @param {string} text */
function sift(text) {
  const sought = plain(text.trim());
  for (const choice of choices()) {
    choice.hidden = !plain(choice.querySelector("[data-titre]")?.textContent ?? "").includes(sought);
  }
  const none = document.getElementById("tri-aucun");
  if (none) none.hidden = choices().some((choice) => !choice.hidden);
}

// A board that moves redraws the groups: the search goes on.
new MutationObserver(() => {
  const field = document.getElementById("tri-chercher");
  if (field instanceof HTMLInputElement && field.value) sift(field.value);
}).observe(document.getElementById("tri") ?? document.body, { childList: true, subtree: true });
document.documentElement.classList.add("avec-script");
