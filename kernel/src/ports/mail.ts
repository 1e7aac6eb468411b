/** Email: the port. The engine behind it is `engines/smtp.ts`. */

export interface MailMessage {
  /** Makes the Message-ID, the same at every try, so that a server or a reader can tell a repetition. */
  readonly id: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * - `accepted`: the server answers for it from now on;
 * - `refused`: trying again would change nothing (a 5xx reply, an address that is none);
 * - `later`: it may work another time (a 4xx reply, e.g. greylisting);
 * - `unreachable`: no server answered, or not in time, or it wants no email from us at all.
 */
export interface MailOutcome {
  readonly kind: 'accepted' | 'refused' | 'later' | 'unreachable';
  /** What the server said, or what went wrong. */
  readonly reason: string;
}

export interface Mail {
  /** The sender of every one: an address, or a name with one. */
  readonly from: string;
  /** Sends one email. Never throws: what went wrong is the outcome. */
  send(message: MailMessage): Promise<MailOutcome>;
  close(): void;
}

/** An email that came in. */
export interface ReceivedMail {
  /** By what it is known when it comes again: its Message-ID, or its number in the mailbox where it has none. */
  readonly key: string;
  readonly from: MailAddress;
  readonly to: readonly MailAddress[];
  readonly subject: string;
  /** Made from the HTML where it has no text. */
  readonly text: string;
  /** As it came: it is not safe to show. */
  readonly html: string | null;
  readonly date: Date | null;
  /** Message-IDs of what it answers, the latest last. */
  readonly references: readonly string[];
  readonly attachments: readonly {
    readonly name: string | null;
    readonly mediaType: string;
    readonly content: Buffer;
  }[];
}

export interface MailAddress {
  readonly address: string;
  /** Empty where it has none. */
  readonly name: string;
}
