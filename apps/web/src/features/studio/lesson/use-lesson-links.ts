import { useNavigate } from '@tanstack/react-router';
import type { MouseEvent } from 'react';

/** Where a reader would go to another lesson, an author goes to it in the studio: to its text, or to its preview. */
export function useLessonLinks(
  courseId: string,
  to: '/studio/$courseId/lessons/$lessonId' | '/studio/$courseId/preview/$lessonId',
) {
  const navigate = useNavigate();
  return (event: MouseEvent) => {
    const link = (event.target as Element).closest('a');
    const lessonId = link && /\/lessons\/([0-9a-f-]{36})$/.exec(link.pathname)?.[1];
    if (!lessonId || link.origin !== location.origin || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    event.stopPropagation();
    void navigate({ to, params: { courseId, lessonId }, hash: link.hash.slice(1) });
  };
}
