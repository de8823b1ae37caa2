// Follows a séance's state: a nudge by socket, then one fetch with a random delay, so that
// a whole hall does not ask at the same instant. The socket's library comes once the page is
// there: on a slow line the field must not wait for it.
import { ETAT } from "../live/events.js";

/**
 * @typedef {{seance: string, numero: number, phase: string, droits: string[],
 *   tour: number | null, questions: object[], contributions: object[]}} Etat
 */

/** Longest wait before fetching after a nudge, in milliseconds. */
const JITTER = 2000;

/**
 * @param {string} url address of etat.json
 * @param {object} quand
 * @param {(etat: Etat) => void} quand.known called with each state that was read
 * @param {(before: Etat, now: Etat) => void} quand.changed called when a fetch brings another
 * @param {() => void} quand.connected called each time the line is there again
 */
export async function followEtat(url, { known, changed, connected }) {
  const { io } = await insist(() => import("../../vendor/socket.io/socket.io.esm.min.js"));
  let last = await insist(() => read(url));
  known(last);
  let waiting = 0;
  const refetch = async () => {
    waiting = 0;
    const now = await read(url);
    if (!now || !last || now.numero === last.numero) return;
    const before = last;
    last = now;
    known(now);
    changed(before, now);
  };
  const nudge = () => {
    waiting ||= setTimeout(refetch, Math.random() * JITTER);
  };
  const socket = io({ transports: ["websocket", "polling"] });
  const salle = `telephones:${last.seance}`;
  socket.on("connect", () => {
    socket.emit("join", { salle });
    nudge();
    // Spread too: after a cut three hundred boxes open at the same instant.
    setTimeout(connected, Math.random() * JITTER);
  });
  socket.on(ETAT, nudge);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") nudge();
  });
}

/**
 * @template T
 * @param {() => Promise<T | null>} essai
 * @returns {Promise<T>} its first success: the page may open in the middle of a cut
 */
async function insist(essai) {
  for (;;) {
    const found = await essai().catch(() => null);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 5_000 + Math.random() * JITTER));
  }
}

/**
 * @param {string} url
 * @returns {Promise<Etat | null>} null when the network or the server does not answer
 */
async function read(url) {
  try {
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
