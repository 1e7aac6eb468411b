/**
 * Where messages come in beside HTTP: an engine hears them in some protocol and hands each to whoever takes them.
 *
 * An engine promises: a message is acknowledged to its sender only after `take` has settled well, and in the order in
 * which that sender's messages came. Where `take` throws, or this process dies before, it is not, so that the sender
 * sends it again. What it holds of messages that are not settled is bounded: it stops reading until some are. Whoever
 * sends too slowly, too much at once, or never reads what is answered is cut off and counted, and holds up no other.
 */

/** Who sent a message, as far as the protocol says so. */
export interface Sender {
  /** Messages of one sender are handled in their order. A connection, an MQTT topic, or a mailbox. */
  readonly id: string;
  /** IP address; null where a broker or a mailbox is between. */
  readonly address: string | null;
  /** MQTT topic, or the address that an email was delivered to; null elsewhere. */
  readonly topic: string | null;
}

/** A message as it came. */
export interface RawMessage {
  readonly body: Buffer;
  readonly sender: Sender;
  /** What it is called where it came from, where that names each: a Message-ID. */
  readonly key?: string | undefined;
  /** Why nobody can read it: then `body` is what was worth keeping of it. */
  readonly fault?: string | undefined;
  /** W3C Trace Context, where the protocol carries one. */
  readonly traceparent?: string | undefined;
}

/** What the sender of a message is told. */
export interface Acknowledgement {
  /** Sent back where the protocol can carry an answer; null for none. */
  readonly reply: Buffer | null;
  /** False where the sender is nobody that is known here: a connection of its own is ended after the reply. */
  readonly isWelcome: boolean;
}

export type Take = (message: RawMessage) => Promise<Acknowledgement>;

/** Says what was cut off before there was a message, in a word that a metric can carry. */
export type CutOff = (reason: 'too-large' | 'malformed' | 'too-slow' | 'too-many', sender: Sender) => void;

export interface Listener {
  /** Begins to listen. Resolves with the address others reach it at, for people: `tcp://127.0.0.1:2575`. */
  start(take: Take, cutOff: CutOff): Promise<string>;
  /** Takes nothing more; resolves once every `take` that was under way has settled and was acknowledged, or given up. */
  stop(): Promise<void>;
}
