/** A step that takes longer is shown as running, milliseconds. */
const SHOWN_AFTER_MS = 200;

/**
 * Has a step shown as running where it takes its time; one that does not is spared the statement.
 * @param show never throws
 */
export function shownStep(show: () => Promise<void>) {
  let showing: Promise<void> | undefined;
  const now = () => {
    showing ??= show();
    return showing;
  };
  const timer = setTimeout(now, SHOWN_AFTER_MS);
  const cancel = () => clearTimeout(timer);
  return {
    /** Shows it at once. */
    now,
    cancel,
    /** It is shown by now, or will not be. */
    settled: async () => {
      cancel();
      await showing;
    },
  };
}
