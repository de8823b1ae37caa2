import assert from "node:assert/strict";
import test from "node:test";
import { Annonce } from "../../../static/js/participation/boite/annonce.js";

const RECU = { statut: "publiee", tardive: false };

/** @param {import("node:test").TestContext} t */
function started(t) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {string[]} */
  const dit = [];
  const annonce = new Annonce({
    recu: (nombre) => dit.push(`recu ${nombre}`),
    coupure: (raison) => dit.push(raison),
    retour: () => dit.push("retour"),
  });
  return { dit, annonce };
}

test("a short cut says nothing of the network", (t) => {
  const { dit, annonce } = started(t);
  annonce.waiting(1);
  annonce.waiting(1, "reseau");
  t.mock.timers.tick(4_900);
  annonce.received(RECU);
  annonce.waiting(0);
  t.mock.timers.tick(60_000);
  assert.deepEqual(dit, ["recu 1"]);
});

test("a long cut says so once, then that the words arrived, together", (t) => {
  const { dit, annonce } = started(t);
  annonce.waiting(1, "reseau");
  annonce.waiting(3, "reseau");
  t.mock.timers.tick(5_000);
  annonce.waiting(3, "reseau");
  t.mock.timers.tick(60_000);
  assert.deepEqual(dit, ["reseau"]);
  for (const reste of [2, 1, 0]) {
    annonce.received(RECU);
    annonce.waiting(reste);
  }
  assert.deepEqual(dit, ["reseau", "retour", "recu 3"]);
});

test("another reason is told when it comes", (t) => {
  const { dit, annonce } = started(t);
  annonce.waiting(1, "reseau");
  t.mock.timers.tick(5_000);
  annonce.waiting(1, "cookies");
  t.mock.timers.tick(5_000);
  assert.deepEqual(dit, ["reseau", "cookies"]);
});
