/** Something that a person does: a call that changes something, and all that goes with it. */
import type { Call } from '@kernos/kernel/contract';
import { isOutcomeUnknown } from '@kernos/kernel/errors';
import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import { ask, refresh } from '../app/api.ts';
import { offerUndo, say, sayFailed, sayFailure } from '../components/undo.tsx';
import { messageOf } from '../language/problems.ts';
import { usePatternWords } from './pattern-words.ts';

export type Act<Input, Reply = unknown> = UseMutationResult<Reply, Error, Input>;

interface ActOptions<Input, Reply> {
  /** Calls whose answers are asked for again afterwards, also where it was refused: it may be known why then. */
  readonly refreshes?: readonly { readonly id: string }[];
  /** Said once it is done; nothing where it gives undefined. */
  readonly said?: string | ((reply: Reply, input: Input) => string | undefined);
  /** Offered together with `said`: makes the reverse call, or the same one again by `act`. */
  readonly undo?: (input: Input, reply: Reply, act: (input: Input) => void) => unknown;
  /** Of offers to undo with the same kind, the newest alone stays. */
  readonly undoKind?: string;
  /** Comes before anything is said or refreshed. It is under way until this has ended. */
  readonly onDone?: (reply: Reply, input: Input) => unknown;
  /** True where the page shows the refusal itself: beside what was filled in, or in the dialog. Otherwise it is said. */
  readonly shown?: boolean;
  /** Doing it twice changes nothing: it is tried again where nobody knows whether it was done. */
  readonly repeatable?: boolean;
}

/**
 * Makes a call when a person wants it: `act.mutate(input)`. While it is under way `act.isPending` holds, a refusal is
 * in `act.error`.
 * @param call of a contract, or a function that makes several
 */
export function useAct<Input, Reply>(
  call: Call<Input, Reply> | ((input: Input) => Promise<Reply>),
  {
    refreshes = [],
    said,
    undo,
    undoKind,
    onDone,
    shown = false,
    repeatable = false,
  }: ActOptions<Input, Reply> = {},
): Act<Input, Reply> {
  const act: Act<Input, Reply> = useMutation({
    mutationFn: (input: Input) => (typeof call === 'function' ? call(input) : ask(call, input)),
    retry: (failures, error) => repeatable && isOutcomeUnknown(error) && failures < 3,
    onSuccess: async (reply, input) => {
      await onDone?.(reply, input);
      const message = typeof said === 'function' ? said(reply, input) : said;
      if (message === undefined) return;
      if (undo) offerUndo(message, () => undo(input, reply, act.mutate), undoKind);
      else say(message);
    },
    onError: (error) => {
      if (!shown) sayFailure(error);
    },
    onSettled: () => refresh(...refreshes),
  });
  return act;
}

/**
 * The same for many at once, such as the rows that were selected: one call after the other. What is refused holds up
 * none of the others; how many, and why the first one was, is said.
 */
export function useActOnEach<Input, Reply>(
  call: Call<Input, Reply>,
  { said, ...options }: Pick<ActOptions<Input, Reply>, 'refreshes'> & { said: (done: number) => string },
): Act<readonly Input[]> {
  return useAct(async (inputs: readonly Input[]) => {
    const refused: Error[] = [];
    for (const input of inputs) await ask(call, input).catch((error: Error) => refused.push(error));
    const [first] = refused;
    if (first)
      sayFailed(usePatternWords.now().list.someFailed(refused.length, inputs.length, messageOf(first)));
    if (refused.length < inputs.length) say(said(inputs.length - refused.length));
  }, options);
}
