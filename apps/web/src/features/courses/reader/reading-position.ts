/** How far a lesson was read: shown while reading, kept now and then, found again on return. */
import { progress } from '@kernos/services/learning/progress/contract';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { ask, type ReplyTo } from '../../../app/api.ts';

type Position = NonNullable<ReplyTo<typeof progress.calls.lessonState>['position']>;

/** At most this often it is sent. */
const SEND_EVERY_MS = 5_000;
/** Nobody needs to be led back to the first lines, nor to the last. */
const WORTH_RETURNING = { from: 0.04, to: 0.97 };

/** The share of an element that has been passed, 0 to 1, from what the window shows of it. */
function fractionOf(element: HTMLElement): number {
  const { top, height } = element.getBoundingClientRect();
  const way = height - innerHeight * 0.7;
  return way <= 0 ? 1 : Math.min(1, Math.max(0, -top / way));
}

/** The heading below which one reads, by its id. */
function anchorOf(element: HTMLElement): string | null {
  const passed = [...element.querySelectorAll('h2[id], h3[id], h4[id]')].filter(
    (heading) => heading.getBoundingClientRect().top < innerHeight * 0.3,
  );
  return passed.at(-1)?.id ?? null;
}

/** Where the window must stand to go on from a position. The heading wins where the text has changed. */
function offsetOf(element: HTMLElement, { fraction, anchor }: Position): number {
  const { top, height } = element.getBoundingClientRect();
  const start = top + scrollY;
  const byShare = start + fraction * (height - innerHeight * 0.7);
  const heading = anchor === null ? null : document.getElementById(anchor);
  if (!heading || !element.contains(heading)) return byShare;
  const headings = [...element.querySelectorAll('h2[id], h3[id], h4[id]')];
  const place = (one: Element | undefined) =>
    one ? one.getBoundingClientRect().top + scrollY - innerHeight * 0.3 : Number.POSITIVE_INFINITY;
  const from = place(heading);
  return byShare >= from && byShare <= place(headings[headings.indexOf(heading) + 1]) ? byShare : from;
}

/** The share that is read, as `--read` on an element, without drawing anything anew. */
export function useReadShare(
  text: RefObject<HTMLElement | null>,
  shown: RefObject<HTMLElement | null>,
): void {
  useEffect(() => {
    const show = () => {
      if (text.current) shown.current?.style.setProperty('--read', fractionOf(text.current).toFixed(3));
    };
    show();
    addEventListener('scroll', show, { passive: true });
    addEventListener('resize', show);
    return () => {
      removeEventListener('scroll', show);
      removeEventListener('resize', show);
    };
  });
}

/** Sends how far one has read: some seconds after scrolling, and on leaving. */
export function useKeptPosition(
  lessonId: string,
  text: RefObject<HTMLElement | null>,
  wanted: boolean,
): void {
  useEffect(() => {
    if (!wanted) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let seen: { fraction: number; anchor: string | null } | undefined;
    const send = () => {
      clearTimeout(timer);
      timer = undefined;
      if (!seen) return;
      const { fraction, anchor } = seen;
      seen = undefined;
      // Losing one is no loss: the next one counts, and nobody waits for it.
      void ask(progress.calls.keepPosition, { lessonId, fraction, anchor }, { keepalive: true }).catch(
        () => undefined,
      );
    };
    const look = () => {
      if (!text.current?.isConnected || text.current.childElementCount === 0) return;
      seen = {
        fraction: Math.round(fractionOf(text.current) * 1_000) / 1_000,
        anchor: anchorOf(text.current),
      };
      timer ??= setTimeout(send, SEND_EVERY_MS);
    };
    const hide = () => {
      if (document.visibilityState === 'hidden') send();
    };
    addEventListener('scroll', look, { passive: true });
    document.addEventListener('visibilitychange', hide);
    return () => {
      removeEventListener('scroll', look);
      document.removeEventListener('visibilitychange', hide);
      send();
    };
  }, [lessonId, text, wanted]);
}

// To a heading, or to a passage that a citation names.
const isLedElsewhere = (): boolean =>
  location.hash !== '' || new URLSearchParams(location.search).has('passage');

/**
 * Leads back to where one left, once the text and the position are there, unless one has begun to scroll or the
 * address names a heading. Gives whether it did, and what says that this has been seen.
 */
export function useReturn(
  lessonId: string,
  text: RefObject<HTMLElement | null>,
  left: { position: Position | null; completed: boolean } | undefined,
): { returned: boolean; seen: () => void } {
  const [returnedTo, setReturnedTo] = useState<string>();
  const looked = useRef<string>(undefined);
  useEffect(() => {
    if (left === undefined || looked.current === lessonId) return;
    looked.current = lessonId;
    const { position, completed } = left;
    if (!position || completed || isLedElsewhere() || scrollY > 60) return;
    if (position.fraction < WORTH_RETURNING.from || position.fraction > WORTH_RETURNING.to) return;
    // The router scrolls to the top first, in the frame in which the page is drawn.
    const frame = requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (!text.current || scrollY > 60 || isLedElsewhere()) return;
        scrollTo({ top: offsetOf(text.current, position), behavior: 'instant' });
        setReturnedTo(lessonId);
      }),
    );
    return () => cancelAnimationFrame(frame);
  }, [lessonId, text, left]);
  const seen = useCallback(() => setReturnedTo(undefined), []);
  return { returned: returnedTo === lessonId, seen };
}
