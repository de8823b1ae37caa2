// Three soft notes when the time of a step is up: off until somebody asks for them.

const NOTES = [523, 659, 784];

/** @type {AudioContext | null} made by the press: browsers refuse a sound nobody asked for */
let audio = null;

/** @param {HTMLElement} bouton says by `aria-pressed` whether it will sound */
export function startSound(bouton) {
  bouton.addEventListener("click", () => {
    const wanted = bouton.getAttribute("aria-pressed") !== "true";
    bouton.setAttribute("aria-pressed", String(wanted));
    audio ??= new AudioContext();
    if (wanted) chime(audio, NOTES.slice(0, 1));
  });
  document.addEventListener("minuteur-termine", () => {
    if (audio && bouton.getAttribute("aria-pressed") === "true") chime(audio, NOTES);
  });
}

/**
 * @param {AudioContext} context
 * @param {number[]} notes in hertz
 */
function chime(context, notes) {
  notes.forEach((note, rank) => {
    const at = context.currentTime + rank * 0.45;
    const voice = new OscillatorNode(context, { frequency: note });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.linearRampToValueAtTime(0.3, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 1.2);
    voice.connect(volume).connect(context.destination);
    voice.start(at);
    voice.stop(at + 1.3);
  });
}
