/** Colours in code. Each language is fetched when a lesson first has it. */
import type { LanguageFn } from 'highlight.js';

type Fetch = () => Promise<{ default: LanguageFn }>;

const languages: Record<string, Fetch> = {
  bash: () => import('highlight.js/lib/languages/bash'),
  c: () => import('highlight.js/lib/languages/c'),
  cpp: () => import('highlight.js/lib/languages/cpp'),
  csharp: () => import('highlight.js/lib/languages/csharp'),
  css: () => import('highlight.js/lib/languages/css'),
  diff: () => import('highlight.js/lib/languages/diff'),
  dockerfile: () => import('highlight.js/lib/languages/dockerfile'),
  go: () => import('highlight.js/lib/languages/go'),
  graphql: () => import('highlight.js/lib/languages/graphql'),
  haskell: () => import('highlight.js/lib/languages/haskell'),
  http: () => import('highlight.js/lib/languages/http'),
  ini: () => import('highlight.js/lib/languages/ini'),
  java: () => import('highlight.js/lib/languages/java'),
  javascript: () => import('highlight.js/lib/languages/javascript'),
  json: () => import('highlight.js/lib/languages/json'),
  julia: () => import('highlight.js/lib/languages/julia'),
  kotlin: () => import('highlight.js/lib/languages/kotlin'),
  latex: () => import('highlight.js/lib/languages/latex'),
  lua: () => import('highlight.js/lib/languages/lua'),
  makefile: () => import('highlight.js/lib/languages/makefile'),
  markdown: () => import('highlight.js/lib/languages/markdown'),
  php: () => import('highlight.js/lib/languages/php'),
  powershell: () => import('highlight.js/lib/languages/powershell'),
  python: () => import('highlight.js/lib/languages/python'),
  'python-repl': () => import('highlight.js/lib/languages/python-repl'),
  r: () => import('highlight.js/lib/languages/r'),
  ruby: () => import('highlight.js/lib/languages/ruby'),
  rust: () => import('highlight.js/lib/languages/rust'),
  scala: () => import('highlight.js/lib/languages/scala'),
  shell: () => import('highlight.js/lib/languages/shell'),
  sql: () => import('highlight.js/lib/languages/sql'),
  swift: () => import('highlight.js/lib/languages/swift'),
  typescript: () => import('highlight.js/lib/languages/typescript'),
  xml: () => import('highlight.js/lib/languages/xml'),
  yaml: () => import('highlight.js/lib/languages/yaml'),
};

const others: Record<string, string> = {
  'c++': 'cpp',
  'c#': 'csharp',
  cs: 'csharp',
  console: 'shell',
  docker: 'dockerfile',
  golang: 'go',
  hs: 'haskell',
  html: 'xml',
  js: 'javascript',
  jsx: 'javascript',
  kt: 'kotlin',
  make: 'makefile',
  md: 'markdown',
  mjs: 'javascript',
  patch: 'diff',
  ps1: 'powershell',
  py: 'python',
  py3: 'python',
  pycon: 'python-repl',
  python3: 'python',
  rb: 'ruby',
  rs: 'rust',
  sh: 'bash',
  svg: 'xml',
  tex: 'latex',
  toml: 'ini',
  ts: 'typescript',
  tsx: 'typescript',
  yml: 'yaml',
  zsh: 'bash',
};

/** The longest piece of code that is coloured: longer ones would hold up the page, and nobody reads them here. */
const LONGEST = 60_000;

/** The name a code block gives its language, as its class says it: `language-py` → `py`. */
export const languageOf = (code: Element): string | undefined =>
  /(?:^|\s)language-(\S+)/.exec(code.className)?.[1]?.toLowerCase();

// A session in Python's shell, which authors mostly call "python".
const isSession = (text: string): boolean => /^>>> /m.test(text);

/** Colours every code block below an element whose language is known. The text stays as it is. */
export async function highlight(root: HTMLElement): Promise<void> {
  const blocks = [...root.querySelectorAll<HTMLElement>('pre > code')].flatMap((code) => {
    const text = code.textContent ?? '';
    const named = languageOf(code);
    if (named === undefined || text.length > LONGEST) return [];
    const name = others[named] ?? named;
    const language = name === 'python' && isSession(text) ? 'python-repl' : name;
    return Object.hasOwn(languages, language) ? [{ code, text, language }] : [];
  });
  if (blocks.length === 0) return;
  const { default: core } = await import('highlight.js/lib/core');
  const wanted = new Set(blocks.map(({ language }) => language));
  // The shell's sessions contain the language itself.
  if (wanted.has('python-repl')) wanted.add('python');
  if (wanted.has('shell')) wanted.add('bash');
  await Promise.all(
    [...wanted].map(async (language) => {
      const fetched = languages[language];
      if (fetched && !core.getLanguage(language)) core.registerLanguage(language, (await fetched()).default);
    }),
  );
  for (const { code, text, language } of blocks)
    code.innerHTML = core.highlight(text, { language, ignoreIllegals: true }).value;
}
