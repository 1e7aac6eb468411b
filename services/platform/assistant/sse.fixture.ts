/** Reading server-sent events as a browser does, by hand, so that a test sees every byte. */
export interface SentEvent {
  readonly id: string | undefined;
  readonly event: string | undefined;
  readonly data: unknown;
}

/** The complete events in a text; what a torn connection left of the last one is no event. */
export function parseEvents(text: string): SentEvent[] {
  return text
    .split('\n\n')
    .slice(0, -1)
    .map((block) => block.split('\n').filter((line) => !line.startsWith(':')))
    .filter((lines) => lines.length > 0)
    .map((lines) => {
      const of = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const data = of('data');
      return {
        id: of('id'),
        event: of('event'),
        data: data === undefined || data === '[DONE]' ? data : JSON.parse(data),
      };
    });
}

/** The text that `token` events make. */
export const textOf = (events: readonly SentEvent[]): string =>
  events
    .filter(({ event }) => event === 'token')
    .map(({ data }) => (data as { text: string }).text)
    .join('');
