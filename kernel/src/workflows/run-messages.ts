/** What the outbox carries to a run of a workflow. */
export type RunMessage =
  | { readonly id: string }
  | { readonly id: string; readonly signal: string; readonly payload: unknown }
  | { readonly id: string; readonly cancelledBy: unknown };
