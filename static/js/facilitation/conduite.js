// The conductor's page: follows its salle, and looks again at tables and counts now and then.
// Every gesture is a plain form.
import { parse } from "../live/html.js";
import { suivi } from "../live/page.js";

const PERIODE = 10_000;
const place = document.querySelector("[data-comptes]");
const lien = document.querySelector("[data-actualiser]");

/**
 * Fetch the counts again; an answer that is not a page of counts changes nothing.
 * @param {Element} element its `data-comptes` is the address
 */
export async function refresh(element) {
  const address = /** @type {HTMLElement} */ (element).dataset.comptes ?? "";
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (answer.ok && !answer.redirected) element.replaceChildren(parse(await answer.text()));
  } catch {
    // The network is away: the next turn will tell.
  }
}

if (place) {
  setInterval(() => {
    if (document.visibilityState !== "visible") return;
    refresh(place);
    // Ideas come without a word to this salle: they are many.
    suivi?.refetch();
  }, PERIODE);
  lien?.addEventListener("click", (event) => {
    event.preventDefault();
    refresh(place);
  });
}
