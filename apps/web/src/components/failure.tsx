import { Alert, Button, Group } from '@mantine/core';
import { CloudOff, TriangleAlert } from 'lucide-react';
import { useCommonWords } from '../language/common-words.ts';
import { useMessageOf } from '../language/problems.ts';

/** What went wrong, and a way to try again where that helps. */
export function Failure({ error, retry }: { error: Error; retry?: () => void }) {
  return (
    <Alert color="red" variant="light" icon={<TriangleAlert size={18} />} role="alert">
      {useMessageOf(error)}
      {retry && <Retry retry={retry} />}
    </Alert>
  );
}

/** Above what is still shown: it could not be brought up to date. */
export function Outdated({ error, retry }: { error: Error; retry: () => void }) {
  const words = useCommonWords();
  return (
    <Alert color="yellow" variant="light" icon={<CloudOff size={18} />} role="status" mb="md">
      {words.outdated} {useMessageOf(error)}
      <Retry retry={retry} />
    </Alert>
  );
}

function Retry({ retry }: { retry: () => void }) {
  const words = useCommonWords();
  return (
    <Group mt="xs">
      <Button size="xs" variant="default" onClick={retry}>
        {words.retry}
      </Button>
    </Group>
  );
}
