// @vitest-environment jsdom
import { afterEach, expect, it } from 'vitest';
import { createRowsSeen } from '../../../src-renderer/features/bulk/rowsSeen.ts';

afterEach(() => Reflect.deleteProperty(document, 'elementFromPoint'));

/** A box of 200 pixels in which ten rows of 40 scroll, in a window of a given height; what lies over it is told by `covers`. */
function layOut({ window = 800 } = {}) {
  const box = document.createElement('div');
  const table = box.appendChild(document.createElement('table'));
  const list = document.createElement('ul');
  const place = { top: 100, scrolled: 0, covers: (_y: number): boolean => false };
  box.getBoundingClientRect = () => new DOMRect(0, place.top, 400, 200);
  for (let index = 0; index < 10; index += 1) {
    const row = table.insertRow();
    row.dataset['id'] = `person ${index}`;
    row.getBoundingClientRect = () => new DOMRect(0, place.top + index * 40 - place.scrolled, 400, 40);
  }
  document.elementFromPoint = (_, y) => {
    if (y < 0 || y > window) return null;
    return place.covers(y) ? list : table;
  };
  const areSeen = createRowsSeen();
  return { place, look: () => areSeen(box) };
}

it('Rows are seen when the last one has come into view, step by step or at once', () => {
  const { place, look } = layOut();
  expect(look()).toBe(false);
  place.scrolled = 100;
  expect(look()).toBe(false);
  place.scrolled = 200;
  expect(look()).toBe(true);
});

it('What an open list covers is not seen until it leaves', () => {
  const { place, look } = layOut();
  place.covers = (y) => y < 200;
  look();
  place.scrolled = 200;
  expect(look()).toBe(false);
  place.covers = () => false;
  expect(look()).toBe(false);
  place.scrolled = 0;
  expect(look()).toBe(true);
});

it('A box that does not fit into the window is seen bit by bit', () => {
  const { place, look } = layOut({ window: 180 });
  place.scrolled = 0;
  expect(look()).toBe(false);
  place.top = -30;
  look();
  place.scrolled = 200;
  expect(look()).toBe(false);
  place.top = 0;
  expect(look()).toBe(true);
});
