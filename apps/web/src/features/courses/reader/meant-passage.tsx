/** The passage that a citation led to: found, shown, and let go of again. */
import { knowledge } from '@kernos/services/platform/knowledge/contract';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type RefObject, useEffect, useState } from 'react';
import { query } from '../../../app/api.ts';
import { useCourseWords } from '../course-words.ts';
import { findPassage } from './find-passage.ts';
import './meant-passage.css';
import pill from './pill.module.css';

type Found = 'looking' | 'shown' | 'missing';

const names = ['kernos-passage', 'kernos-quote'] as const;

function unmark(): void {
  for (const name of names) CSS.highlights?.delete(name);
}

/** Marks it without touching the text's elements. Where a browser cannot, the line beside it must do. */
function mark(passage: Range, quote: Range | undefined): void {
  if (!CSS.highlights) return;
  unmark();
  CSS.highlights.set('kernos-passage', new Highlight(passage));
  if (quote) CSS.highlights.set('kernos-quote', new Highlight(quote));
}

function leadTo(range: Range): void {
  const { top, height } = range.getBoundingClientRect();
  // A third down the window, or at the top where it is longer than that.
  const room = height > innerHeight * 0.6 ? 90 : innerHeight * 0.28;
  scrollTo({ top: Math.max(0, scrollY + top - room), behavior: 'instant' });
}

function useMeant(
  text: RefObject<HTMLElement | null>,
  passageId: string,
  quote: string | undefined,
): { found: Found; line: Line | undefined; error: Error | null } {
  const [found, setFound] = useState<Found>('looking');
  const [line, setLine] = useState<Line>();
  const { data, error } = useQuery(query(knowledge.calls.passage, { passageId }, ['knowledge.']));
  const markdown = data?.text;
  useEffect(() => {
    const element = text.current;
    if (!element || markdown === undefined) return;
    let led = false;
    const show = () => {
      const place = findPassage(element, { markdown, quote });
      if (place) mark(place.passage, place.quote);
      setLine(place && lineBeside(place.quote ?? place.passage, element));
      if (led) return;
      led = true;
      setFound(place ? 'shown' : 'missing');
      leadTo(place?.quote ?? place?.passage ?? wholeOf(element));
    };
    // The router sets the window first, in the frame in which the page is drawn.
    const frame = requestAnimationFrame(() => requestAnimationFrame(show));
    // Code that is coloured afterwards gets new elements.
    const changes = new MutationObserver(() => led && show());
    changes.observe(element, { childList: true, subtree: true });
    // Pictures that come, and other widths, move the text.
    const sizes = new ResizeObserver(() => led && show());
    sizes.observe(element);
    return () => {
      cancelAnimationFrame(frame);
      changes.disconnect();
      sizes.disconnect();
      unmark();
    };
  }, [text, markdown, quote]);
  return { found, line, error };
}

/** Where a line stands beside something of the text, in what holds both. */
interface Line {
  readonly top: number;
  readonly height: number;
}

function lineBeside(range: Range, text: HTMLElement): Line {
  const { top, height } = range.getBoundingClientRect();
  const around = text.closest('article')?.getBoundingClientRect().top ?? 0;
  return { top: Math.round(top - around), height: Math.round(height) };
}

function wholeOf(element: HTMLElement): Range {
  const range = document.createRange();
  range.selectNode(element);
  return range;
}

export function MeantPassage({
  text,
  passageId,
  quote,
  forget,
}: {
  text: RefObject<HTMLElement | null>;
  passageId: string;
  quote: string | undefined;
  forget: () => void;
}) {
  const words = useCourseWords().reader;
  const { found, line, error } = useMeant(text, passageId, quote);
  if (found === 'looking' && !error) return null;
  return (
    <>
      {line && <div className="kernos-gutter" style={line} />}
      <div role="status" className={pill.pill}>
        {found === 'shown' ? words.passageShown : words.passageMissing}
        <Button variant="subtle" size="compact-sm" onClick={forget}>
          {words.passageForget}
        </Button>
      </div>
    </>
  );
}
