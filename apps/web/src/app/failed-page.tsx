/** What is shown where a page cannot be: an address without a page, and a page that failed. */

import { Button } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { Compass, TriangleAlert } from 'lucide-react';
import { Empty } from '../components/empty.tsx';
import { ButtonLink } from '../components/link.tsx';
import { useMessageOf } from '../language/problems.ts';
import { useShellWords } from './shell-words.ts';

export function MissingPage() {
  const words = useShellWords().missing;
  return (
    <Empty
      icon={Compass}
      title={words.title}
      action={<ButtonLink to="/">{words.home}</ButtonLink>}
      text={words.text}
    />
  );
}

// The page's own files have new names after an update: an old page finds its next part no longer.
const isOutdated = (error: Error): boolean =>
  /dynamically imported module|module script/i.test(error.message);

export function FailedPage({ error: thrown }: ErrorComponentProps) {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const words = useShellWords().failed;
  const message = useMessageOf(error);
  return (
    <Empty
      icon={TriangleAlert}
      title={words.title}
      action={<Button onClick={() => location.reload()}>{words.reload}</Button>}
      text={isOutdated(error) ? words.newer : message}
    />
  );
}
