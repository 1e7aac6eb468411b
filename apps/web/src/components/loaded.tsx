import type { ReactNode } from 'react';
import { Failure, Outdated } from './failure.tsx';
import { RowsSkeleton } from './skeletons.tsx';

/** An answer of the server as `useQuery` gives it. */
export interface Answer<Data> {
  readonly data: Data | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

/**
 * What a page shows of an answer: its shape while it is on its way, the refusal where there is none, and else the
 * answer. Data that is there stays, whatever a later refetch comes to: a form that is being filled in stays mounted,
 * and a banner above it says that it could not be brought up to date.
 */
export function Loaded<Data>({
  query,
  waiting = <RowsSkeleton />,
  failed,
  children,
}: {
  query: Answer<Data>;
  /** The shape of it while it is on its way. */
  waiting?: ReactNode;
  /** Shown instead of a refusal that needs words of its own, e.g. a page for what was deleted; nothing for others. */
  failed?: (error: Error) => ReactNode;
  children: (data: Data) => ReactNode;
}) {
  const { data, error, refetch } = query;
  const retry = () => void refetch();
  if (data === undefined) return error ? failed?.(error) || <Failure error={error} retry={retry} /> : waiting;
  return (
    <>
      {error && <Outdated error={error} retry={retry} />}
      {children(data)}
    </>
  );
}

/** Several answers as one, which is there once all are: `together({ course, lesson })`. */
export function together<Answers extends Readonly<Record<string, Answer<unknown>>>>(
  answers: Answers,
): Answer<{ [Name in keyof Answers]: NonNullable<Answers[Name]['data']> }> {
  const entries = Object.entries(answers);
  const whole = entries.every(([, { data }]) => data !== undefined);
  return {
    data: whole ? (Object.fromEntries(entries.map(([name, { data }]) => [name, data])) as never) : undefined,
    error: entries.map(([, { error }]) => error).find((error) => error !== null) ?? null,
    refetch: () =>
      Promise.all(
        entries
          .filter(([, { data, error }]) => data === undefined || error !== null)
          .map(([, { refetch }]) => refetch()),
      ),
  };
}
