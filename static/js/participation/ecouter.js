// A question said aloud behind one large button; without this script the browser's player shows.

/** @param {HTMLElement} place */
function prepare(place) {
  const sound = place.querySelector("audio");
  const button = /** @type {HTMLButtonElement} */ (place.querySelector("[data-jouer]"));
  const word = /** @type {HTMLElement} */ (button.querySelector("[data-arreter]"));
  if (!sound) return;
  const [start, stop] = [word.textContent, word.dataset.arreter ?? ""];
  const tell = () => {
    word.textContent = sound.paused ? start : stop;
    place.toggleAttribute("data-joue", !sound.paused);
  };
  // What this button cannot do, the browser's player may: it says why, and seeks.
  const giveBack = () => {
    sound.hidden = false;
    button.hidden = true;
  };
  button.addEventListener("click", () => {
    if (!sound.paused) return sound.pause();
    for (const other of document.querySelectorAll("audio")) other.pause();
    sound.currentTime = 0;
    sound.play().catch((/** @type {DOMException} */ error) => {
      // Stopped before it began: nothing is wrong.
      if (error.name !== "AbortError") giveBack();
    });
  });
  for (const name of ["play", "pause", "ended"]) sound.addEventListener(name, tell);
  sound.hidden = true;
  button.hidden = false;
}

for (const place of document.querySelectorAll("[data-ecouter]")) prepare(/** @type {HTMLElement} */ (place));
