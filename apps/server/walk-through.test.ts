/**
 * The service and the page that docs/architecture.md makes from nothing: taken from there into a copy of the sources,
 * compiled with them, and tried by everybody. No other file of the copy is touched but the list of services.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';

const root = dirname(dirname(import.meta.dirname));
const run = promisify(execFile);
const MOST_LINES = 80;

/** A file is named in backquotes at the beginning of a line, and stands in the block behind it. */
async function walkThrough(): Promise<readonly (readonly [path: string, content: string])[]> {
  const text = await readFile(join(root, 'docs/architecture.md'), 'utf8');
  const blocks = text.matchAll(/^`((?:services|apps)\/[^`]+)`[^\n]*\n```\w+\n(.*?)^```$/gms);
  return [...blocks].map(([, path = '', content = '']) => [path, content] as const);
}

/** Sources that can be added to; everything else is that of this checkout. */
async function copy(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'kernos-walk-')));
  const link = (path: string) => symlink(join(root, path), join(folder, path));
  await Promise.all(['kernel', 'services', 'apps'].map((path) => copySources(path, folder)));
  await Promise.all(['courses', 'package.json', 'tsconfig.json', 'apps/web/node_modules'].map(link));
  await mkdir(join(folder, 'node_modules/@kernos'), { recursive: true });
  const modules = await readdir(join(root, 'node_modules'));
  await Promise.all(
    modules
      .filter((name) => name !== '@kernos' && !name.startsWith('.'))
      .map((name) => link(join('node_modules', name))),
  );
  const workspaces = { kernel: 'kernel', services: 'services', server: 'apps/server', web: 'apps/web' };
  for (const [name, path] of Object.entries(workspaces))
    await symlink(join(folder, path), join(folder, 'node_modules/@kernos', name));
  return folder;
}

/** Of what is there already the types alone are wanted: `npm run check` checks it, and that takes twenty seconds. */
async function copySources(path: string, folder: string): Promise<void> {
  const filter = (from: string) => basename(from) !== 'node_modules';
  const to = join(folder, path);
  await cp(join(root, path), to, { recursive: true, filter });
  for (const file of globSync('**/*.{ts,tsx}', { cwd: to })) {
    const source = join(to, file);
    await writeFile(source, `// @ts-nocheck\n${await readFile(source, 'utf8')}`);
  }
}

const service = '@kernos/services/learning/remarks/service';

/** One import and one name more. */
function withRemarks(list: string): string {
  const first = 'import { identityService }';
  return list
    .replace(first, `import { remarksService } from '${service}';\n${first}`)
    .replace('  progressService,\n', '  progressService,\n  remarksService,\n');
}

describe('the walk-through', () => {
  let folder: string;
  let files: Awaited<ReturnType<typeof walkThrough>>;
  before(async () => {
    [folder, files] = await Promise.all([copy(), walkThrough()]);
    for (const [path, content] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      // No file that is there already: `wx` fails then.
      await writeFile(join(folder, path), content, { flag: 'wx' });
    }
    const list = join(folder, 'apps/server/services.ts');
    await writeFile(list, withRemarks(await readFile(list, 'utf8')));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const inCopy = async (...args: string[]): Promise<string> => {
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const { stdout } = await run(process.execPath, args, { cwd: folder, env, maxBuffer: 2 ** 26 }).catch(
      ({ stdout: said, stderr }: { stdout: string; stderr: string }) => assert.fail(said + stderr),
    );
    return stdout;
  };
  const compile = (...args: string[]) => inCopy('node_modules/typescript/bin/tsc', '--noEmit', ...args);

  test(`makes a service in ${MOST_LINES} lines, and a page`, () => {
    const lines = (of: string) =>
      files
        .filter(([path]) => path.startsWith(of))
        .reduce((sum, [, text]) => sum + text.trimEnd().split('\n').length, 0);
    assert.ok(lines('services/') <= MOST_LINES, `the service takes ${lines('services/')} lines`);
    assert.ok(lines('apps/web/') > 0, 'there is no page');
  });

  test('compiles', async () => {
    const config = {
      extends: './tsconfig.json',
      include: ['services/learning/remarks', 'apps/server/services.ts'],
    };
    await writeFile(join(folder, 'tsconfig.remarks.json'), JSON.stringify(config));
    await Promise.all([compile('-p', 'tsconfig.remarks.json'), compile('-p', 'apps/web/tsconfig.json')]);
  });

  test('lets in whom it says, and nobody else', async () => {
    const names = 'remarks\\.|has a line for every call|lets in no role';
    const said = await inCopy(
      '--test',
      '--test-reporter=spec',
      `--test-name-pattern=${names}`,
      'apps/server/access/access.test.ts',
    );
    for (const one of ['remarks.write', 'remarks.mine', 'has a line for every call'])
      assert.match(said, new RegExp(`✔ ${one}`));
  });
});
