/** Which language models there are, and what they cost, as the environment says. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadSettings } from '@kernos/kernel/read-settings';
import { modelSettings } from './settings.ts';

const read = (env: Record<string, string>) => loadSettings([modelSettings], env).get(modelSettings);

test('models, their server and their prices are read; what does not go together is refused', () => {
  const defaults = {
    timeoutMs: 30_000,
    maxTokens: 1_024,
    contextTokens: 3_000,
    personDailyTokens: 200_000,
    prices: {},
  };
  assert.deepEqual(read({}), { ...defaults, baseUrl: undefined });
  assert.deepEqual(
    read({
      OPENAI_BASE_URL: 'http://localhost:11434/v1/',
      OPENAI_API_KEY: 'sk-secret',
      OPENAI_MODEL: 'small',
      OPENAI_FALLBACK_MODEL: 'tiny',
      OPENAI_PRICES: 'small=0.15/0.6, tiny=0/1',
    }),
    {
      ...defaults,
      baseUrl: 'http://localhost:11434/v1',
      apiKey: 'sk-secret',
      model: 'small',
      fallbackModel: 'tiny',
      prices: { small: { input: 0.15, output: 0.6 }, tiny: { input: 0, output: 1 } },
    },
  );
  assert.throws(() => read({ OPENAI_MODEL: 'small', OPENAI_PRICES: 'small=cheap' }), {
    problems: [
      'OPENAI_PRICES is "small=cheap"; give prices for a million tokens such as small-model=0.15/0.60,large-model=2.50/10.',
      'OPENAI_MODEL is given without OPENAI_BASE_URL; say where that model is.',
    ],
  });
});
