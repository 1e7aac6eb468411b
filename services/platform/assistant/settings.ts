/** Settings of the language models that write answers. */
import { setting, settings } from '@kernos/kernel/settings';
import { Type } from 'typebox';
import { modelServer, modelsWithoutServer } from '../knowledge/contract-settings.ts';

const PRICE = '^[^=,]+=\\d+(\\.\\d+)?/\\d+(\\.\\d+)?$';

const fields = {
  ...modelServer,
  model: setting(Type.String({ maxLength: 200 }), {
    env: 'OPENAI_MODEL',
    doc: 'Model that writes answers. Without it, the assistant quotes the passages that it found.',
    right: 'the name of a model that OPENAI_BASE_URL offers',
  }),
  fallbackModel: setting(Type.String({ maxLength: 200 }), {
    env: 'OPENAI_FALLBACK_MODEL',
    doc: 'Model that writes answers while OPENAI_MODEL does not.',
    right: 'the name of a model that OPENAI_BASE_URL offers',
  }),
  maxTokens: setting(Type.Integer({ minimum: 16, maximum: 32_768 }), {
    env: 'OPENAI_MAX_TOKENS',
    fallback: '1024',
    doc: 'Longest answer of a model, in tokens. One that does not stop is stopped there.',
    right: 'a whole number from 16 to 32768',
  }),
  contextTokens: setting(Type.Integer({ minimum: 200, maximum: 200_000 }), {
    env: 'OPENAI_CONTEXT_TOKENS',
    fallback: '3000',
    doc: 'How much of the passages found a model is given with a question, in tokens.',
    right: 'a whole number from 200 to 200000',
  }),
  personDailyTokens: setting(Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 }), {
    env: 'OPENAI_PERSON_DAILY_TOKENS',
    fallback: '200000',
    doc: 'How much one person may take of the models in a day, in tokens, where their organization sets nothing else.',
    right: 'a whole number of tokens such as 200000',
  }),
  prices: setting(Type.Array(Type.String({ pattern: PRICE })), {
    env: 'OPENAI_PRICES',
    fallback: '',
    doc: 'What models cost: model=input/output for a million tokens each, in any one currency, separated by commas.',
    right: 'prices for a million tokens such as small-model=0.15/0.60,large-model=2.50/10',
  }),
};

export const modelSettings = settings(fields, {
  problems: ({ baseUrl, model, fallbackModel }) => [
    ...modelsWithoutServer(baseUrl, { OPENAI_MODEL: model, OPENAI_FALLBACK_MODEL: fallbackModel }),
    ...(fallbackModel !== undefined && model === undefined
      ? ['OPENAI_FALLBACK_MODEL is given without OPENAI_MODEL; a single model goes into OPENAI_MODEL.']
      : []),
  ],
  read: ({ timeoutSeconds, prices, ...values }) => ({
    ...values,
    baseUrl: values.baseUrl?.replace(/(?<!\/)\/+$/, ''),
    /** To the first token, and between two of them. */
    timeoutMs: timeoutSeconds * 1_000,
    /** By model, for a million tokens each. */
    prices: Object.fromEntries(prices.map(priceOf)),
  }),
});
export type ModelSettings = ReturnType<typeof modelSettings.read>;

function priceOf(text: string): [string, { input: number; output: number }] {
  const [model = '', price = ''] = text.split('=');
  const [input, output] = price.split('/').map(Number);
  return [model, { input: input ?? 0, output: output ?? 0 }];
}
