// A plan being computed: the page is asked again until it is there; nothing else of it moves.
import { parse } from "../live/html.js";

const RYTHME = 1_500;

async function refresh() {
  const place = document.querySelector("[data-cafe=nominatif][data-calcul]");
  if (!place) return;
  try {
    const reponse = await fetch(location.href, { headers: { Accept: "text/html" } });
    const neuf = parse(await reponse.text()).querySelector("[data-cafe=nominatif]");
    if (reponse.ok && neuf) place.replaceWith(neuf);
  } catch {
    // The next time will do.
  }
  setTimeout(refresh, RYTHME);
}

setTimeout(refresh, RYTHME);
