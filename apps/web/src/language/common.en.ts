/** Words that any page may need. */
export const en = {
  close: 'Close',
  undo: 'Undo',
  retry: 'Try again',
  loadMore: 'Show more',
  loading: 'Loading',
  copied: 'Copied',
  copy: 'Copy',
  unreachable: 'The server did not answer. Nothing you did is lost; try again in a moment.',
  outdated: 'This could not be updated. What you see is from before.',
};
export type CommonWords = typeof en;
