// Follows a séance's state: a nudge by socket, then one fetch with a random delay, so that
// a whole hall does not ask at the same instant. The socket's library comes once the page is
// there: on a slow line the field must not wait for it.
import { ETAT, MINUTEUR } from "../live/events.js";

/**
 * @typedef {{seance: string, numero: number, phase: string, droits: string[], fin: number | null,
 *   pause: number | null, message: string, vote: string | null, ralenti: boolean, tour: number | null,
 *   tablee: number | null, place: Record<string, number | null> | null,
 *   change: Record<string, number | null> | null, questions: object[],
 *   contributions: object[]}} Etat
 */

/** @typedef {(dit: import("../live/events.js").Minuteur, recu: number, demande?: number) => void} Heure */

/** Longest wait before fetching after a nudge, in milliseconds. */
const JITTER = 2000;

/**
 * @param {string} url address of etat.json
 * @param {object} quand
 * @param {(etat: Etat) => void} quand.known called with each state that was read
 * @param {(before: Etat, now: Etat, told: boolean) => void} quand.changed called when a fetch
 *   brings another; `told` is false for the look again of a page that has just come
 * @param {() => void} quand.connected called each time the line is there again
 * @param {Heure} quand.heure called each time the server says what time it is
 */
export async function followEtat(url, { known, changed, connected, heure }) {
  const { io } = await insist(() => import("../../vendor/socket.io/socket.io.esm.min.js"));
  let last = await insist(() => read(url, heure));
  known(last);
  let waiting = 0;
  let joined = false;
  let told = false;
  const refetch = async () => {
    const dit = told;
    waiting = 0;
    told = false;
    const now = await read(url, heure);
    if (!now || !last || now.numero === last.numero) return;
    const before = last;
    last = now;
    known(now);
    changed(before, now, dit);
  };
  const nudge = () => {
    told ||= joined;
    waiting ||= setTimeout(refetch, Math.random() * JITTER);
  };
  const socket = io({ transports: ["websocket", "polling"] });
  const salle = `telephones:${last.seance}`;
  socket.on("connect", () => {
    socket.emit("join", { salle });
    nudge();
    joined = true;
    // Spread too: after a cut three hundred boxes open at the same instant.
    setTimeout(connected, Math.random() * JITTER);
  });
  socket.on(ETAT, nudge);
  socket.on(MINUTEUR, (dit) => heure(dit, performance.now()));
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
 * @param {Heure} heure
 * @returns {Promise<Etat | null>} null when the network or the server does not answer
 */
async function read(url, heure) {
  try {
    const asked = performance.now();
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    const came = performance.now();
    const maintenant = Number(answer.headers.get("X-Cafe-Maintenant"));
    const etat = answer.ok ? await answer.json() : null;
    if (etat) heure({ ...etat, maintenant }, came, asked);
    return etat;
  } catch {
    return null;
  }
}
