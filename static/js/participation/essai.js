// The trial of the hall's network: calls every few seconds, and says when nobody answers. A page
// that is hidden says so before it falls silent: a locked phone has not left the Wi-Fi.

/** A call that takes longer got nowhere. */
const PATIENCE = 8_000;

/** @param {HTMLElement} place */
function start(place) {
  const { appel = "", rythme = "3" } = place.dataset;
  let occupe = false;

  /** @param {boolean} present */
  function show(present) {
    for (const avis of place.querySelectorAll("[data-etat]")) {
      const voulu = /** @type {HTMLElement} */ (avis);
      const visible = (voulu.dataset.etat === "present") === present;
      if (voulu.hidden === visible) voulu.hidden = !visible;
    }
  }

  async function call() {
    if (occupe || document.visibilityState !== "visible") return;
    occupe = true;
    const arret = new AbortController();
    const minuteur = setTimeout(() => arret.abort(), PATIENCE);
    try {
      const headers = { Accept: "application/json" };
      const reponse = await fetch(appel, { headers, cache: "no-store", signal: arret.signal });
      // The gate of another Wi-Fi answers too, but not in these words.
      const lu = await reponse.json();
      show(reponse.ok && typeof lu.numero === "number");
    } catch {
      show(false);
    }
    clearTimeout(minuteur);
    occupe = false;
  }

  function pause() {
    const headers = { Accept: "application/json" };
    fetch(`${appel}&pause=1`, { headers, cache: "no-store", keepalive: true }).catch(() => {});
  }

  setInterval(call, Number(rythme) * 1000);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") call();
    else pause();
  });
}

const place = document.querySelector("[data-cafe=essai]");
if (place instanceof HTMLElement) start(place);
