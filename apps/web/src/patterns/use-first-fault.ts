import { type RefObject, useEffect, useRef } from 'react';

/** Once a form was refused, its first field at fault takes the focus: `seek()` before the faults are told. */
export function useFirstFault(errors: Readonly<Record<string, unknown>>): {
  element: RefObject<HTMLFormElement | null>;
  seek: () => void;
} {
  const element = useRef<HTMLFormElement>(null);
  const seeking = useRef(false);
  useEffect(() => {
    if (!seeking.current || Object.keys(errors).length === 0) return;
    seeking.current = false;
    const fields = [...(element.current?.querySelectorAll<HTMLElement>('[data-path]') ?? [])];
    const first = fields.find(({ dataset: { path = '' } }) => path in errors);
    const inside = first?.matches('input, textarea, select')
      ? first
      : first?.querySelector<HTMLElement>('input, textarea, select, button');
    inside?.focus();
  }, [errors]);
  return {
    element,
    seek: () => {
      seeking.current = true;
    },
  };
}
