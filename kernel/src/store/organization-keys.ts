/** The keys of organizations: made at first use, kept encrypted, rotated while everything runs. */
import { hkdfSync } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { newId } from '../contract/ids.ts';
import { Cipher, type DataKey, DoesNotOpen, newSecret, unwrapKey, wrapKey } from './encryption.ts';
import type { Store } from './store.ts';

/** Stands for what belongs to no organization. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
/** A process knows of a new key after this long at the latest, */
const KNOWN_AFTER_MS = 30_000;
/** and nothing is encrypted under it sooner than this. */
const ACTIVE_AFTER_SECONDS = 60;
const KNOWN_AT_MOST = 10_000;
const AT_ONCE = 500;

interface KeyRow {
  readonly id: string;
  readonly purpose: 'data' | 'index';
  readonly wrapped: Buffer;
  readonly isActive: boolean;
}

export class OrganizationKeys {
  readonly #store: Store;
  readonly #masters: readonly Buffer[];
  readonly #known = new LRUCache<string, Promise<Cipher>>({ max: KNOWN_AT_MOST, ttl: KNOWN_AFTER_MS });

  /** @param masters secrets of the system: what is new is wrapped under the first; the others are earlier ones. */
  constructor(store: Store, masters: readonly [Buffer, ...Buffer[]]) {
    this.#store = store;
    this.#masters = masters;
  }

  /** Throws where these are not the secrets of the system that the database belongs to. */
  static async open(store: Store, masters: readonly [Buffer, ...Buffer[]]): Promise<OrganizationKeys> {
    const keys = new OrganizationKeys(store, masters);
    await keys.checkSecret();
    return keys;
  }

