import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withNewest } from './newest.ts';

interface Reply {
  items: { id: string; text?: string }[];
  nextCursor: string | null;
}
const page = (ids: string, nextCursor: string | null): Reply => ({
  items: [...ids].map((id) => ({ id })),
  nextCursor,
});
const list = (...pages: Reply[]) => ({
  pages,
  pageParams: [undefined, ...pages.map(({ nextCursor }) => nextCursor)].slice(0, pages.length),
});
const shown = ({ pages }: { pages: Reply[] }) =>
  pages.map(({ items }) => items.map(({ id }) => id).join('')).join('|');
const idOf = ({ id }: { id: string }) => id;

describe('the newest page of a list', () => {
  it('comes before what it pushed down, which is kept', () => {
    const now = withNewest(list(page('cba', 'a'), page('zyx', 'x')), page('edc', 'c'), idOf);
    assert.equal(shown(now), 'edcba|zyx');
    assert.deepEqual(
      now.pages.map(({ nextCursor }) => nextCursor),
      ['a', 'x'],
    );
  });

  it('takes away what stood among its rows and is there no longer', () => {
    const now = withNewest(list(page('edc', 'c'), page('zyx', 'x')), page('ecz', 'z'), idOf);
    assert.equal(shown(now), 'ecz|yx');
  });

  it('brings what changed in a row', () => {
    const fresh = { items: [{ id: 'b', text: 'new' }, { id: 'a' }], nextCursor: 'a' };
    const now = withNewest(list(page('ba', 'a'), page('z', null)), fresh, idOf);
    assert.deepEqual(now.pages[0]?.items[0], { id: 'b', text: 'new' });
    assert.equal(shown(now), 'ba|z');
  });

  it('is the list where nothing else was loaded, where it is whole, and where nothing is shared', () => {
    assert.equal(shown(withNewest(list(page('cba', 'a')), page('edc', 'c'), idOf)), 'edc');
    assert.equal(shown(withNewest(list(page('cba', 'a'), page('zyx', null)), page('ca', null), idOf)), 'ca');
    assert.equal(shown(withNewest(list(page('cba', 'a'), page('zyx', null)), page('kji', 'i'), idOf)), 'kji');
  });
});
