import { useNames } from '../identity/people-names.tsx';

const ids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** What was done; whom it was done to is a person by name. */
export function useActTitle(title: string): string {
  const names = useNames(title.match(ids) ?? []);
  return title.replace(ids, (id) => names.get(id) ?? '…');
}

export const ActTitle = ({ title }: { title: string }) => useActTitle(title);
