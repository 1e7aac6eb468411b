/** Appears where something of the text is selected, and asks about it. What is selected stands beside the question too. */
import { Sparkles } from 'lucide-react';
import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import { isByFinger, useSingleKeys } from '../../../components/single-keys.ts';
import { useCourseWords } from '../course-words.ts';
import styles from './explain-button.module.css';
import { select } from './selection.ts';

/** Shorter ones are a slip of the mouse; longer ones are no question about a piece. */
const LENGTH = { from: 3, to: 8_000 };
const WIDTH = 150;
const HEIGHT = 40;
const GAP = 8;

interface Offered {
  readonly text: string;
  readonly left: number;
  readonly top: number;
}

function offeredOf(element: HTMLElement | null): Offered | undefined {
  const selection = getSelection();
  if (!element || !selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  const text = selection.toString().trim();
  if (!element.contains(range.commonAncestorContainer) || text.length < LENGTH.from) return undefined;
  const { left, right, top, bottom } = range.getBoundingClientRect();
  // A phone shows its own menu above what is selected.
  const above = !matchMedia('(pointer: coarse)').matches && top > HEIGHT + 64;
  return {
    text: text.slice(0, LENGTH.to),
    left: Math.min(Math.max(GAP, (left + right - WIDTH) / 2), innerWidth - WIDTH - GAP),
    top: above ? top - HEIGHT - GAP : Math.min(bottom + GAP * 2, innerHeight - HEIGHT - GAP),
  };
}

export function ExplainButton({
  text,
  lessonId,
  isAsking,
  open,
}: {
  text: RefObject<HTMLElement | null>;
  lessonId: string;
  /** Whether questions are being written: what was selected for one stays, though the text loses its selection. */
  isAsking: boolean;
  open: (byFinger: boolean) => void;
}) {
  const words = useCourseWords().reader;
  const [offered, setOffered] = useState<Offered>();
  const offer = useEffectEvent((now: Offered | undefined) => {
    setOffered(now);
    if (now) select({ lessonId, text: now.text });
    else if (!isAsking) select(undefined);
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    // While one still pulls, it would be in the way.
    const look = () => {
      clearTimeout(timer);
      timer = setTimeout(() => offer(offeredOf(text.current)), 180);
    };
    const leave = () => setOffered(undefined);
    document.addEventListener('selectionchange', look);
    addEventListener('scroll', look, { passive: true });
    addEventListener('resize', leave);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('selectionchange', look);
      removeEventListener('scroll', look);
      removeEventListener('resize', leave);
    };
  }, [text]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a piece belongs to its lesson
  useEffect(() => () => select(undefined), [lessonId]);
  const ask = (byFinger: boolean) => {
    const selected = offered ?? offeredOf(text.current);
    if (!selected) return;
    select({ lessonId, text: selected.text, explain: true });
    getSelection()?.removeAllRanges();
    setOffered(undefined);
    open(byFinger);
  };
  useSingleKeys({ e: offered && (() => ask(false)) });
  if (!offered) return null;
  return (
    <button
      type="button"
      className={styles.explain}
      style={{ left: offered.left, top: offered.top }}
      // Pressing must not take the selection away before it is read.
      onPointerDown={(event) => event.preventDefault()}
      onClick={(press) => ask(isByFinger(press))}
    >
      <Sparkles size={15} />
      {words.explainThis}
    </button>
  );
}
