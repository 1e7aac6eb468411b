/** Appears where something of the text is selected, and asks about it. */
import { Sparkles } from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import { useCourseWords } from '../course-words.ts';
import styles from './explain-button.module.css';
import { useReaderKeys } from './keys.tsx';
import { handOver } from './selection.ts';

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
  open,
}: {
  text: RefObject<HTMLElement | null>;
  lessonId: string;
  open: () => void;
}) {
  const words = useCourseWords().reader;
  const [offered, setOffered] = useState<Offered>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    // While one still pulls, it would be in the way.
    const look = () => {
      clearTimeout(timer);
      timer = setTimeout(() => setOffered(offeredOf(text.current)), 180);
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
  const ask = () => {
    const selected = offered ?? offeredOf(text.current);
    if (!selected) return;
    handOver({ lessonId, text: selected.text });
    getSelection()?.removeAllRanges();
    setOffered(undefined);
    open();
  };
  useReaderKeys({ e: offered && ask });
  if (!offered) return null;
  return (
    <button
      type="button"
      className={styles.explain}
      style={{ left: offered.left, top: offered.top }}
      // Pressing must not take the selection away before it is read.
      onPointerDown={(event) => event.preventDefault()}
      onClick={ask}
    >
      <Sparkles size={15} />
      {words.explainThis}
    </button>
  );
}
