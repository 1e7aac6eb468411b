/** Settings of the server of models, which whoever asks one shares. */
import { BaseUrl, setting } from '@kernos/kernel/settings';
import { Type } from 'typebox';

export const modelServer = {
  baseUrl: setting(BaseUrl, {
    env: 'OPENAI_BASE_URL',
    doc: 'OpenAI-compatible API of the language models. Without it, nothing asks a model.',
    right: 'an http or https URL without query or fragment, such as http://localhost:11434/v1',
  }),
  apiKey: setting(Type.String({ minLength: 1, maxLength: 1_000 }), {
    env: 'OPENAI_API_KEY',
    doc: 'Key that OPENAI_BASE_URL asks for, if it asks for one.',
    right: 'at most 1000 characters',
    secret: 'whole',
  }),
  timeoutSeconds: setting(Type.Integer({ minimum: 1, maximum: 600 }), {
    env: 'OPENAI_TIMEOUT_SECONDS',
    fallback: '30',
    doc: 'How long a model may take to its first word, and between two of them, in seconds.',
    right: 'a whole number from 1 to 600',
  }),
};

/** What is wrong where a model is named and no server: a sentence each. */
export const modelsWithoutServer = (
  baseUrl: string | undefined,
  models: Readonly<Record<string, string | undefined>>,
): string[] =>
  Object.entries(models).flatMap(([name, model]) =>
    model === undefined || baseUrl !== undefined
      ? []
      : [`${name} is given without OPENAI_BASE_URL; say where that model is.`],
  );
