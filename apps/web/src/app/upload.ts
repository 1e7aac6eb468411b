/** Sends files where somebody waits and wants to see how far it is: `fetch` does not tell, XMLHttpRequest does. */
import type { FileToSend } from '@kernos/kernel/client';
import type { Call } from '@kernos/kernel/contract';
import { fromProblem, type Problem, TransportError } from '@kernos/kernel/errors';
import { pageHeaders } from './api.ts';

/**
 * Makes a call whose body has a file.
 * @param fields the body: texts, numbers, and files
 * @param onProgress told the share that has been sent, 0 to 1
 * @throws KernosError, TransportError as `ask` does
 */
export function upload<Input, Reply>(
  call: Call<Input, Reply>,
  params: Readonly<Record<string, string>>,
  fields: Readonly<Record<string, string | FileToSend | undefined>>,
  { onProgress, signal }: { onProgress?: (share: number) => void; signal?: AbortSignal } = {},
): Promise<Reply> {
  const path = call.route.replace(/:([A-Za-z]+)/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
  const form = new FormData();
  const entries = Object.entries(fields);
  // Texts before files, so that the server knows them when the file begins.
  for (const [name, value] of entries) if (typeof value === 'string') form.append(name, value);
  for (const [name, value] of entries)
    if (typeof value === 'object') form.append(name, value.blob, value.fileName);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const lost = () => reject(new TransportError(`${call.id} did not get through`));
    request.open(call.method, path);
    for (const [name, value] of Object.entries(pageHeaders())) request.setRequestHeader(name, value);
    request.setRequestHeader('accept', 'application/json, application/problem+json;q=0.9');
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const answer = parse(request.responseText);
      if (request.status < 400) resolve(answer as Reply);
      else if (isProblem(answer)) reject(fromProblem(answer));
      else lost();
    };
    request.onerror = lost;
    request.ontimeout = lost;
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'));
    signal?.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && typeof (value as Partial<Problem>).code === 'string';
