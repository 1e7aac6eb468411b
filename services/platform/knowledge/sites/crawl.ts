/** Reading a website: its own host alone, what robots.txt allows, a page at a time, and not in a hurry. */
import { setTimeout as pause } from 'node:timers/promises';
import { activities } from '@kernos/kernel/activities';
import type { Context } from '@kernos/kernel/context';
import { newId } from '@kernos/kernel/ids';
import { knowledge } from '../contract.ts';
import { forget } from '../documents/change.ts';
import { AGENT, type Fetched, fetchAddress, type Known, NotThere } from '../documents/fetch.ts';
import { documentRun, insertDocument, nextRevision, readStoredFile, storeFile } from '../documents/store.ts';
import { titleOf } from '../documents/titles.ts';
import type { Format } from '../extract/extracted.ts';
import { formatOf } from '../extract/formats.ts';
import { type Asking, inReader } from '../extract/readers.ts';
import { Refused } from '../extract/refused.ts';
import { lockIndex } from '../index/writer.ts';
import { indexingDocument } from '../pipeline/index-workflows.ts';
import { readingSite } from './site-workflow.ts';
import { findSite, type SiteRow, type Work } from './store.ts';

const PAGE_BYTES = 10 * 1_048_576;
const PAGE_MS = 20_000;
const ROBOTS_BYTES = 512 * 1_024;
/** Between two requests, where robots.txt asks for nothing else; it may ask for so much at most. */
const PAUSE_MS = 500;
const PAUSE_AT_MOST_MS = 5_000;
const SKIPPED_NAMED = 100;
/** A page is deleted that is not there in so many readings in a row. */
const MISSED_AT_MOST = 2;
/** A step may last ten minutes; the rest of a slow site is left out and said. */
const READING_MS = 8 * 60_000;

export const siteReading = activities(knowledge, readingSite, {
  begin: {
    do: async ({ siteId, revision }, ctx) => {
      await ctx.tx.query({
        text: `UPDATE knowledge.sites SET state = 'working' WHERE id = $1 AND revision = $2`,
        values: [siteId, revision],
      });
    },
    undo: ({ siteId, revision }, ctx) =>
      markFailed(ctx, siteId, revision, 'The website did not answer, several times over. Try again later.'),
  },
  crawl: async ({ siteId, revision }, ctx) => {
    const site = await ctx.shortTransaction((before) => findSite(before, siteId));
    if (site?.revision !== revision) return;
    let read: Reading;
    try {
      read = await crawl(ctx, site);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      await ctx.shortTransaction((before) => markFailed(before, siteId, revision, error.message));
      return ctx.fail('conflict', error.message, { cause: error });
    }
    await ctx.tx.query({
      text: 'UPDATE knowledge.sites SET skipped = $3 WHERE id = $1 AND revision = $2',
      values: [siteId, revision, JSON.stringify(read.skipped.slice(0, SKIPPED_NAMED))],
    });
    await ctx.tx.query({
      text: `UPDATE knowledge.documents
                SET refreshed_at = CASE WHEN address = ANY ($2) THEN $5 ELSE refreshed_at END,
                    missed = CASE WHEN address = ANY ($2) THEN 0
                                  WHEN address = ANY ($4) THEN ${MISSED_AT_MOST}
                                  WHEN address = ANY ($3) THEN missed + 1 ELSE missed END
              WHERE site_id = $1`,
      values: [siteId, read.pages, read.missing, read.gone, ctx.now().toISOString()],
    });
  },
  finish: async ({ siteId, revision }, ctx) => {
    const index = await lockIndex(ctx);
    const site = await findSite(ctx, siteId);
    if (site?.revision !== revision) return;
    const { rows } = await ctx.tx.query<{ id: string }>({
      text: `SELECT id FROM knowledge.documents WHERE site_id = $1 AND missed >= ${MISSED_AT_MOST}`,
      values: [siteId],
    });
    if (rows.length > 0) {
      const gone = rows.map(({ id }) => id);
      const indexVersion = await forget(ctx, index, gone);
      for (const sourceId of gone)
        ctx.publish('knowledge.removed', {
          sourceId,
          kind: 'document',
          courseId: site.courseId,
          indexVersion,
        });
    }
    await ctx.tx.query({
      text: `UPDATE knowledge.sites SET state = 'ready', refreshed_at = $2 WHERE id = $1`,
      values: [siteId, ctx.now().toISOString()],
    });
  },
});

