/**
 * How a service declares that it listens beside HTTP. What comes in is handled as an event is: in one transaction under
 * the role of the service and for one organization, once, tried again when it fails, and dead with its error at last.
 */
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { SettingsGroup } from '../config/setting.ts';
import type { Contract, EventsOf } from '../contract/contract.ts';
import { readMail } from '../engines/open-mail-reader.ts';
import { excessOf } from '../http/excess.ts';
import { readJson } from '../http/read-json.ts';
import type { Retry } from '../messaging/retry.ts';
import type { RawMessage } from '../ports/listener.ts';
import type { ReceivedMail } from '../ports/mail.ts';
import type { Context } from '../unit-of-work/context.ts';

/** How messages on a TCP connection are told apart. */
export type Framing =
  /** Each ends with a line feed; a carriage return before it is not part of it. */
  | 'line'
  /** HL7 Minimal Lower Layer Protocol: 0x0B, the message, 0x1C 0x0D. */
  | 'mllp'
  /** Four bytes, the length of what follows, most significant first. */
  | 'length-prefixed';

/** Paths of files in PEM, read when the listener starts. */
export interface TlsFiles {
  /** A certificate, with those that it rests on. */
  readonly cert: string;
  readonly key: string;
  /** Where given, only a sender that shows a certificate of these authorities is connected. */
  readonly clientAuthorities?: string | undefined;
}

export interface TcpTransport {
  readonly kind: 'tcp';
  /** 0 takes any free one. */
  readonly port: number;
  /** Default 127.0.0.1, this machine only. Without `tls`, anything else is for a network of your own. */
  readonly host?: string;
  /** TLS 1.2 or newer, from the first byte on. */
  readonly tls?: TlsFiles;
  readonly framing: Framing;
  /** Of one message. */
  readonly maxBytes: number;
  /** At once; those that come beyond it are cut off. Default 100. */
  readonly maxConnections?: number;
  /** What a message may take from its first byte to its last, and an answer to be read, milliseconds. Default 10,000. */
  readonly withinMs?: number;
  /** How long a connection may be silent between messages, milliseconds. Default 10 minutes. */
  readonly idleMs?: number;
}

export interface MqttTransport {
  readonly kind: 'mqtt';
  /** `mqtt://host:1883` or `mqtts://…`. */
  readonly url: string;
  /** The broker keeps what it has not delivered under this name: the same for ever, and nobody else's. */
  readonly clientId: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Topic filters, subscribed to at QoS 1. */
  readonly topics: readonly string[];
  /** Of one message. A larger one is kept as unreadable, with its beginning. */
  readonly maxBytes: number;
}

export interface MailboxTransport {
  readonly kind: 'mailbox';
  /** `imaps://user:password@host:993/INBOX` (`MailboxUrl`). The mailbox is for this listener alone: what somebody reads is not taken. */
  readonly url: string;
  /** Of one email with what is attached. A larger one is kept as unreadable, with its beginning. */
  readonly maxBytes: number;
  /** How often new emails are asked for, milliseconds. Default 30,000. */
  readonly everyMs?: number;
}

export type Transport = TcpTransport | MqttTransport | MailboxTransport;

/** Every process listens on its port. */
export const tcp = (options: Omit<TcpTransport, 'kind'>): TcpTransport => ({ kind: 'tcp', ...options });

/** One process at a time listens to the broker. */
export const mqtt = (options: Omit<MqttTransport, 'kind'>): MqttTransport => ({ kind: 'mqtt', ...options });

/** One process at a time polls the mailbox. The topic of a message is the address that it was delivered to. */
export const mailbox = (options: Omit<MailboxTransport, 'kind'>): MailboxTransport => ({
  kind: 'mailbox',
  ...options,
});

/** Whose a message is. There is no default: a listener without such a rule does not start. */
export interface ListenerAuthentication {
  /** What the sender shows of itself: address, topic, something in the message. Null (or an error) where it shows nothing. */
  readonly credentialOf: (raw: RawMessage) => string | null;
  /** The organization that this stands for, asked in a short platform transaction and remembered for ten seconds; null for none. */
  readonly organizationOf: (credential: string, ctx: Context<never, never>) => Promise<string | null>;
}

