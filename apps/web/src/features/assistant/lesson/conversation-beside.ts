/** Which conversation stands beside the lessons of a course: a person's, in this tab, also after it was loaded anew. */
import { useState } from 'react';
import { useMe } from '../../../app/session.ts';

/** The id of it, and what puts another one, or none, in its place. */
export function useConversationBeside(courseId: string) {
  const place = `kernos-conversation:${useMe().id}:${courseId}`;
  const [conversationId, setConversationId] = useState(() => keptAt(place));
  const keep = (id: string | undefined) => {
    keepAt(place, id);
    setConversationId(id);
  };
  return [conversationId, keep] as const;
}

// For as long as the page is open, where the browser keeps nothing.
const conversations = new Map<string, string>();

function keptAt(place: string): string | undefined {
  try {
    return sessionStorage.getItem(place) ?? undefined;
  } catch {
    return conversations.get(place);
  }
}

function keepAt(place: string, id: string | undefined): void {
  try {
    if (id) sessionStorage.setItem(place, id);
    else sessionStorage.removeItem(place);
  } catch {
    if (id) conversations.set(place, id);
    else conversations.delete(place);
  }
}
