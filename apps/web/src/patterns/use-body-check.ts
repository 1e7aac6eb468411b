import { bodySchemas } from 'virtual:body-schemas';
import type { AnyCall } from '@kernos/kernel/contract';
import { useEffect, useState } from 'react';
import { unlessLate } from '../app/parts.ts';
import { fieldSentence } from '../language/problems.ts';
import type { BodySchema } from './body-check.ts';

const fetchCheck = async (call: { readonly id: string }) => {
  const [service = ''] = call.id.split('.');
  const [{ wrongFields, isNeeded }, { schemas }] = await Promise.all([
    import('./body-check.ts'),
    bodySchemas[service]?.() ?? Promise.reject(new Error(`there is no contract ${service}`)),
  ]);
  const schema: BodySchema = schemas[call.id] ?? { type: 'object', properties: {} };
  return { schema, wrongFields, isNeeded };
};

/** Checks what is about to be sent against the schema of the call; until that is there, the server alone does. */
export interface BodyCheck {
  readonly wrongIn: (body: Readonly<Record<string, unknown>>) => Promise<Record<string, string>>;
  readonly isNeeded: (name: string) => boolean;
}

export function useBodyCheck(call: Pick<AnyCall, 'id'>): BodyCheck {
  const [known, setKnown] = useState<Awaited<ReturnType<typeof fetchCheck>>>();
  const { id } = call;
  useEffect(() => {
    let gone = false;
    fetchCheck({ id }).then(
      (fetched) => gone || setKnown(fetched),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [id]);
  return {
    isNeeded: (name) => known?.isNeeded(known.schema, name) ?? false,
    wrongIn: async (body) => {
      try {
        const { schema, wrongFields } = known ?? (await unlessLate(fetchCheck({ id })));
        const own = Object.entries(body).filter(([name]) => name in schema.properties);
        const wrong = Object.entries(wrongFields(schema, Object.fromEntries(own)));
        return Object.fromEntries(wrong.map(([name, fault]) => [name, fieldSentence(fault)]));
      } catch {
        // It could not be fetched: the server checks all the same.
        return {};
      }
    },
  };
}
