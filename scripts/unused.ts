import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

/**
 * What the pages have and nobody uses: exports that no other file names, words that none says, classes that none
 * wears, and classes that are worn and do not exist. Judged by names in the text: one that is put together at run
 * time must stand somewhere, be it in the contract that its values come from.
 * @param root the folder that holds `apps` and `services`
 * @returns a sentence for each, beginning with the path of its file
 */
export function findUnused(root: string): string[] {
  const read = (pattern: string) =>
    globSync(pattern, { cwd: root, exclude: ['**/node_modules/**'] }).map((path) => ({
      path,
      text: readFileSync(join(root, path), 'utf8'),
    }));
  const pages = read('apps/web/{*,{src,test}/**/*}.{ts,tsx}');
  const styles = read('apps/web/src/**/*.module.css');
  const contracts = read('services/**/{contract*,schemas}.ts');
  return [...unusedExports(pages), ...unusedWords(pages, contracts), ...unusedClasses(pages, styles)].sort();
}

interface File {
  readonly path: string;
  readonly text: string;
}

const namesIn = (text: string): Set<string> => new Set(text.match(/[\w$-]+/g));
const isWords = ({ path }: File) => /words\.[a-z]{2}\.ts$|common\.[a-z]{2}\.ts$/.test(path);

function unusedExports(files: readonly File[]): string[] {
  const owners = new Map<string, number>();
  for (const { text } of files)
    for (const name of namesIn(text)) owners.set(name, (owners.get(name) ?? 0) + 1);
  return files
    .filter(({ path }) => path.includes('/src/'))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/^export (?:async )?(?:const|function|class|interface|type) ([\w$]+)/gm)]
        .filter(([, name = '']) => owners.get(name) === 1)
        .map(([, name]) => `${path}: ${name} is exported, and nobody else uses it.`),
    );
}

/** A word is a property of an object of words: `name: 'Name'` or `'in-app': …`. */
function unusedWords(files: readonly File[], contracts: readonly File[]): string[] {
  const known = new Set(
    [...files.filter((file) => !isWords(file)), ...contracts].flatMap(({ text }) => [...namesIn(text)]),
  );
  return files
    .filter((file) => isWords(file) && file.path.endsWith('.en.ts'))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/^\s+(?:'([\w-]+)'|([\w$]+)): /gm)]
        .map(([, quoted, plain]) => quoted ?? plain ?? '')
        .filter((name) => !known.has(name))
        .map((name) => `${path}: the words of ${name} are said nowhere.`),
    );
}

function unusedClasses(files: readonly File[], styles: readonly File[]): string[] {
  const worn = new Map<string, Set<string>>();
  const missing: string[] = [];
  for (const { path, text } of files)
    for (const [, name = '', from = ''] of text.matchAll(/import (\w+) from '(\.[^']+\.module\.css)'/g)) {
      const sheet = normalize(join(dirname(path), from));
      const classes = [...text.matchAll(new RegExp(`\\b${name}\\.(?!module\\.css)(\\w+)`, 'g'))].map(
        ([, cls = '']) => cls,
      );
      worn.set(sheet, new Set([...(worn.get(sheet) ?? []), ...classes]));
      const own = classesOf(styles.find((one) => one.path === sheet)?.text ?? '');
      for (const cls of new Set(classes))
        if (!own.has(cls))
          missing.push(`${path}: there is no class ${cls} in ${relative(dirname(path), sheet)}.`);
    }
  // One that another sheet composes is worn there.
  for (const { path, text } of styles)
    for (const [, cls = '', from = ''] of text.matchAll(/composes: (\w+) from "([^"]+)"/g))
      worn.get(normalize(join(dirname(path), from)))?.add(cls) ??
        worn.set(normalize(join(dirname(path), from)), new Set([cls]));
  const idle = styles.flatMap(({ path, text }) =>
    [...classesOf(text)]
      .filter((cls) => !worn.get(path)?.has(cls))
      .map((cls) => `${path}: nobody wears the class ${cls}.`),
  );
  return [...missing, ...idle];
}

/** The classes that a sheet defines; not those of libraries, in `:global(…)`. */
const classesOf = (text: string): Set<string> =>
  new Set(
    [
      ...text
        .replace(/\/\*[\s\S]*?\*\/|:global\([^{]*?\)(?=[^)]*\{)|\{[^{}]*\}|"[^"]*"/g, ' ')
        .matchAll(/\.([A-Za-z][\w-]*)/g),
    ].map(([, cls = '']) => cls),
  );
