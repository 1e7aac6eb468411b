export const lessonViews = ['write', 'both', 'read'] as const;
export interface LessonSearch {
  /** How much of the page the text and its preview get; without: both. */
  view?: (typeof lessonViews)[number];
  history?: true;
  /** Of the history: the one that is looked at, and what it is compared with. */
  revision?: number;
  compare?: 'before' | 'now';
}
/** What the editor's address says. */
export const lessonSearch = (given: Record<string, unknown>): LessonSearch => {
  const view = lessonViews.find((one) => one === given.view && one !== 'both');
  const { history, revision } = given;
  return {
    ...(view && { view }),
    ...(history === true && { history }),
    ...(typeof revision === 'number' && Number.isSafeInteger(revision) && { revision }),
    ...(given.compare === 'now' && { compare: 'now' }),
  };
};
