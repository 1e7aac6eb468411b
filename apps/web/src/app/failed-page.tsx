/** What is shown where a page failed. */
import { KernosError } from '@kernos/kernel/errors';
import { Button } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { FileQuestion, TriangleAlert } from 'lucide-react';
import { EmptyPage } from '../components/empty.tsx';
import { ButtonLink } from '../components/link.tsx';
import { useMessageOf } from '../language/problems.ts';
import { useShellWords } from './shell-words.ts';

/** What the address names is gone, or not for this person: to load it again would help nobody. */
const isNotThere = (error: Error): boolean =>
  error instanceof KernosError && [403, 404, 410].includes(error.status);

export function FailedPage({ error: thrown }: ErrorComponentProps) {
  const words = useShellWords();
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const text = useMessageOf(error);
  if (isNotThere(error))
    return (
      <EmptyPage
        icon={FileQuestion}
        title={words.missing.title}
        action={<ButtonLink to="/">{words.missing.home}</ButtonLink>}
        text={text}
      />
    );
  return (
    <EmptyPage
      icon={TriangleAlert}
      title={words.failed.title}
      action={<Button onClick={() => location.reload()}>{words.failed.reload}</Button>}
      text={text}
    />
  );
}
