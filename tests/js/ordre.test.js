import assert from "node:assert/strict";
import test from "node:test";
import { compare, indexOf, isSorted, placeOf } from "../../static/js/live/ordre.js";

/** @param {number[]} rangs */
const places = (...rangs) => rangs.map((rang) => ({ rang, ordre: 0 }));

test("a card goes between its neighbours, at the head or at the end", () => {
  const voisins = places(1, 2, 4);
  assert.equal(indexOf(voisins, { rang: 3, ordre: 0 }), 2);
  assert.equal(indexOf(voisins, { rang: -1, ordre: 0 }), 0);
  assert.equal(indexOf(voisins, { rang: 9, ordre: 0 }), 3);
  assert.equal(indexOf([], { rang: 9, ordre: 0 }), 0);
});

test("on a wall the highest rank comes first", () => {
  assert.equal(indexOf(places(9, 5, 1), { rang: 6, ordre: 0 }, true), 1);
  assert.equal(indexOf(places(9, 5, 1), { rang: 10, ordre: 0 }, true), 0);
});

test("equal ranks follow the order in which the words came", () => {
  const voisins = [{ rang: 1, ordre: 4 }, { rang: 1, ordre: 8 }];
  assert.equal(indexOf(voisins, { rang: 1, ordre: 6 }), 1);
  assert.equal(indexOf(voisins, { rang: 1, ordre: 9 }), 2);
});

test("inserting one by one, in any order, gives the sorted list", () => {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  for (let round = 0; round < 50; round += 1) {
    const wanted = places(...new Set(Array.from({ length: 30 }, () => Math.floor(random() * 1000))));
    const list = [];
    for (const place of wanted) list.splice(indexOf(list, place), 0, place);
    assert.deepEqual(list, [...wanted].sort(compare));
    assert.ok(isSorted(list));
  }
});

test("a list with one card out of its place is not sorted", () => {
  assert.equal(isSorted(places(1, 3, 2)), false);
  assert.equal(isSorted(places(3, 2, 1), true), true);
  assert.equal(isSorted([]), true);
});

test("a place is read from the page, negative and broken ranks too", () => {
  assert.deepEqual(placeOf({ dataset: { rang: "-1.5", ordre: "12" } }), { rang: -1.5, ordre: 12 });
  assert.deepEqual(placeOf({ dataset: {} }), { rang: 0, ordre: 0 });
});
