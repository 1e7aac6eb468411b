/**
 * Emails of a mailbox (IMAP, RFC 9051), asked for in turn: what is not marked as seen is taken, a page at a time, and
 * marked when it is handled or kept. Whoever dies before that finds it again, and it is known by its Message-ID.
 */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import type { Logger } from 'pino';
import { isMailboxUrl } from '../config/urls.ts';
import type { MailboxTransport } from '../inbound/listen.ts';
import { pauseAfter } from '../messaging/retry.ts';
import type { CutOff, Listener, RawMessage, Sender, Take } from '../ports/listener.ts';
import { BEGINNING_BYTES, tooLarge } from './too-large.ts';

/** As many are being handled at most. */
const PAGE = 100;
const PAGE_BYTES = 16_000_000;
/** RFC 5322, 2.1.1. What is longer is nothing that we look for. */
const LINE = 998;
const EVERY_MS = 30_000;
const ANSWER_MS = 30_000;
const STOP_WITHIN_MS = 10_000;
/** Providers lock out whoever logs in too often. */
const AWAY = { attempts: Infinity, firstPauseSeconds: 2, longestPauseSeconds: 300 };

export class MailboxListener implements Listener {
  readonly #transport: MailboxTransport;
  readonly #log: Logger;
  readonly #url: URL;
  readonly #stopping = new AbortController();
  #client: ImapFlow | undefined;
  #failures = 0;
  /** The page that is being handled, and when all of it is marked. */
  #taken: Promise<unknown>[] = [];
  #acknowledged: Promise<unknown> = Promise.resolve();

  constructor(transport: MailboxTransport, log: Logger) {
    if (!isMailboxUrl(transport.url)) throw new Error('a mailbox is imaps://user:password@host:993/INBOX');
    this.#transport = transport;
    this.#log = log;
    this.#url = new URL(transport.url);
  }

  async start(take: Take, cutOff: CutOff): Promise<string> {
    void this.#run(take, cutOff);
    return this.#address;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    const settled = this.#acknowledged.catch(() => undefined);
    await Promise.race([settled, sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
    this.#client?.close();
  }

  get #address(): string {
    return `${this.#url.protocol}//${this.#url.hostname}${this.#url.pathname}`;
  }

  async #run(take: Take, cutOff: CutOff): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const imap = connectionTo(this.#url);
      this.#client = imap;
      // Who waits for an answer when the connection ends is not always told by the library.
      const closed = once(imap, 'close').then(() => {
        throw new Error('the connection ended');
      });
      try {
        await Promise.race([this.#poll(imap, take, cutOff), closed]);
      } catch (error) {
        this.#failures += 1;
        const about = { mailbox: this.#address, reason: reasonOf(error, this.#url) };
        if (!signal.aborted) this.#log.warn(about, 'a mailbox is away; trying again');
        await Promise.allSettled(this.#taken);
        this.#acknowledged = Promise.resolve();
        await this.#pause(1_000 * pauseAfter(AWAY, this.#failures));
      } finally {
        imap.close();
      }
    }
  }

  async #poll(imap: ImapFlow, take: Take, cutOff: CutOff): Promise<void> {
    await imap.connect();
    const { readOnly } = await imap.mailboxOpen(decodeURIComponent(this.#url.pathname.slice(1)) || 'INBOX');
    if (readOnly) throw new Error('the mailbox is read-only for this user: nothing could be marked as seen');
    while (!this.#stopping.signal.aborted) {
      const isMore = await this.#page(imap, take, cutOff);
      this.#failures = 0;
      if (!isMore) await this.#pause(this.#transport.everyMs ?? EVERY_MS);
    }
  }

  /** Takes a page of what is not seen; true where there is more. Throws where something of it was not taken. */
  async #page(imap: ImapFlow, take: Take, cutOff: CutOff): Promise<boolean> {
    const uids = (await imap.search({ seen: false }, { uid: true })) || [];
    const taken: Promise<unknown>[] = [];
    let bytes = 0;
    this.#taken = taken;
    this.#acknowledged = Promise.resolve();
    for (const uid of uids.toSorted((a, b) => a - b)) {
      if (taken.length >= PAGE || bytes >= PAGE_BYTES) break;
      const raw = await this.#fetch(imap, uid);
      if (this.#stopping.signal.aborted || !imap.usable) break;
      if (!raw) continue;
      if (raw.fault !== undefined) cutOff('too-large', raw.sender);
      const one = take(raw);
      taken.push(one);
      bytes += raw.body.length;
      this.#acknowledged = this.#acknowledged
        .then(() => one)
        .then(() => imap.messageFlagsAdd(`${uid}`, ['\\Seen'], { uid: true }))
        .then((isMarked) => {
          if (!isMarked) throw new Error('an email could not be marked as seen: it would come for ever');
        });
      this.#acknowledged.catch(() => undefined);
    }
    await this.#acknowledged;
    return taken.length > 0 && taken.length < uids.length;
  }

  /** Null where somebody has deleted it meanwhile. */
  async #fetch(imap: ImapFlow, uid: number): Promise<RawMessage | null> {
    const { maxBytes } = this.#transport;
    const wanted = { size: true, source: { maxLength: maxBytes + 1 } };
    const { source, size = 0 } = (await imap.fetchOne(`${uid}`, wanted, { uid: true })) || {};
    if (!source) return null;
    const header = headersOf(source.subarray(0, BEGINNING_BYTES));
    const to = header('Delivered-To') || header('X-Original-To') || header('To');
    const topic = to.match(/(?<![^\s<>,"])[^\s<>,"]+@[^\s<>,"]+/)?.[0] ?? null;
    const sender: Sender = { id: this.#address, address: null, topic };
    const { uidValidity } = imap.mailbox as { uidValidity: bigint };
    const key = header('Message-ID') || `${uidValidity} ${uid}`;
    if (source.length <= maxBytes) return { body: source, sender, key };
    return { ...tooLarge(source, { bytes: Math.max(size, source.length), maxBytes }), sender, key };
  }

  #pause(milliseconds: number): Promise<unknown> {
    return sleep(milliseconds, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}

function connectionTo({ protocol, hostname, port, username, password }: URL): ImapFlow {
  const isSecure = protocol === 'imaps:';
  const client = new ImapFlow({
    // The library logs what it sends; we say what went wrong.
    ...{ host: hostname.replace(/^\[|\]$/g, ''), secure: isSecure, logger: false },
    ...{ port: Number(port) || (isSecure ? 993 : 143), tls: { minVersion: 'TLSv1.2' } },
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    ...{ connectionTimeout: ANSWER_MS, greetingTimeout: ANSWER_MS },
  });
  client.on('error', () => undefined);
  return client;
}

/** Gives what a header says, unfolded; empty where it is not there. */
function headersOf(source: Buffer): (name: string) => string {
  const [head = ''] = source.toString('latin1').split(/\r?\n\r?\n/, 1);
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return (name) => {
    const line = lines.find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`)) ?? '';
    return line.slice(name.length + 1, LINE).trim();
  };
}

/** In words: the error of the library holds what was sent. */
function reasonOf(error: unknown, { password }: URL): string {
  const { message, responseText } = error as Error & { responseText?: string };
  const text = responseText === undefined ? message : `${message}: ${responseText}`;
  return text.replaceAll(decodeURIComponent(password), '****');
}
