import { type DragEvent, type ReactNode, useState } from 'react';
import styles from './drop-area.module.css';

/**
 * A place to drop files on. Dropping is the short way: what stands in it offers a `FileChoice`, which does the
 * same for keyboards and fingers. `className` says how its content is laid out.
 */
export function DropArea({
  onDrop,
  className = '',
  children,
}: {
  onDrop: (dropped: DataTransfer) => void;
  className?: string | undefined;
  children: ReactNode;
}) {
  const [over, setOver] = useState(false);
  const take = (event: DragEvent, dragging: boolean) => {
    event.preventDefault();
    setOver(dragging);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: who cannot drop has the button inside
    <div
      className={`${styles.area} ${className}`}
      data-over={over || undefined}
      onDragOver={(event) => take(event, true)}
      onDragLeave={(event) => take(event, false)}
      onDrop={(event) => {
        take(event, false);
        onDrop(event.dataTransfer);
      }}
    >
      {children}
    </div>
  );
}
