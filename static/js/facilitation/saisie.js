// « Saisie pour » someone: Enter sends, and only the answers of the chosen question are shown.

const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-cafe=saisie]"));
const text = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("texte"));
const question = /** @type {HTMLSelectElement} */ (form.elements.namedItem("question"));

text.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

form.addEventListener("submit", (event) => {
  const button = form.querySelector("button[type=submit]");
  if (button?.getAttribute("aria-disabled") === "true") event.preventDefault();
  button?.setAttribute("aria-disabled", "true");
});
// Back to the page (bfcache): the button must work again.
addEventListener("pageshow", () => {
  form.querySelector("button[type=submit]")?.removeAttribute("aria-disabled");
});

function showAccepted() {
  const accepted = (question.selectedOptions[0]?.dataset.categories ?? "").split(" ");
  for (const tile of form.querySelectorAll(".tuile")) {
    const radio = tile.querySelector("input");
    if (!radio || !(tile instanceof HTMLElement)) continue;
    tile.hidden = !accepted.includes(radio.value);
    if (tile.hidden) radio.checked = false;
  }
}

question.addEventListener("change", showAccepted);
showAccepted();
const hint = form.querySelector("[data-entree]");
if (hint instanceof HTMLElement) hint.hidden = false;
text.focus();
