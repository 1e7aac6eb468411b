import type { CSSProperties } from 'react';
import styles from './cover.module.css';

const CUPS = 8;

/** A number of a text, the same each time. */
const numberOf = (text: string): number =>
  [...text].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0, 7);

/** The cover of a course that has no picture of its own: a ring of cups, by which it is known again. */
export function Cover({ of }: { of: string }) {
  const seed = numberOf(of);
  return (
    <svg
      className={styles.cover}
      viewBox="0 0 160 90"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      style={{ '--turn': (seed % 9) * 12 - 48 } as CSSProperties}
    >
      <rect width="160" height="90" />
      {Array.from({ length: CUPS }, (_, cup) => {
        const angle = (cup * 2 * Math.PI) / CUPS + seed;
        return (
          <circle
            key={angle}
            cx={(118 + 44 * Math.cos(angle)).toFixed(1)}
            cy={(54 + 44 * Math.sin(angle)).toFixed(1)}
            r={6 + ((seed >> (cup * 3)) & 7) * 1.6}
          />
        );
      })}
    </svg>
  );
}
