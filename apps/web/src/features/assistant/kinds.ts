/** What can be asked for, and for whom it is explained, in the order in which people choose. */
export const kinds = ['explain', 'code_help', 'debugging', 'quiz_me', 'summarize', 'find'] as const;
export const levels = ['beginner', 'intermediate', 'advanced'] as const;
