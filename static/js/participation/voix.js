// A voice recorded in the page, where the browser allows it (over HTTPS); elsewhere the file field
// opens the phone's own recorder. Whatever the way, the voice ends up in the same field.
import { keep, offer, phrases } from "./pieces.js";

/** In milliseconds; the server refuses longer ones. */
const MAXIMUM = 120_000;
/** What phones can play back to each other, best first. */
const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const HEAVIEST = 6 * 1024 * 1024;

/** @param {number} milliseconds */
function clock(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/**
 * @param {HTMLInputElement} field
 * @param {HTMLElement} tool a copy of the recorder of the page
 * @param {{problem: (text: string) => void}} piece
 */
function record(field, tool, piece) {
  const button = /** @type {HTMLButtonElement} */ (tool.querySelector("[data-enregistrer]"));
  const word = /** @type {HTMLElement} */ (button.querySelector("[data-mot]"));
  const time = /** @type {HTMLElement} */ (tool.querySelector("[data-temps]"));
  const shown = /** @type {HTMLElement} */ (time.querySelector("[data-secondes]"));
  const [start, stop] = [word.textContent, word.dataset.mot ?? ""];
  /** @type {MediaRecorder | null} */
  let recorder = null;

  async function begin() {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const type = TYPES.find((known) => MediaRecorder.isTypeSupported(known));
    const current = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 24_000 });
    /** @type {Blob[]} */
    const parts = [];
    const since = performance.now();
    const ticking = setInterval(() => {
      const spoken = performance.now() - since;
      shown.textContent = clock(Math.min(spoken, MAXIMUM));
      if (spoken >= MAXIMUM) current.stop();
    }, 200);
    current.addEventListener("dataavailable", (event) => parts.push(event.data));
    current.addEventListener("stop", () => {
      clearInterval(ticking);
      for (const track of stream.getTracks()) track.stop();
      recorder = null;
      word.textContent = start;
      time.hidden = true;
      keep(field, new File(parts, "voix", { type: current.mimeType.split(";")[0] }));
    });
    current.start(1000);
    recorder = current;
    word.textContent = stop;
    shown.textContent = clock(0);
    time.hidden = false;
  }

  button.addEventListener("click", () => {
    if (recorder) recorder.stop();
    else begin().catch(() => piece.problem(phrases().micro ?? ""));
  });
}

const piece = offer("voix", {
  heaviest: HEAVIEST,
  said: () => phrases().pret ?? "",
  preview: (file) => {
    const player = document.createElement("audio");
    player.controls = true;
    player.src = URL.createObjectURL(file);
    return player;
  },
});
if (piece && "MediaRecorder" in globalThis && navigator.mediaDevices) {
  const tool = piece.part("[data-enregistreur]");
  piece.field.before(tool);
  record(piece.field, tool, piece);
}
