import type { ReactNode } from 'react';
import styles from './cup-ring.module.css';

const CUPS = 12;

/** How full each cup is for a share of 0 to 100: one after the other, as one pours. */
const fillOf = (percent: number, cup: number): number =>
  Math.min(1, Math.max(0, (percent / 100) * CUPS - cup));

/**
 * A share as a ring of cups, which is what the house is named after. The ring is a picture only: whoever shows
 * it says the share in words beside or inside it.
 */
export function CupRing({
  percent,
  size = 44,
  children,
}: {
  percent: number;
  size?: number;
  children?: ReactNode;
}) {
  return (
    <span className={styles.ring} style={{ width: size, height: size }}>
      <svg viewBox="0 0 48 48" aria-hidden="true">
        {Array.from({ length: CUPS }, (_, cup) => {
          const angle = -Math.PI / 2 + (cup * 2 * Math.PI) / CUPS;
          const at = {
            cx: (24 + 19.5 * Math.cos(angle)).toFixed(2),
            cy: (24 + 19.5 * Math.sin(angle)).toFixed(2),
          };
          const fill = fillOf(percent, cup);
          return (
            <g key={at.cx + at.cy}>
              <circle {...at} r="3" className={styles.cup} />
              {fill > 0 && <circle {...at} r={(1.2 + 2.3 * fill).toFixed(2)} className={styles.full} />}
            </g>
          );
        })}
      </svg>
      {children !== undefined && <span className={styles.middle}>{children}</span>}
    </span>
  );
}
