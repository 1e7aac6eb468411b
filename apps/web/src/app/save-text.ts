import type { Call } from '@kernos/kernel/contract';
import { ask } from './api.ts';
import { noticeEnd } from './session.ts';

/** Browsers carry 64 KiB for a page that is left, and no letter takes more than 4 bytes. */
const OUTLIVES_PAGE = 15_000;

/**
 * Makes a call that saves what somebody writes, behind their back: it outlives its page where the text is short
 * enough, and a session that is over shows. Throws as `ask` does.
 */
export async function saveText<Input, Reply>(
  call: Call<Input, Reply>,
  input: Input,
  text = '',
): Promise<Reply> {
  try {
    return await ask(call, input, { keepalive: text.length < OUTLIVES_PAGE });
  } catch (error) {
    noticeEnd(error);
    throw error;
  }
}
