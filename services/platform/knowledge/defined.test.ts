import assert from 'node:assert/strict';
import { test } from 'node:test';
import { growsTooFast } from '@kernos/kernel/longest-turn';
import { definedIn } from './defined.ts';
import { fieldsOf } from './rules.ts';

test('code names what it defines, in the languages that are taught', () => {
  for (const [text, names] of [
    ['class Stack(list):\n    async def push_all(self, items):\n        pass', ['Stack', 'push_all']],
    [
      'export async function readFile(path: string) {}\nexport const fold = (text: string) => text;',
      ['readFile', 'fold'],
    ],
    ['func (s *Server) Serve(l net.Listener) error {', ['Serve']],
    ['pub fn parse_header<T>(line: &str) -> T {', ['parse_header']],
    ['public static void main(String[] args) {\n  if (x) {\n  }\n', ['main']],
    ['int *find_node(struct node *root) {', ['find_node']],
    ['def self.build(options)\nend', ['build']],
    ['fun greet(name: String) = println(name)', ['greet']],
    ['interface Shape {\n  area(): number;\n}', ['Shape']],
    ['$.fn.tooltip = function () {}', []],
  ] as const)
    assert.deepEqual(definedIn(text), names, text);
});

test('running text defines nothing', () => {
  const text =
    'A class of things, and a function of time.\ndef is a keyword. class differences matter.\nreturn something (or other) {\nThe type of it.';
  assert.deepEqual(definedIn(text), []);
});

test('a text made to be slow is not', async () => {
  for (const [begin, piece] of [
    ['', 'public '],
    ['', 'a '],
    ['f(', '('],
    ['', 'x<'],
  ] as const) {
    const define = (times: number) => assert.deepEqual(definedIn(begin + piece.repeat(times)), []);
    assert.equal(await growsTooFast(define, 8_000), null, piece);
  }
});

test('code is headed by what it defines, after its own headings', () => {
  const code = {
    section: 'Basics',
    title: 'Stacks',
    headings: ['Stacks', 'In full'],
    text: 'def push_all(items):',
  };
  assert.deepEqual(fieldsOf(code).headings, ['Basics', 'In full', 'push_all']);
  assert.deepEqual(fieldsOf({ ...code, text: 'A stack grows.' }).headings, ['Basics', 'In full']);
});
