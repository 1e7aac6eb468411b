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
  unreachable: 'Can’t reach the server. Your work is kept. Try again in a moment.',
  leaving: {
    title: 'Leave without saving?',
    text: 'Your changes on this page haven’t been saved. You’ll lose them if you leave.',
    stay: 'Stay',
    leave: 'Leave',
  },
  failed: 'Something went wrong on this page. Your work is kept. Reload the page.',
  wrongAddress: 'This link is incomplete or out of date.',
  outdated: 'Couldn’t update this. You’re seeing an earlier state.',
};
export type CommonWords = typeof en;
