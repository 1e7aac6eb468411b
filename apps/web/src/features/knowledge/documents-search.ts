export const documentStates = ['waiting', 'working', 'ready', 'failed'] as const;

/** What the page of documents shows. */
export interface DocumentsSearch {
  q?: string;
  state?: (typeof documentStates)[number];
}

export function readDocumentsSearch({ q, state }: { q?: unknown; state?: unknown }): DocumentsSearch {
  const standing = documentStates.find((one) => one === state);
  return {
    ...((typeof q === 'string' || typeof q === 'number') && q !== '' && { q: String(q) }),
    ...(standing && { state: standing }),
  };
}
