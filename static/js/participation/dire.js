// A text said aloud by the phone's own voice, where it has one: the button stays hidden otherwise.
// Only voices of the device itself: others would send the words to somebody's server.

/** @param {string} lang */
function voiceFor(lang) {
  const short = lang.slice(0, 2).toLowerCase();
  const own = speechSynthesis.getVoices().filter((voice) => voice.localService);
  return own.find((voice) => voice.lang.slice(0, 2).toLowerCase() === short);
}

/** @param {Element} place */
function follow(place) {
  const button = /** @type {HTMLButtonElement} */ (place.querySelector("[data-dire]"));
  const label = /** @type {HTMLElement} */ (button.querySelector("span"));
  const start = label.textContent;
  // Labels are in the language of the page, the rest in the team's: each part has its own voice.
  const parts = [...place.querySelectorAll("p > *")];
  const lang = (/** @type {Element} */ part) => part.closest("[lang]")?.getAttribute("lang") ?? "fr";
  const ready = () => (button.hidden = !parts.every((part) => voiceFor(lang(part))));
  const over = () => (label.textContent = start);

  button.addEventListener("click", () => {
    if (speechSynthesis.speaking) {
      speechSynthesis.cancel();
      over();
      return;
    }
    for (const part of parts) {
      const said = new SpeechSynthesisUtterance(part.textContent ?? "");
      said.lang = lang(part);
      said.voice = voiceFor(said.lang) ?? null;
      if (part === parts[parts.length - 1]) said.onend = over;
      said.onerror = over;
      speechSynthesis.speak(said);
    }
    label.textContent = place.getAttribute("data-arret");
  });
  speechSynthesis.addEventListener?.("voiceschanged", ready);
  addEventListener("pagehide", () => speechSynthesis.cancel());
  ready();
}

if ("speechSynthesis" in window) document.querySelectorAll("[data-cafe=dire]").forEach(follow);