async function markFailed(ctx: Work, siteId: string, revision: number, detail: string): Promise<void> {
  await ctx.tx.query({
    text: `UPDATE knowledge.sites SET state = 'failed', error = coalesce(error, $3) WHERE id = $1 AND revision = $2`,
    values: [siteId, revision, JSON.stringify({ code: 'failed', detail })],
  });
}

interface Reading {
  /** Pages that are there. */
  readonly pages: string[];
  /** Pages that are linked to, and not there this time. */
  readonly missing: string[];
  /** Pages that are not there and that no page links to any more, or that robots.txt does not allow any more. */
  readonly gone: string[];
  readonly skipped: { address: string; reason: string }[];
}

type Going = Pick<Context, 'shortTransaction' | 'outgoing' | 'log'> & Asking;

interface KnownPage extends Known {
  readonly id: string;
  readonly address: string;
}

/**
 * Page after page, breadth first, each stored as a document as soon as it is read; then those that were known and
 * are linked to no more. What fails is left as it was: a server in trouble has deleted nothing.
 */
async function crawl(ctx: Going, site: SiteRow): Promise<Reading> {
  const start = new URL(site.address);
  const robots = await robotsOf(ctx, start);
  const delay = Math.min(PAUSE_AT_MOST_MS, (robots.getCrawlDelay(AGENT) ?? 0) * 1_000 || PAUSE_MS);
  const known = await ctx.shortTransaction((before) => knownPages(before, site.id));
  const waiting = [canonical(start)];
  const linked = new Set(waiting);
  const unlinked = () => [...known.keys()].filter((address) => !linked.has(address) && !asked.has(address));
  const asked = new Set<string>();
  const reading: Reading = { pages: [], missing: [], gone: [], skipped: [] };
  const skip = (address: string, reason: string) => reading.skipped.push({ address, reason });
  const until = Date.now() + READING_MS;
  for (;;) {
    const address = waiting.shift() ?? unlinked()[0];
    if (address === undefined) break;
    if (Date.now() > until) {
      skip(address, 'the site is too slow');
      break;
    }
    if (reading.pages.length >= site.pageLimit) {
      skip(address, 'more pages than allowed');
      reading.missing.push(...unlinked());
      break;
    }
    asked.add(address);
    if (robots.isDisallowed(address, AGENT)) {
      skip(address, 'robots.txt does not allow it');
      reading.gone.push(address);
      continue;
    }
    if (asked.size > 1) await pause(delay);
    const page = await readPage(ctx, start, address, known.get(address));
    if ('reason' in page) {
      // Without its first page there is no site.
      if (asked.size === 1) throw new Refused('file-broken', page.reason);
      skip(address, page.reason);
      if (page.isGone) (linked.has(address) ? reading.missing : reading.gone).push(address);
      continue;
    }
    if ('bytes' in page) await keepPage(ctx, site, address, page);
    reading.pages.push(address);
    for (const link of page.links) {
      if (linked.size > 20 * site.pageLimit || linked.has(link)) continue;
      linked.add(link);
      if (!asked.has(link)) waiting.push(link);
    }
  }
  return reading;
}

async function knownPages(ctx: Work, siteId: string): Promise<Map<string, KnownPage>> {
  const { rows } = await ctx.tx.query<KnownPage>({
    text: 'SELECT id, address, etag, last_modified FROM knowledge.documents WHERE site_id = $1 ORDER BY id',
    values: [siteId],
  });
  return new Map(rows.map((row) => [row.address, row]));
}

async function robotsOf(ctx: Going, start: URL) {
  const parse = await robotsParser();
  const address = new URL('/robots.txt', start).href;
  try {
    const found = await fetchAddress(ctx, address, { bytes: ROBOTS_BYTES, milliseconds: PAGE_MS });
    return parse(address, found?.bytes.toString('utf8') ?? '');
  } catch (error) {
    // RFC 9309: none is there, so all is allowed. A server that fails allows nothing for now.
    if (error instanceof Refused) return parse(address, '');
    throw error;
  }
}

