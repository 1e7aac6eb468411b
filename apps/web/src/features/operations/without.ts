/** The same search without one of its filters. */
export function without<Search extends object, Name extends keyof Search>(
  search: Search,
  name: Name,
): Omit<Search, Name> {
  const { [name]: _, ...rest } = search;
  return rest;
}
