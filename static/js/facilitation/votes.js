// The page of the votes: the totals of an open one are fetched again. Every gesture is a plain form.
import { parse } from "../live/html.js";

const PERIODE = 3_000;

/** @param {HTMLElement} place its `data-resultats` is the address of its totals */
async function refresh(place) {
  try {
    const answer = await fetch(place.dataset.resultats ?? "", { headers: { Accept: "text/html" } });
    if (answer.ok && !answer.redirected) place.replaceChildren(parse(await answer.text()));
  } catch {
    // The network is away: the next turn will tell.
  }
}

for (const place of document.querySelectorAll("[data-resultats]:not([data-resultats=''])")) {
  setInterval(() => {
    // Not under somebody who reads the figures of the chart.
    const read = place.contains(document.activeElement) || place.querySelector("details[open]");
    if (document.visibilityState === "visible" && !read) refresh(/** @type {HTMLElement} */ (place));
  }, PERIODE);
}
