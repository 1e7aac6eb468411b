import { Link } from '@tanstack/react-router';
import type { ReactNode, Ref } from 'react';
import type { CitedPassage } from '../asking/answer-data.ts';

/** Longer quotations are found by their beginning as well, and addresses stay short. */
const LONGEST_QUOTE = 240;

/** A link to where a passage stands: in its lesson, or in the text of its document. */
export function PassageLink({
  passage,
  quote,
  label,
  className,
  children,
  ref,
  ...rest
}: {
  passage: Pick<CitedPassage, 'id' | 'courseId' | 'lessonId' | 'documentId'>;
  /** The very words that are meant, where it is not the passage as a whole. */
  quote?: string | undefined;
  label?: string;
  className?: string | undefined;
  children: ReactNode;
  ref?: Ref<HTMLAnchorElement>;
}) {
  const { id, courseId, lessonId, documentId } = passage;
  const common = {
    ...rest,
    ref,
    className,
    'aria-label': label,
  };
  const meant = { passage: id, ...(quote && { quote: quote.slice(0, LONGEST_QUOTE) }) };
  if (lessonId && courseId)
    return (
      <Link
        {...common}
        to="/courses/$courseId/lessons/$lessonId"
        params={{ courseId, lessonId }}
        search={(before: { side?: string }) => ({ ...(before.side && { side: before.side }), ...meant })}
        resetScroll={false}
      >
        {children}
      </Link>
    );
  if (documentId)
    return (
      <Link {...common} to="/sources/$documentId" params={{ documentId }} search={meant}>
        {children}
      </Link>
    );
  return <span className={className}>{children}</span>;
}
