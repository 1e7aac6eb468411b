/** The one way to the server: calls of the contracts, with the session cookie of this page. */
import { type ClientOptions, type RequestOptions, send } from '@kernos/kernel/client';
import type { Call } from '@kernos/kernel/contract';
import { KernosError } from '@kernos/kernel/errors';
import { keepPreviousData, QueryClient, queryOptions } from '@tanstack/react-query';
import type { PageOf } from '../components/items-of.ts';
import { currentLanguage } from '../language/words.ts';

/** The organization whose things this page shows; null where the person has none, undefined until it is known. */
let organization: string | null | undefined;
export const shownOrganization = (): string | null | undefined => organization;
export const showOrganization = (id: string | null | undefined): void => {
  organization = id;
};

/**
 * What each request says of this page: that it is one of our own, for the cookie alone is not believed (see
 * identity/csrf.ts), its language, and which organization it is meant for (docs/decisions/0020-meant-for-an-organization.md).
 */
export const pageHeaders = (anyOrganization = false): Record<string, string> => ({
  'x-kernos-csrf': '1',
  'accept-language': currentLanguage(),
  ...(organization && !anyOrganization && { 'kernos-organization': organization }),
});

const server: ClientOptions = { baseUrl: '' };

/** What a call answers with, e.g. `ReplyTo<typeof courses.calls.get>`. */
export type ReplyTo<C> = C extends Call<infer _Input, infer Reply> ? Reply : never;

interface AskOptions extends RequestOptions {
  /** True: it is about the session itself, and made whichever organization that is for by now. */
  readonly anyOrganization?: boolean;
}

/** Makes a call. Throws `KernosError` where the server refused, `TransportError` where it was not reached. */
export const ask = <Input, Reply>(
  call: Call<Input, Reply>,
  input: Input,
  { anyOrganization, ...options }: AskOptions = {},
): Promise<Reply> =>
  send(server, call, input as Record<string, unknown>, {
    ...options,
    headers: { ...pageHeaders(anyOrganization), ...options.headers },
  }) as Promise<Reply>;

/**
 * A call as a query: its answer is kept by call and input. `live` names the kinds of events (or beginnings of
 * them, such as `course.`) after which it is asked again by itself.
 */
export const query = <Input, Reply>(call: Call<Input, Reply>, input: Input, live: readonly string[] = []) =>
  queryOptions({
    queryKey: [call.id, input] as const,
    queryFn: ({ signal }) => ask(call, input, { signal }),
    meta: { live },
  });

/** The same for a list that is searched and filtered: the old page stays until the new one is there. */
export const listQuery = <Input, Reply>(
  call: Call<Input, Reply>,
  input: Input,
  live?: readonly string[],
) => ({
  ...query(call, input, live),
  placeholderData: keepPreviousData,
});

/** A list of any length, for `useInfiniteQuery`: page after page as it is scrolled. */
export const pages = <Input extends { cursor?: string }, Reply extends PageOf<unknown>>(
  call: Call<Input, Reply>,
  input: Input,
  live: readonly string[] = [],
) => ({
  queryKey: [call.id, input, 'pages'] as const,
  queryFn: ({ pageParam, signal }: { pageParam: string | undefined; signal: AbortSignal }) =>
    ask(call, pageParam === undefined ? input : { ...input, cursor: pageParam }, { signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last: Reply) => last.nextCursor ?? undefined,
  meta: { live },
});

/** The whole of a list that is short by nature, such as what one person has: asked page by page. */
export const whole = <Input extends { cursor?: string; limit?: number }, Item>(
  call: Call<Input, PageOf<Item>>,
  live: readonly string[],
) =>
  queryOptions({
    queryKey: [call.id, 'all'] as const,
    queryFn: async ({ signal }) => {
      const all: Item[] = [];
      let cursor: string | undefined;
      do {
        const page = await ask(call, { limit: 100, ...(cursor && { cursor }) } as Input, { signal });
        all.push(...page.items);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      return all;
    },
    meta: { live },
  });

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // What was refused will be refused again; what did not get through may get through.
      retry: (failures, error) => !(error instanceof KernosError && error.status < 500) && failures < 2,
      throwOnError: false,
    },
  },
});

/** Everything that was asked of a service's calls is asked again, e.g. `refresh(courses.calls.list)`. */
export const refresh = (...calls: readonly { readonly id: string }[]): Promise<unknown> =>
  Promise.all(calls.map(({ id }) => queryClient.invalidateQueries({ queryKey: [id] })));
