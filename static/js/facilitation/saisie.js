// « Saisie pour » someone: Enter sends, a digit in the empty field chooses the answer, and only the
// answers of the chosen question are shown.

const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-cafe=saisie]"));
const text = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("texte"));
const question = /** @type {HTMLSelectElement} */ (form.elements.namedItem("question"));

/** @param {string} key */
function choose(key) {
  const tiles = [...form.querySelectorAll(".tuile")].filter((t) => !(/** @type {HTMLElement} */ (t).hidden));
  const radio = /^[1-9]$/.test(key) ? tiles[Number(key) - 1]?.querySelector("input") : null;
  if (radio) radio.checked = true;
  return Boolean(radio);
}

text.addEventListener("keydown", (event) => {
  const plain = !(event.isComposing || event.ctrlKey || event.altKey || event.metaKey);
  if (plain && text.value === "" && choose(event.key)) return event.preventDefault();
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
