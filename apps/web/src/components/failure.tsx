import { KernosError, TransportError } from '@kernos/kernel/errors';
import { Alert, Button, Group } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { useShellWords } from '../app/shell-words.ts';

/** What went wrong, in the server's own words where it has any, and a way to try again where that helps. */
export function Failure({ error, retry }: { error: Error; retry?: () => void }) {
  const words = useShellWords();
  return (
    <Alert color="red" variant="light" icon={<TriangleAlert size={18} />} role="alert">
      {messageOf(error, words.failed.unreachable)}
      {retry && (
        <Group mt="xs">
          <Button size="xs" variant="default" onClick={retry}>
            {words.retry}
          </Button>
        </Group>
      )}
    </Alert>
  );
}

/** The sentence for a person. Fields at fault are named by `fieldErrors`. */
export const messageOf = (error: Error, unreachable: string): string =>
  error instanceof TransportError ? unreachable : error.message;

/** What is wrong with which field of a form: `fieldErrors(error).email`. Keys are the names of body fields. */
export function fieldErrors(error: Error | null): Record<string, string> {
  if (!(error instanceof KernosError)) return {};
  return Object.fromEntries(
    (error.errors ?? []).map(({ path, message }) => [path.replace(/^\/(body\/)?/, ''), message]),
  );
}