interface Robots {
  isDisallowed(url: string, agent: string): boolean | undefined;
  getCrawlDelay(agent: string): number | undefined;
}

// Its types describe a module of another kind than it is.
const robotsParser = async () =>
  (await import('robots-parser')).default as unknown as (address: string, text: string) => Robots;

/** One address for one page: without what stands behind the number sign. */
function canonical(url: URL): string {
  const same = new URL(url);
  same.hash = '';
  return same.href;
}

interface Page extends Fetched {
  readonly format: Format;
  readonly links: readonly string[];
}
/** What there is instead of a page; `isGone` where its server says that there is none. */
interface NoPage {
  readonly reason: string;
  readonly isGone?: boolean;
}

/** A page, or only where it links to where it is as it was. */
async function readPage(
  ctx: Going,
  start: URL,
  address: string,
  known: KnownPage | undefined,
): Promise<Page | Pick<Page, 'links'> | NoPage> {
  const sameHost = (url: URL) => url.host === start.host && /^https?:$/.test(url.protocol);
  const links = async (bytes: Buffer, base: string, charset?: string) => {
    const written = await inReader(ctx, 'links', { bytes, charset });
    const here = written.flatMap((link) => (URL.canParse(link, base) ? new URL(link, base) : []));
    return here.filter(sameHost).map(canonical);
  };
  try {
    const fetched = await fetchAddress(ctx, address, {
      bytes: PAGE_BYTES,
      milliseconds: PAGE_MS,
      follow: sameHost,
      known,
    });
    if (!fetched) {
      const file = known && (await ctx.shortTransaction((before) => readStoredFile(before, known.id)));
      const isPage = file && formatOf(new URL(address).pathname, file, 'text/html') === 'html';
      return { links: isPage ? await links(file, address) : [] };
    }
    const format = formatOf(new URL(fetched.address).pathname, fetched.bytes, fetched.mediaType);
    if (!format || format === 'media') return { reason: 'it is of a type that cannot be read' };
    const own = format === 'html' ? await links(fetched.bytes, fetched.address, fetched.charset) : [];
    return { ...fetched, format, links: own };
  } catch (error) {
    if (error instanceof Refused) return { reason: error.message, isGone: error instanceof NotThere };
    ctx.log.warn({ err: error, address }, 'a page of a website could not be read');
    return { reason: 'it did not answer' };
  }
}

/** A new page becomes a document; a changed one is worked on again, one that is as it was is left alone. */
async function keepPage(ctx: Going, site: SiteRow, address: string, page: Page): Promise<void> {
  await ctx.shortTransaction(async (before) => {
    const { rows } = await before.tx.query<{ id: string; same: boolean }>({
      text: `SELECT d.id, f.content = $3 AND d.state <> 'failed' AS same
               FROM knowledge.documents d LEFT JOIN knowledge.files f ON f.document_id = d.id
              WHERE d.site_id = $1 AND d.address = $2`,
      values: [site.id, address, page.bytes],
    });
    const [known] = rows;
    if (known?.same) return rememberFetched(before, known.id, page);
    const id = known?.id ?? newId();
    if (!known) {
      await insertDocument(before, {
        id,
        title: titleOf(address),
        titled: false,
        type: page.format,
        fileName: null,
        address,
        courseId: site.courseId,
        siteId: site.id,
        visibility: site.visibility,
        bytes: page.bytes.length,
        refreshHours: null,
        createdBy: site.createdBy,
        workflowId: documentRun(id, 1),
      });
    }
    await storeFile(before, id, page.bytes);
    await rememberFetched(before, id, page);
    const run = known ? await nextRevision(before, id) : { revision: 1, workflowId: documentRun(id, 1) };
    before.start(indexingDocument, run.workflowId, { documentId: id, revision: run.revision });
  });
}

async function rememberFetched(ctx: Work, id: string, { etag, lastModified }: Known): Promise<void> {
  await ctx.tx.query({
    text: 'UPDATE knowledge.documents SET etag = $2, last_modified = $3 WHERE id = $1',
    values: [id, etag, lastModified],
  });
}