/** What is sent back: UTF-8 where it is text. */
export type Reply = string | Buffer;

/** Why a sender hears a refusal. What is `unreadable` or `failed` is kept all the same. */
export type Refusal = 'unreadable' | 'failed' | 'unknown-sender' | 'full';

/** By what a message is known when it comes again. */
export type Identity<Message> =
  | {
      /** What the message calls itself, unlike any other of its organization for the 30 days that it is remembered. */
      readonly keyOf: (message: Message) => string;
    }
  | {
      /**
       * For high rates: one row a source says how far it has come, instead of one a message. What has no higher number
       * than its source has reached is taken for a repetition. Numbers are whole, and rise in the order of sending.
       */
      readonly sequenceOf: (message: Message) => { readonly source: string; readonly sequence: number };
    };

export type Handling<Message, Events> =
  | {
      /** What it returns is the reply; it is kept, and given again when the message comes again. */
      readonly run: (message: Message, ctx: Context<never, Events>) => Promise<Reply | undefined>;
    }
  | {
      /** Many messages of one organization in one transaction. One that makes the others fail is then handled by itself. */
      readonly batch: { readonly atMost: number; readonly withinMs: number };
      readonly runMany: (messages: readonly Message[], ctx: Context<never, Events>) => Promise<void>;
    };

export interface ListenOptions<Message> {
  /** Through what it listens, from the service's settings; null where these say that it does not. */
  readonly through: (settingsOf: <Value>(group: SettingsGroup<Value>) => Value) => Transport | null;
  readonly authenticate: ListenerAuthentication;
  /** Reads a message. An error says what is wrong with it: the message is kept with it, and can be replayed. */
  readonly parse: (raw: RawMessage) => Message | Promise<Message>;
  /** The reply to what is done, where `run` gave none or gives none. */
  readonly acknowledge?: (message: Message) => Reply;
  /** The reply to what is not done (now). Default: none. */
  readonly refuse?: (raw: RawMessage, why: Refusal) => Reply;
  /** How what failed is tried again. Default `fast`. */
  readonly retry?: Retry;
}

/** A listener, as the kernel runs it; made by `listen`. */
export interface ListenerDefinition extends ListenOptions<never> {
  readonly identify: Identity<never>;
  readonly batch: { readonly atMost: number; readonly withinMs: number } | null;
  /** Gives the replies, of each message, where it has some. */
  readonly runMany: (
    messages: readonly never[],
    ctx: Context<never, never>,
  ) => Promise<readonly (Reply | undefined)[]>;
}

/**
 * Listens for the owner of `contract`. A message's effects happen once, however often it is sent; it is acknowledged
 * after they are committed, or after it was put where failed messages are tried again.
 */
export function listen<C extends Contract, Message>(
  _contract: C,
  options: ListenOptions<Message> & Identity<Message> & Handling<Message, EventsOf<C>>,
): ListenerDefinition {
  const { through, authenticate, parse, acknowledge, refuse, retry } = options;
  const common = { through, authenticate, parse, acknowledge, refuse, retry, identify: options };
  const runMany =
    'run' in options
      ? async ([message]: readonly Message[], ctx: Context<never, EventsOf<C>>) => [
          await options.run(message as Message, ctx),
        ]
      : async (messages: readonly Message[], ctx: Context<never, EventsOf<C>>) => {
          await options.runMany(messages, ctx);
          return [];
        };
  const batch = 'batch' in options ? options.batch : null;
  return { ...common, batch, runMany } as unknown as ListenerDefinition;
}

/** Reads JSON (RFC 8259) that fits a schema. */
export function json<S extends TSchema>(schema: S): (raw: RawMessage) => Static<S> {
  const validator = Compile(schema);
  return ({ body }) => {
    const value = readJson(body.toString('utf8'));
    const [excess] = excessOf(schema, value);
    if (!excess && validator.Check(value)) return value as Static<S>;
    const [first] = excess ? [excess] : validator.Errors(value);
    throw new Error(`${first?.instancePath || '/'} ${first?.message ?? 'does not fit'}`);
  };
}

/** Reads an email (RFC 5322, MIME). Its `key` is what a listener on a mailbox knows it by. */
export const mail = (raw: RawMessage): Promise<ReceivedMail> => readMail(raw);
