/** In a thread of its own: makes forms and sends them, so that this is no work of the thread that answers. */
import { doJobs } from '@kernos/kernel/job-thread';
import type { Reply } from './attempt.fixture.ts';
import { largestForms } from './largest-forms.fixture.ts';

export interface FormToSend {
  /** Which of {@link largestForms}. */
  readonly index: number;
  readonly field: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

doJobs(async ({ index, field, url, ...sent }: FormToSend): Promise<Reply> => {
  const body = largestForms[index]?.form(field) ?? new FormData();
  const response = await fetch(url, { ...sent, body });
  return { status: response.status, text: (await response.text()).slice(0, 1_000) };
});
