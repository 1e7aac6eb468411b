/** Words that any page may need. */
export const en = {
  close: 'Close',
  undo: 'Undo',
  retry: 'Try again',
  loadMore: 'Show more',
  loading: 'Loading',
  showPassword: 'Show password',
  copied: 'Copied',
  copy: 'Copy',
  unreachable: 'The server did not answer. Nothing you did is lost; try again in a moment.',
  leaving: {
    title: 'Leave without saving?',
    text: 'What you changed on this page is not saved yet. It is lost if you leave.',
    stay: 'Stay',
    leave: 'Leave',
  },
  failed: 'Something went wrong on this page. Nothing you did is lost; load it again.',
  outdated: 'This could not be updated. What you see is from before.',
};
export type CommonWords = typeof en;
