// Follows a séance's state: a nudge by socket, then one fetch with a random delay, so that
// a whole hall does not ask at the same instant.
import { io } from "../../vendor/socket.io/socket.io.esm.min.js";
import { ETAT } from "../live/events.js";

/**
 * @typedef {{seance: string, numero: number, phase: string, droits: string[],
 *   questions: object[], contributions: object[]}} Etat
 */

/** Longest wait before fetching after a nudge, in milliseconds. */
const JITTER = 2000;

/**
 * @param {string} url address of etat.json
 * @param {(before: Etat, now: Etat) => void} changed called when a fetch brings another state
 */
export async function followEtat(url, changed) {
  let known = await read(url);
  if (!known) return;
  let waiting = 0;
  const refetch = async () => {
    waiting = 0;
    const now = await read(url);
    if (!now || !known || now.numero === known.numero) return;
    const before = known;
    known = now;
    changed(before, now);
  };
  const nudge = () => {
    waiting ||= setTimeout(refetch, Math.random() * JITTER);
  };
  const socket = io({ transports: ["websocket", "polling"] });
  const salle = `telephones:${known.seance}`;
  socket.on("connect", () => {
    socket.emit("join", { salle });
    nudge();
  });
  socket.on(ETAT, nudge);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") nudge();
  });
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
