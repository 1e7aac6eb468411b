import { notifications } from '@kernos/services/platform/notifications/contract';
import { useQuery } from '@tanstack/react-query';
import { query } from '../../app/api.ts';
import { useMessageWords } from './message-words.ts';

/** What people call a kind, e.g. of `learning.enrolled`; its own name where nobody chooses about it. */
export function useKindNames(): (kind: string) => string {
  const words = useMessageWords();
  const { data } = useQuery(query(notifications.calls.preferences, {}));
  const titles = new Map(data?.kinds.map(({ kind, title }) => [kind, title]));
  return (kind) => {
    if (kind === 'digest.gathered') return words.digest;
    if (kind === 'endpoint.trial') return words.trial;
    if (kind.startsWith('event.')) return words.ofEvent(kind.slice('event.'.length).replaceAll('-', '_'));
    return titles.get(kind) ?? kind;
  };
}