  /**
   * To be asked before anything is encrypted: throws where the system that this database belongs to has another
   * secret, since what one process encrypts the others could not read.
   */
  async checkSecret(): Promise<void> {
    const [current, ...earlier] = this.#masters.map(fingerprintOf) as [Buffer, ...Buffer[]];
    await this.#store.query({
      text: 'INSERT INTO kernel.secret_check (fingerprint) VALUES ($1) ON CONFLICT DO NOTHING',
      values: [current],
    });
    const { rows } = await this.#store.query<{ fingerprint: Buffer }>({
      text: 'SELECT fingerprint FROM kernel.secret_check',
    });
    const known = rows[0]?.fingerprint;
    if (known && [current, ...earlier].some((fingerprint) => fingerprint.equals(known))) return;
    throw new Error(
      'This database belongs to a system with another secret. Give KERNOS_SECRET as its other processes have it, or bring back the file "secret" of its data folder.',
    );
  }

  /** Encrypts and decrypts for this organization; makes its keys where it has none. */
  cipherOf(organizationId: string | null): Promise<Cipher> {
    const owner = organizationId ?? NOBODY;
    const known = this.#known.get(owner);
    if (known !== undefined) return known;
    const cipher = this.#load(owner);
    this.#known.set(owner, cipher);
    cipher.catch(() => this.#known.delete(owner));
    return cipher;
  }

  /** Gives an organization a new key. What is encrypted under earlier ones stays readable; see `encryptAnew`. */
  async rotate(organizationId: string | null): Promise<void> {
    const owner = organizationId ?? NOBODY;
    await this.cipherOf(organizationId);
    const key = { id: newId(), secret: newSecret() };
    await this.#store.query({
      text: `INSERT INTO kernel.organization_keys (id, organization_id, purpose, wrapped, active_from)
             VALUES ($1, $2, 'data', $3, now() + make_interval(secs => ${ACTIVE_AFTER_SECONDS}))`,
      values: [key.id, owner, wrapKey(this.#master, key, owner)],
    });
  }

  /** All that have keys; null for what belongs to no organization. */
  async owners(): Promise<readonly (string | null)[]> {
    const { rows } = await this.#store.query<{ owner: string }>({
      text: 'SELECT DISTINCT organization_id AS owner FROM kernel.organization_keys ORDER BY organization_id',
    });
    return rows.map(({ owner }) => (owner === NOBODY ? null : owner));
  }

  /** Wraps every key that is under an earlier secret of the system under the first one; says how many there were. */
  async rewrap(): Promise<number> {
    let count = 0;
    for (let after = NOBODY; ; ) {
      const { rows } = await this.#store.query<{ id: string; owner: string; wrapped: Buffer }>({
        text: `SELECT id, organization_id AS owner, wrapped FROM kernel.organization_keys
                WHERE id > $1 ORDER BY id LIMIT ${AT_ONCE}`,
        values: [after],
      });
      for (const { id, owner, wrapped } of rows) {
        if (opensUnder(this.#master, wrapped, owner)) continue;
        await this.#store.query({
          text: 'UPDATE kernel.organization_keys SET wrapped = $2 WHERE id = $1',
          values: [id, wrapKey(this.#master, this.#unwrap(wrapped, owner), owner)],
        });
        count += 1;
      }
      const last = rows.at(-1);
      if (!last || rows.length < AT_ONCE) break;
      after = last.id;
    }
    await this.#store.query({
      text: 'UPDATE kernel.secret_check SET fingerprint = $1',
      values: [fingerprintOf(this.#master)],
    });
    return count;
  }

  async #load(owner: string): Promise<Cipher> {
    const rows = await this.#read(owner);
    const hasAll = (['data', 'index'] as const).every((purpose) =>
      rows.some((row) => row.purpose === purpose),
    );
    if (!hasAll) await this.#makeFirst(owner);
    return this.#toCipher(owner, hasAll ? rows : await this.#read(owner));
  }

  /** Data keys newest first. */
  async #read(owner: string): Promise<readonly KeyRow[]> {
    const { rows } = await this.#store.query<KeyRow>({
      name: 'kernel.keys.of',
      text: `SELECT id, purpose, wrapped, active_from <= now() AS is_active FROM kernel.organization_keys
              WHERE organization_id = $1 ORDER BY active_from DESC, id DESC`,
      values: [owner],
    });
    return rows;
  }

  async #makeFirst(owner: string): Promise<void> {
    for (const purpose of ['data', 'index']) {
      const key = { id: newId(), secret: newSecret() };
      await this.#store.query({
        text: `INSERT INTO kernel.organization_keys (id, organization_id, purpose, wrapped, active_from)
               VALUES ($1, $2, $3, $4, '-infinity') ON CONFLICT DO NOTHING`,
        values: [key.id, owner, purpose, wrapKey(this.#master, key, owner)],
      });
    }
  }

  #toCipher(owner: string, rows: readonly KeyRow[]): Cipher {
    const keys = rows.map((row) => ({ ...row, key: this.#unwrap(row.wrapped, owner) }));
    const data = keys.filter(({ purpose }) => purpose === 'data');
    const current = data.find(({ isActive }) => isActive);
    const index = keys.find(({ purpose }) => purpose === 'index');
    if (!current || !index)
      throw new Error(`the organization ${owner} has no keys, though they were just made`);
    return new Cipher(
      owner,
      data.map(({ key }) => key),
      current.key,
      index.key.secret,
    );
  }

  #unwrap(wrapped: Buffer, owner: string): DataKey {
    for (const master of this.#masters) {
      try {
        return unwrapKey(master, wrapped, owner);
      } catch (error) {
        if (!(error instanceof DoesNotOpen)) throw error;
      }
    }
    throw new DoesNotOpen(
      `a key of the organization ${owner} was encrypted under another secret: set KERNOS_SECRET_PREVIOUS to it`,
    );
  }

  get #master(): Buffer {
    return this.#masters[0] as Buffer;
  }
}

function opensUnder(master: Buffer, wrapped: Buffer, owner: string): boolean {
  try {
    unwrapKey(master, wrapped, owner);
    return true;
  } catch (error) {
    if (error instanceof DoesNotOpen) return false;
    throw error;
  }
}

/** Says nothing of the secret but whether it is the same. */
const fingerprintOf = (master: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), 'kernos secret check', 16));
