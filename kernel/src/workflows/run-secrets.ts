/** What of a run must not stand in the database as it is: where its input or a signal has sensitive fields. */
import { type TObject, Type } from 'typebox';
import { hasSensitive } from '../contract/sensitive.ts';
import type { Cipher } from '../store/encryption.ts';
import type { OrganizationKeys } from '../store/organization-keys.ts';
import { openFields, openValue, sealValue } from '../store/sealed-fields.ts';
import type { AnyWorkflow } from './workflows.ts';

export class RunSecrets {
  readonly #workflow: AnyWorkflow<unknown>;
  /** Null where nothing is sensitive. */
  readonly #cipher: Cipher | null;

  private constructor(workflow: AnyWorkflow<unknown>, cipher: Cipher | null) {
    this.#workflow = workflow;
    this.#cipher = cipher;
  }

  static async of(
    workflow: AnyWorkflow<unknown>,
    keys: OrganizationKeys,
    organizationId: string | null,
  ): Promise<RunSecrets> {
    const schemas = [workflow.input, ...Object.values((workflow.signals ?? {}) as Record<string, TObject>)];
    return new RunSecrets(workflow, schemas.some(hasSensitive) ? await keys.cipherOf(organizationId) : null);
  }

  /** The input of the run, as it was given. */
  input(kept: unknown): unknown {
    const { name, input } = this.#workflow;
    return this.#cipher ? openFields(this.#cipher, `${name}/input`, input, kept) : kept;
  }

  /** What was sent, as it was sent: the outbox has encrypted it. */
  payload(signal: string, kept: unknown): unknown {
    const schema = this.#workflow.signals?.[signal];
    if (!this.#cipher || !schema) return kept;
    const data = openFields(this.#cipher, this.#workflow.name, Type.Object({ payload: schema }), {
      payload: kept,
    });
    return (data as { payload: unknown }).payload;
  }

  /** What a call took or gave. No schema says which part of it is sensitive, so it is encrypted whole. */
  seal(call: number, value: unknown): unknown {
    if (!this.#cipher || value === undefined || value === null) return value;
    return sealValue(this.#cipher, this.#place(call), value);
  }

  open(call: number, kept: unknown): unknown {
    return this.#cipher ? openValue(this.#cipher, this.#place(call), kept) : kept;
  }

  #place(call: number): string {
    return `${this.#workflow.name}/calls/${call}`;
  }
}
