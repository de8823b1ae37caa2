import assert from "node:assert/strict";
import test from "node:test";
import { Annonces } from "../../static/js/live/annonces.js";

/** @param {import("node:test").TestContext} t */
function started(t) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {number[]} */
  const said = [];
  return { said, annonces: new Annonces((nombre) => said.push(nombre)) };
}

test("the first word is told at once, the next ones together five seconds later", (t) => {
  const { said, annonces } = started(t);
  annonces.add(1);
  annonces.add(2);
  annonces.add(1);
  assert.deepEqual(said, [1]);
  t.mock.timers.tick(4_999);
  assert.deepEqual(said, [1]);
  t.mock.timers.tick(1);
  assert.deepEqual(said, [1, 3]);
});

test("a quiet room is not spoken to, and the pace starts again", (t) => {
  const { said, annonces } = started(t);
  annonces.add(1);
  t.mock.timers.tick(60_000);
  assert.deepEqual(said, [1]);
  annonces.add(5);
  assert.deepEqual(said, [1, 5]);
});

test("a pause keeps the words and tells their number at the end", (t) => {
  const { said, annonces } = started(t);
  annonces.pause(true);
  annonces.add(2);
  t.mock.timers.tick(20_000);
  annonces.add(1);
  assert.deepEqual(said, []);
  annonces.pause(false);
  assert.deepEqual(said, [3]);
});
