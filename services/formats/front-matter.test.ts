import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takeFrontMatter, textField } from './front-matter.ts';

test('front matter ends at a line of its own, and nowhere else', () => {
  const taken = (text: string) => {
    const { text: rest, fields } = takeFrontMatter(text);
    return [fields.title, rest];
  };
  const intro = '---\ndescription: Start here and learn the basics...\ntitle: Getting going\n---\n\nText.\n';
  assert.deepEqual(taken(intro), ['Getting going', '\nText.\n']);
  assert.deepEqual(taken('---\ntitle: Second\ntags: [\n  a,\n  b\n]\nweight: 20\n---\nText'), [
    'Second',
    'Text',
  ]);
  assert.deepEqual(taken('---\ntitle: Ranges ---\n---\nText'), ['Ranges ---', 'Text']);
  assert.deepEqual(taken('+++\ntitle = "TOML +++"\nweight = 3\n+++\nText'), ['TOML +++', 'Text']);
  assert.deepEqual(taken('---\r\ntitle: Windows\r\n---\r\nText'), ['Windows', 'Text']);
  assert.deepEqual(taken('---\ntitle: At the end\n---'), ['At the end', '']);
  assert.deepEqual(taken('---\ntitle: |\n  ---\n  # no heading\n...\nText'), ['---\n# no heading\n', 'Text']);
  assert.deepEqual(taken('{\n  "title": "Hugo {}",\n  "menu": {\n  }\n}\n\nText'), ['Hugo {}', '\nText']);
  assert.deepEqual(taken('---\n---\n# Jekyll'), [undefined, '# Jekyll']);
});

test('what is no front matter stays in the text', () => {
  for (const text of [
    '---\nSome prose, not YAML.\n\n---\n# Real',
    '---\n\n---\n\n# Two breaks',
    '---\n- a list\n---\nText',
    '---\ntitle: never closed\n',
    'Text\n---\ntitle: x\n---\n',
    '+++\nno toml\n+++\n',
    '{\nno json\n}\nText',
    '{ "title": "in a sentence" }\n',
  ])
    assert.equal(takeFrontMatter(text).text, text);
  assert.equal(takeFrontMatter('+++\nno toml\n+++\n').problem?.code, 'front-matter-toml');
});

test('of YAML with a mistake the title is read, and the mistake is told', () => {
  const { text, fields, problem } = takeFrontMatter('---\ntitle: Python: the basics\ntags: [a\n---\nText');
  assert.deepEqual([text, fields], ['Text', { title: 'Python: the basics' }]);
  assert.equal(problem?.code, 'front-matter-yaml');
});

test('aliases and brackets do not multiply', () => {
  const bomb = Array.from({ length: 30 }, (_, i) => `a${i}: &a${i} [${`*a${i - 1},`.repeat(i ? 9 : 0)}1]`);
  for (const body of [bomb.join('\n'), `a: ${'['.repeat(50_000)}`]) {
    const { text, problem } = takeFrontMatter(`---\n${body}\n---\nText`);
    assert.ok(problem !== undefined && text === 'Text');
  }
});

test('a field is one line of text', () => {
  const fields = { title: ' Two\n lines ', number: 7, empty: ' ', list: ['x'] };
  assert.equal(textField(fields, 'empty', 'list', 'title'), 'Two lines');
  assert.equal(textField(fields, 'number'), '7');
  assert.equal(textField(fields, 'empty', 'list', 'none'), undefined);
});
