/**
 * Encryption of sensitive values at rest: AES-256-GCM (NIST SP 800-38D) by OpenSSL, under a key of the organization.
 *
 * What is written: format (1 byte), key id (16), nonce (12), tag (16), ciphertext. The organization, the key and the
 * place that the value belongs to are authenticated with it, so that a value moved to another row's organization or to
 * another column does not open. Nonces are random: a key is good for 2^32 values, and rotated long before.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const FORMAT = 1;
const KEY_ID = 16;
const NONCE = 12;
const TAG = 16;
const HEAD = 1 + KEY_ID + NONCE + TAG;

export interface DataKey {
  /** UUID. */
  readonly id: string;
  /** 32 random bytes. */
  readonly secret: Buffer;
}

/** A value that does not open: changed, of another place or organization, or under a key that is gone. */
export class DoesNotOpen extends Error {
  override readonly name = 'DoesNotOpen';
}

/** Encrypts and decrypts for one organization, with the keys it has at this moment. */
export class Cipher {
  readonly #organizationId: string;
  readonly #current: DataKey;
  readonly #keys: ReadonlyMap<string, DataKey>;
  readonly #indexSecret: Buffer;

  /** @param keys those that anything may be encrypted under; what is new is encrypted under `current`. */
  constructor(organizationId: string, keys: readonly DataKey[], current: DataKey, indexSecret: Buffer) {
    this.#organizationId = organizationId;
    this.#current = current;
    this.#keys = new Map(keys.map((key) => [key.id, key]));
    this.#indexSecret = indexSecret;
  }

  /**
   * @param place what the value is, the same at `decrypt`: `<schema>.<table>.<column>` for a column, so that the
   *   kernel can encrypt it anew when the key is rotated
   */
  encrypt(place: string, text: string): Buffer {
    return sealUnder(this.#current, this.#bound(place), Buffer.from(text, 'utf8'));
  }

  /** Throws `DoesNotOpen`. */
  decrypt(place: string, value: Buffer): string {
    const key = this.#keys.get(keyIdOf(value));
    if (!key) throw new DoesNotOpen(`a value of ${place} is encrypted under a key that is not there`);
    return openUnder(key, this.#bound(place), value).toString('utf8');
  }

  /** Of the key that what is new is encrypted under. */
  get keyId(): string {
    return this.#current.id;
  }

  /**
   * The same 16 bytes for the same text, and telling nothing else of it: for a column that is compared for equality.
   * Normalise first (case, spaces, accents). Values of which there are few can be told by how often they occur: no
   * index for those.
   */
  blindIndex(place: string, text: string): Buffer {
    return createHmac('sha256', this.#indexSecret)
      .update(`${place}\0${text}`, 'utf8')
      .digest()
      .subarray(0, 16);
  }

  #bound(place: string): string {
    return `${this.#organizationId}\0${place}`;
  }
}

/** A data key as it is kept: encrypted under the secret of the system. */
export function wrapKey(master: Buffer, key: DataKey, organizationId: string): Buffer {
  return sealUnder({ id: key.id, secret: wrapping(master) }, `${organizationId}\0key`, key.secret);
}

/** Throws `DoesNotOpen` where it was wrapped under another secret. */
export function unwrapKey(master: Buffer, wrapped: Buffer, organizationId: string): DataKey {
  const id = keyIdOf(wrapped);
  return { id, secret: openUnder({ id, secret: wrapping(master) }, `${organizationId}\0key`, wrapped) };
}

export const newSecret = (): Buffer => randomBytes(32);

// The secret of the system is used for other things as well (HKDF, RFC 5869).
const wrapping = (master: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), 'kernos data keys', 32));

function sealUnder({ id, secret }: DataKey, bound: string, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE);
  const head = Buffer.concat([Buffer.of(FORMAT), Buffer.from(id.replaceAll('-', ''), 'hex')]);
  const cipher = createCipheriv('aes-256-gcm', secret, nonce);
  cipher.setAAD(Buffer.concat([head, Buffer.from(bound, 'utf8')]));
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([head, nonce, cipher.getAuthTag(), text]);
}

function openUnder({ secret }: DataKey, bound: string, value: Buffer): Buffer {
  const head = value.subarray(0, 1 + KEY_ID);
  const nonce = value.subarray(1 + KEY_ID, 1 + KEY_ID + NONCE);
  const decipher = createDecipheriv('aes-256-gcm', secret, nonce, { authTagLength: TAG });
  decipher.setAAD(Buffer.concat([head, Buffer.from(bound, 'utf8')]));
  decipher.setAuthTag(value.subarray(1 + KEY_ID + NONCE, HEAD));
  try {
    return Buffer.concat([decipher.update(value.subarray(HEAD)), decipher.final()]);
  } catch (error) {
    throw new DoesNotOpen(`a value does not open as ${bound.split('\0')[1]}`, { cause: error });
  }
}

function keyIdOf(value: Buffer): string {
  if (value.length < HEAD || value[0] !== FORMAT) throw new DoesNotOpen('this is no encrypted value');
  const hex = value.subarray(1, 1 + KEY_ID).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
