import { type ReactNode, useRef } from 'react';

/** Lets somebody choose files with the browser's own dialog: `children` gets what opens it, for a button. */
export function FileChoice({
  onChoose,
  accept,
  one = false,
  folder = false,
  children,
}: {
  onChoose: (files: readonly File[]) => void;
  /** Kinds of files that are offered, as in `<input accept>`. */
  accept?: string;
  one?: boolean;
  folder?: boolean;
  children: (open: () => void) => ReactNode;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      {children(() => input.current?.click())}
      <input
        ref={input}
        type="file"
        hidden
        multiple={!one}
        {...(accept && { accept })}
        {...(folder && { webkitdirectory: '' })}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // The same file may be chosen once more, after it was mended.
          currentTarget.value = '';
          if (files.length > 0) onChoose(files);
        }}
      />
    </>
  );
}
