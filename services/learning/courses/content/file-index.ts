import { decodePercent, encodeFragment } from './address.ts';
import { folderOf, joinPath } from './names.ts';

/** What a link of a file leads to: a file or a folder of the course, or nothing in it. */
export type Found =
  | { kind: 'file'; path: string; fragment: string }
  | { kind: 'folder'; path: string }
  | { kind: 'outside' }
  | { kind: 'missing' };

/** Finds the file that a relative link means, as forgivingly as web servers and code forges do. */
export class FileIndex {
  readonly #files: ReadonlySet<string>;
  readonly #folders: Set<string>;
  readonly #anyCase = new Map<string, string>();

  constructor(paths: Iterable<string>) {
    this.#files = new Set(paths);
    this.#folders = new Set(['']);
    for (const path of this.#files) {
      const folded = path.toLowerCase();
      if (!this.#anyCase.has(folded)) this.#anyCase.set(folded, path);
      for (let folder = folderOf(path); !this.#folders.has(folder); folder = folderOf(folder)) {
        this.#folders.add(folder);
      }
    }
  }

  /**
   * Resolves a link that stands in the file `from`. It may be percent-encoded, differ in case, lack `.md`,
   * say `.html` for it, carry a query, use backslashes, begin at the top (`/`), or name a folder.
   */
  find(from: string, url: string): Found {
    const wanted = [...readings(url)].map(({ path, fragment }) => {
      const top = path.startsWith('/') ? '' : folderOf(from);
      return { path: path === '' ? undefined : joinPath(top, path), fragment };
    });
    // A name that is there exactly is meant, before one that is there only to a forgiving eye.
    for (const look of [this.#exactly, this.#forgivingly]) {
      for (const { path, fragment } of wanted) {
        const found = path === undefined ? undefined : look.call(this, path);
        if (!found) continue;
        return found.kind === 'file' ? { ...found, fragment: encodeFragment(fragment) } : found;
      }
    }
    return { kind: wanted.every(({ path }) => path === undefined) ? 'outside' : 'missing' };
  }

  #exactly(path: string): Hit | undefined {
    if (this.#files.has(path)) return { kind: 'file', path };
    return this.#folders.has(path) ? { kind: 'folder', path } : undefined;
  }

  #forgivingly(path: string): Hit | undefined {
    const spellings = [path, `${path}.md`, `${path}.markdown`];
    if (/\.html?$/i.test(path)) spellings.push(path.replace(/\.html?$/i, '.md'));
    const inCase = spellings.find((spelling) => this.#files.has(spelling));
    if (inCase !== undefined) return { kind: 'file', path: inCase };
    for (const spelling of spellings) {
      const anyCase = this.#anyCase.get(spelling.toLowerCase());
      if (anyCase !== undefined) return { kind: 'file', path: anyCase };
    }
    return undefined;
  }
}

type Hit = { kind: 'file'; path: string } | { kind: 'folder'; path: string };

/** The ways in which a link can be read, the likeliest file name first: `#` and `?` may belong to a name. */
function* readings(url: string): Generator<{ path: string; fragment: string }> {
  const hash = url.indexOf('#');
  const beforeHash = hash < 0 ? url : url.slice(0, hash);
  const fragment = hash < 0 ? '' : url.slice(hash);
  const query = beforeHash.indexOf('?');
  for (const decode of [decodePercent, (text: string) => text]) {
    const tidy = (text: string) => decode(text).replaceAll('\\', '/').normalize('NFC');
    yield { path: tidy(beforeHash), fragment };
    if (query >= 0) yield { path: tidy(beforeHash.slice(0, query)), fragment };
    if (hash >= 0) yield { path: tidy(url), fragment: '' };
  }
}
