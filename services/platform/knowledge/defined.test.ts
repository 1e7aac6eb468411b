import assert from 'node:assert/strict';
import { test } from 'node:test';
import { definedIn } from './defined.ts';

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

test('a text made to be slow is not', () => {
  for (const text of [
    'public '.repeat(2_000),
    'a '.repeat(8_000),
    `f(${'('.repeat(8_000)}`,
    'x<'.repeat(4_000),
  ])
    assert.deepEqual(definedIn(text), []);
});
