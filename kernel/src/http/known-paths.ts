/** Which methods a path takes: what tells "there is nothing" from "not this way", in one look-up. */
import router, { type HTTPMethod } from 'find-my-way';

export class KnownPaths {
  /** By pattern, its parameters unnamed: one path may name its parameter differently for each method. */
  readonly #methods = new Map<string, Set<string>>();
  #router: ReturnType<typeof router> | undefined;

  /** @param pattern as routes have it, e.g. `/api/notes/:noteId` */
  add(pattern: string, methods: readonly string[]): void {
    const unnamed = pattern.replace(/:[A-Za-z]+/g, ':_');
    const known = this.#methods.get(unnamed) ?? new Set();
    this.#methods.set(unnamed, known);
    for (const method of methods) known.add(method);
    this.#router = undefined;
  }

  /** The methods that a path takes; none where there is nothing. */
  at(path: string): readonly string[] {
    this.#router ??= this.#build();
    const found = this.#router.find('GET', path) as { store?: ReadonlySet<string> } | null;
    return [...(found?.store ?? [])];
  }

  /**
   * Paths that also read as another's pattern, as `/notes/latest` does as `/notes/:noteId`, and the other's methods
   * that they do not take themselves: a router would take the name for an id.
   */
  mistakable(): readonly { readonly path: string; readonly methods: readonly string[] }[] {
    const all = [...this.#methods];
    return all
      .map(([path, own]) => {
        const others = all
          .filter(([pattern]) => readsAs(path, pattern))
          .flatMap(([, methods]) => [...methods]);
        return { path, methods: [...new Set(others)].filter((method) => !own.has(method)) };
      })
      .filter(({ methods }) => methods.length > 0);
  }

  #build() {
    const built = router({ ignoreTrailingSlash: true, maxParamLength: 256 });
    const method: HTTPMethod = 'GET';
    for (const [pattern, methods] of this.#methods) built.on(method, pattern, () => undefined, methods);
    return built;
  }
}

function readsAs(path: string, pattern: string): boolean {
  const [names, wanted] = [path.split('/'), pattern.split('/')];
  return names.length === wanted.length && wanted.every((name, at) => name === ':_' || name === names[at]);
}
