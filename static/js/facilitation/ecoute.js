// Listening while writing down: play, pause and three seconds back without leaving the field.

const RECUL = 3;

/** Listens once, on the document: the form comes and goes in its dialog. */
export function startListening() {
  document.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest(
      "[data-ecoute-pause], [data-ecoute-recule]",
    );
    const sound = button && soundOf(button);
    if (!sound) return;
    if (button.matches("[data-ecoute-pause]")) toggle(sound);
    else goBack(sound);
  });
  document.addEventListener("keydown", (event) => {
    if (!event.ctrlKey || event.code !== "Space") return;
    const sound = soundOf(/** @type {Element} */ (event.target));
    if (!sound) return;
    event.preventDefault();
    if (event.shiftKey) goBack(sound);
    else toggle(sound);
  });
}

/**
 * Shows the buttons, which do nothing without this script.
 * @param {ParentNode} place
 */
export function equipListening(place) {
  for (const tools of place.querySelectorAll("[data-ecoute-outils]")) {
    if (tools instanceof HTMLElement) tools.hidden = false;
  }
}

/** @param {Element} inside */
function soundOf(inside) {
  const sound = inside.closest("form")?.querySelector("[data-ecoute] audio");
  return sound instanceof HTMLAudioElement ? sound : null;
}

/** @param {HTMLAudioElement} sound */
function toggle(sound) {
  // A sound that cannot be played is said by its own player.
  if (sound.paused) sound.play().catch(() => undefined);
  else sound.pause();
}

/** @param {HTMLAudioElement} sound */
function goBack(sound) {
  sound.currentTime = Math.max(0, sound.currentTime - RECUL);
}
