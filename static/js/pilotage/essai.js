// The trial of the network, kept up to date: the page is asked again, and only what changed moves.
import { parse } from "../live/html.js";

const RYTHME = 3_000;

const place = /** @type {HTMLElement} */ (document.querySelector("[data-cafe=essai]"));

/** @param {Element} neuf the same part of a fresh page */
function show(neuf) {
  // The sentences are announced: they are left alone while they say the same.
  const [avant, apres] = [place, neuf].map((lieu) => lieu.querySelector("[data-constats]"));
  const pareil = avant?.getAttribute("data-constats") === apres?.getAttribute("data-constats");
  if (!pareil && avant && apres) {
    avant.setAttribute("data-constats", apres.getAttribute("data-constats") ?? "");
    avant.replaceChildren(...apres.childNodes);
  }
  const compte = neuf.querySelector("[data-compte]");
  if (compte) place.querySelector("[data-compte]")?.replaceWith(compte);
}

async function refresh() {
  try {
    const reponse = await fetch(location.href, { headers: { Accept: "text/html" } });
    const neuf = parse(await reponse.text()).querySelector("[data-cafe=essai]");
    if (reponse.ok && neuf && !place.contains(document.activeElement)) show(neuf);
  } catch {
    // The next time will do.
  }
}

setInterval(refresh, RYTHME);
