/** DOCX and PPTX: zips of XML. What they unpack to is counted while it is unpacked, whatever they claim. */
import { posix } from 'node:path';
import { Refused } from './refused.ts';

const UNPACKED_AT_MOST = 200 * 1_048_576;
const XML_AT_MOST = 20 * 1_048_576;
const ENTRIES_AT_MOST = 10_000;

export interface Relation {
  readonly type: string;
  /** The part it leads to, by its name in the zip. */
  readonly target: string;
}

/** The XML of an Office file, and how many pictures stand beside it. */
export class OfficePackage {
  readonly parts: ReadonlyMap<string, Buffer>;
  readonly pictures: number;

  constructor(parts: ReadonlyMap<string, Buffer>, pictures: number) {
    this.parts = parts;
    this.pictures = pictures;
  }

  async xml(name: string) {
    const { load } = await import('cheerio');
    return load(this.parts.get(name)?.toString('utf8') ?? '', { xml: true });
  }

  /** What a part leads to, by id; the whole package is called ''. */
  async relations(part: string): Promise<Map<string, Relation>> {
    const folder = posix.dirname(part);
    const $ = await this.xml(posix.join(folder, '_rels', `${posix.basename(part)}.rels`));
    return new Map(
      $('Relationship')
        .toArray()
        .map((node) => {
          const { Id = '', Type = '', Target = '' } = node.attribs;
          return [Id, { type: Type, target: posix.resolve('/', folder, Target).slice(1) }];
        }),
    );
  }

  /** The parts of a kind that a part leads to. */
  async related(part: string, kind: string): Promise<string[]> {
    const all = [...(await this.relations(part)).values()];
    return all
      .filter(({ type, target }) => type.endsWith(`/${kind}`) && this.parts.has(target))
      .map(({ target }) => target);
  }

  /** What it says it is called; '' where it says nothing. */
  async title(): Promise<string> {
    const [properties] = await this.related('', 'core-properties');
    return properties ? (await this.xml(properties))('dc\\:title').first().text() : '';
  }
}

export async function openOffice(bytes: Buffer): Promise<OfficePackage> {
  const { fromBufferPromise } = await import('yauzl');
  const broken = (error: unknown) => {
    throw new Refused('file-broken', 'This file is damaged: it cannot be unpacked.', { cause: error });
  };
  const zip = await fromBufferPromise(bytes).catch(broken);
  const parts = new Map<string, Buffer>();
  let [total, entries, pictures] = [0, 0, 0];
  for await (const entry of zip.eachEntry()) {
    entries += 1;
    if (entries > ENTRIES_AT_MOST) throw bomb();
    const name = String(entry.fileName);
    if (name.endsWith('/')) continue;
    if (/\/media\/[^/]+$/.test(name)) pictures += 1;
    const wanted = /\.(?:xml|rels)$/i.test(name);
    const chunks: Buffer[] = [];
    let size = 0;
    const stream = await zip.openReadStreamPromise(entry).catch(broken);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      total += chunk.length;
      if (total > UNPACKED_AT_MOST || (wanted && size > XML_AT_MOST)) throw bomb();
      if (wanted) chunks.push(chunk);
    }
    if (wanted) parts.set(name, Buffer.concat(chunks));
  }
  return new OfficePackage(parts, pictures);
}

const bomb = () =>
  new Refused(
    'file-too-large',
    'This file unpacks to more than 200 MB, so it was not read. Leave large parts out.',
  );
