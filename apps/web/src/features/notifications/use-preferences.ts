import type { Call } from '@kernos/kernel/contract';
import { notifications } from '@kernos/services/platform/notifications/contract';
import { useMutation } from '@tanstack/react-query';
import { ask, query, queryClient, type ReplyTo } from '../../app/api.ts';
import { sayFailure } from '../../components/undo.tsx';

export type Preferences = ReplyTo<typeof notifications.calls.preferences>;
export type KindPreference = Preferences['kinds'][number];
export type PersonalChannel = Preferences['reachable'][number];
export type Pace = KindPreference['pace'];
type InputTo<C> = C extends Call<infer Input, infer _Reply> ? Input : never;
type PreferencesChange = InputTo<typeof notifications.calls.updatePreferences>;

export const preferencesQuery = query(notifications.calls.preferences, {});

/** What the preferences are once the server took a change: what is left out stays. */
function withChange(before: Preferences, { kinds = [], ...own }: PreferencesChange): Preferences {
  return {
    ...before,
    ...own,
    kinds: before.kinds.map((kind) => {
      const change = kinds.find((one) => one.kind === kind.kind);
      if (!change) return kind;
      return {
        ...kind,
        pace: change.pace ?? kind.pace,
        channels: kind.channels.map((channel) => ({
          ...channel,
          on: change.channels?.find((one) => one.channel === channel.channel)?.on ?? channel.on,
        })),
      };
    }),
  };
}

/** Changes what one hears of. It shows at once; what the server refuses goes back, and is said. */
export function useChangePreferences() {
  const { queryKey } = preferencesQuery;
  return useMutation({
    // One after the other, in the order in which they were made.
    scope: { id: 'preferences' },
    mutationFn: (change: PreferencesChange) => ask(notifications.calls.updatePreferences, change),
    onMutate: (change) => {
      // Not waited for: what was chosen shows at once, and an answer from before must not undo it.
      void queryClient.cancelQueries({ queryKey }, { revert: false });
      queryClient.setQueryData<Preferences>(queryKey, (before) => before && withChange(before, change));
    },
    onError: (error) => {
      sayFailure(error);
      return queryClient.invalidateQueries({ queryKey });
    },
    onSuccess: (saved) => {
      // What was clicked since then is still on its way; its answer will have it all.
      if (queryClient.isMutating({ predicate: ({ options }) => options.scope?.id === 'preferences' }) <= 1)
        queryClient.setQueryData(queryKey, saved);
    },
  });
}
