// The roll: a tap is sent without leaving the page, and what others tapped comes back with it.

import { element } from "../live/html.js";

/** @typedef {{cle: string, version: number, html: string}} Ligne */
/** @typedef {{bilan: string, lignes: Ligne[], message?: string}} Appel */

const RAPPEL = 15_000;

const list = /** @type {HTMLUListElement} */ (document.querySelector("[data-cafe=appel]"));
const address = list.dataset.adresse ?? "";
const total = document.getElementById("bilan");
const message = document.getElementById("message");
/** What this page sent and has no answer to yet: an older roll must not undo it. */
let pending = 0;

/** @param {string} text nothing to say: an empty one */
function complain(text) {
  if (!message) return;
  message.textContent = text;
  message.hidden = text === "";
}

/** @param {Appel} roll */
function show(roll) {
  const there = new Set(roll.lignes.map((line) => line.cle));
  for (const row of list.querySelectorAll("[data-cle]")) {
    if (row instanceof HTMLElement && !there.has(row.dataset.cle ?? "")) row.remove();
  }
  for (const [rank, line] of roll.lignes.entries()) draw(line, rank);
  if (total && total.textContent !== roll.bilan) total.textContent = roll.bilan;
}

/**
 * @param {Ligne} line
 * @param {number} rank
 */
function draw(line, rank) {
  const old = document.getElementById(`personne-${line.cle}`);
  if (old?.dataset.version === String(line.version)) return;
  const fresh = element(line.html.trim());
  if (!fresh) return;
  if (!old) {
    list.insertBefore(fresh, list.children[rank] ?? null);
    return;
  }
  // Someone is writing here who sits instead: their words are kept, the next send will tell.
  const field = old.querySelector("input[name=represente_par]");
  if (field instanceof HTMLInputElement && field === document.activeElement && changed(field)) return;
  const id = old.contains(document.activeElement) ? document.activeElement?.id : "";
  old.replaceWith(fresh);
  if (id) document.getElementById(id)?.focus();
}

/** @param {HTMLInputElement} field */
function changed(field) {
  return field.value !== field.defaultValue;
}

/**
 * @param {HTMLFormElement} form
 * @param {FormData} said
 */
async function send(form, said) {
  pending += 1;
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: said,
    });
    const roll = /** @type {Appel} */ (await answer.json());
    const field = form.querySelector("input[name=represente_par]");
    // What was just sent is no longer being written.
    if (field instanceof HTMLInputElement && answer.ok) field.defaultValue = field.value;
    if (roll.lignes) show(roll);
    complain(answer.ok ? "" : (roll.message ?? ""));
    return answer.ok;
  } catch {
    complain("Le serveur ne répond pas : cet appui n’est pas enregistré. Réessayez dans un instant.");
    return false;
  } finally {
    pending -= 1;
  }
}

list.addEventListener("submit", async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const { submitter } = /** @type {SubmitEvent} */ (event);
  event.preventDefault();
  const said = new FormData(form, submitter);
  const row = form.closest("[data-cle]");
  const ok = await send(form, said);
  const key = row instanceof HTMLElement ? row.dataset.cle : "";
  if (!ok) return;
  if (said.get("etat") === "represente") {
    const where = form.classList.contains("appel-par") ? `represente-${key}` : `par-${key}`;
    document.getElementById(where)?.focus();
  }
});

// Up and down: the same answer, one person above or below.
list.addEventListener("keydown", (event) => {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const button = event.target;
  if (!step || !(button instanceof HTMLButtonElement) || button.name !== "etat") return;
  const same = [...list.querySelectorAll("button[name=etat]")].filter(
    (one) => /** @type {HTMLButtonElement} */ (one).value === button.value,
  );
  const next = same[same.indexOf(button) + step];
  if (!(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
});

async function refresh() {
  if (pending || document.hidden) return;
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (answer.ok && !pending) show(/** @type {Appel} */ (await answer.json()));
  } catch {
    // The next turn will do; a tap says what is wrong.
  }
}

setInterval(refresh, RAPPEL);
document.addEventListener("visibilitychange", refresh);
