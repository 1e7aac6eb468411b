import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gathered } from './gathered.ts';

describe('questions that are gathered', () => {
  it('go out in as few as they fit in, and each gets its own answer, however many there are', async () => {
    const asked: number[] = [];
    const nameOf = gathered(async (ids) => {
      asked.push(ids.length);
      return new Map(ids.filter((id) => id !== '7').map((id) => [id, `name ${id}`]));
    }, 100);
    const ids = [...Array.from({ length: 250 }, (_, at) => String(at)), '249'];
    const names = await Promise.all(ids.map(nameOf));
    assert.deepEqual(asked.sort(), [100, 100, 50]);
    assert.deepEqual(
      names,
      ids.map((id) => (id === '7' ? undefined : `name ${id}`)),
    );
    assert.equal(await nameOf('later'), 'name later');
    assert.equal(asked.length, 4);
  });

  it('fail for those alone that were asked together', async () => {
    let times = 0;
    const nameOf = gathered(async (ids) => {
      times += 1;
      if (times === 1) throw new Error('not reached');
      return new Map(ids.map((id) => [id, id]));
    }, 10);
    await assert.rejects(Promise.all([nameOf('a'), nameOf('b')]), /not reached/);
    assert.equal(await nameOf('a'), 'a');
  });
});
