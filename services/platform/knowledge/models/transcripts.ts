/** What is said in sound and film, from any server that speaks OpenAI's `/audio/transcriptions`. */
import Type from 'typebox';
import { Value } from 'typebox/value';
import { type Cue, fromCues } from '../extract/captions.ts';
import type { Extracted } from '../extract/extracted.ts';
import { ModelError, type Provider } from './embeddings.ts';

const TIMEOUT_MS = 9 * 60_000;

const Transcript = Type.Object({
  text: Type.String(),
  segments: Type.Optional(
    Type.Array(Type.Object({ start: Type.Number(), end: Type.Number(), text: Type.String() })),
  ),
});

/** @throws {ModelError} where the server does not write it down */
export async function transcribe(provider: Provider, bytes: Buffer, fileName: string): Promise<Extracted> {
  const form = new FormData();
  form.append('model', provider.model);
  form.append('response_format', 'verbose_json');
  form.append('timestamp_granularities[]', 'segment');
  form.append('file', new Blob([new Uint8Array(bytes)]), fileName);
  const { segments, text } = await send(provider, form);
  const cues: Cue[] = segments?.map(({ start, end, text: said }) => ({
    from: Math.round(start * 1_000),
    to: Math.round(end * 1_000),
    text: said,
  })) ?? [{ from: 0, to: 0, text }];
  return fromCues(cues);
}

async function send({ baseUrl, apiKey }: Provider, form: FormData) {
  try {
    const response = await fetch(`${baseUrl}/audio/transcriptions`, {
      method: 'POST',
      headers: apiKey ? { authorization: `Bearer ${apiKey}` } : {},
      body: form,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw new ModelError(`The transcription server answered ${response.status}.`);
    const reply: unknown = await response.json();
    if (!Value.Check(Transcript, reply))
      throw new ModelError('The transcription server answered no transcript.');
    return reply;
  } catch (error) {
    if (error instanceof ModelError) throw error;
    throw new ModelError('The transcription server did not answer.', { cause: error });
  }
}
