// The words of the wire, as cafe/live/messages.py says them; a test compares the two.

/** Changes of a board or a screen. */
export const FRAGMENTS = "fragments";
/** A phone's state has changed. */
export const ETAT = "etat";
/** Every ten seconds, to boards and screens. */
export const PRESENCE = "presence";
/** The clock of the step: to every page, and at each join. */
export const MINUTEUR = "minuteur";
/** What a client asks: a seat in a salle. */
export const JOIN = "join";

/** @typedef {{action: "append" | "replace" | "remove", cible: string, html: string}} Operation */
/** @typedef {{apres: number, numero: number, operations: Operation[]}} Fragments */
/** @typedef {{numero: number}} Etat */
/** @typedef {{numero: number, telephones: number}} Presence */
/** @typedef {{fin: number | null, maintenant: number, pause: number | null}} Minuteur */
/** @typedef {{ok: true, numero: number} | {ok: false, raison: string}} Reponse */
