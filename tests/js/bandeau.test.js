import assert from "node:assert/strict";
import test from "node:test";
import { Bandeau, heure } from "../../static/js/live/bandeau.js";

const TEXTES = { perdue: "Connexion perdue depuis {heure}.", refusee: "Accès retiré." };

/** @param {import("node:test").TestContext} t */
function started(t) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {string[]} */
  const shown = [];
  return { shown, bandeau: new Bandeau((texte) => shown.push(texte), TEXTES) };
}

test("a French hour", () => {
  assert.equal(heure(new Date(2026, 10, 21, 14, 5)), "14 h 05");
  assert.equal(heure(new Date(2026, 10, 21, 0, 0)), "0 h 00");
});

test("a short cut is not shown", (t) => {
  const { shown, bandeau } = started(t);
  bandeau.lost(new Date());
  t.mock.timers.tick(2_900);
  bandeau.back();
  t.mock.timers.tick(10_000);
  assert.deepEqual(shown, [""]);
});

test("a cut that lasts says since when, until the page is whole again", (t) => {
  const { shown, bandeau } = started(t);
  bandeau.lost(new Date(2026, 10, 21, 14, 5));
  t.mock.timers.tick(3_000);
  bandeau.back();
  assert.deepEqual(shown, ["Connexion perdue depuis 14 h 05.", ""]);
});

test("a right withdrawn is said at once and stays", (t) => {
  const { shown, bandeau } = started(t);
  bandeau.lost(new Date());
  bandeau.refused();
  t.mock.timers.tick(10_000);
  assert.deepEqual(shown, ["Accès retiré."]);
});
