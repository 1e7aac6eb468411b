/** Fetching what is at an address: each hop is checked, none may lead into a private network. */
import type { Context } from '@kernos/kernel/context';
import { AddressRefused } from '@kernos/kernel/outgoing';
import { Refused } from '../extract/refused.ts';

type Going = Pick<Context, 'outgoing'>;

export interface Fetched {
  /** After all redirects. */
  readonly address: string;
  readonly bytes: Buffer;
  readonly mediaType: string | undefined;
  readonly charset: string | undefined;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** There is nothing at an address, says its server: unlike whatever else may be wrong, that may last. */
export class NotThere extends Refused {}

/** What a server said of what was got before, so that it need not send it again. */
export type Known = Pick<Fetched, 'etag' | 'lastModified'>;

export interface Fetching {
  readonly bytes: number;
  readonly milliseconds: number;
  /** Says of a redirect's target whether it may be followed; for sites, which keep to their host. */
  readonly follow?: (address: URL) => boolean;
  readonly known?: Known | undefined;
}

const HOPS = 5;
/** How we name ourselves to the owners of websites, also in their robots.txt. */
export const AGENT = 'KernosBot';
const USER_AGENT = `Mozilla/5.0 (compatible; ${AGENT}/1.0)`;

/**
 * What is at an address; null where it is as it was (`known`).
 * @throws {Refused} where there is nothing that can be had; an Error where it may be had later
 */
export async function fetchAddress(
  ctx: Going,
  address: string,
  { bytes: largest, milliseconds, follow = () => true, known }: Fetching,
): Promise<Fetched | null> {
  let url = address;
  for (let hop = 0; hop <= HOPS; hop += 1) {
    const reply = await request(ctx, url, largest, milliseconds, known);
    if (reply.status === 304) return null;
    const location = first(reply.headers.location);
    if (reply.status >= 300 && reply.status < 400 && location) {
      if (!URL.canParse(location, url)) throw broken(`The server sent us to an address that is none.`);
      const next = new URL(location, url);
      if (!follow(next)) throw broken('The address leads to another host.');
      url = next.href;
      continue;
    }
    if (reply.status === 429 || reply.status >= 500)
      throw new Error(`the server of ${new URL(url).host} answered ${reply.status}`);
    if (reply.status === 404 || reply.status === 410)
      throw new NotThere(
        'file-broken',
        `There is nothing at this address: the server answered ${reply.status}.`,
      );
    if (reply.status !== 200)
      throw broken(`The server answered ${reply.status} instead of sending a document.`);
    if (reply.cut)
      throw new Refused(
        'file-too-large',
        `What is there is larger than the ${Math.floor(largest / 1_048_576)} MB that are read.`,
      );
    const mediaType = first(reply.headers['content-type']);
    return {
      address: url,
      bytes: reply.bytes,
      mediaType,
      charset: /charset=["']?([\w-]+)/i.exec(mediaType ?? '')?.[1],
      etag: first(reply.headers.etag) ?? null,
      lastModified: first(reply.headers['last-modified']) ?? null,
    };
  }
  throw broken('The address leads from one to the next without end.');
}

async function request(
  ctx: Going,
  url: string,
  largest: number,
  timeoutMs: number,
  known: Known | undefined,
) {
  try {
    const headers = {
      'user-agent': USER_AGENT,
      accept: 'text/html,application/pdf,text/markdown,text/plain,*/*;q=0.5',
      ...(known?.etag && { 'if-none-match': known.etag }),
      ...(known?.lastModified && { 'if-modified-since': known.lastModified }),
    };
    return await ctx.outgoing.request({ method: 'GET', url, headers, timeoutMs, largest, plain: true });
  } catch (error) {
    if (error instanceof AddressRefused) throw broken(error.message);
    throw error;
  }
}

const broken = (message: string) => new Refused('file-broken', message);
const first = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;
