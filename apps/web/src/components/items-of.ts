/** A page of a list, as every list of the API answers. */
export interface PageOf<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** A list as far as it was asked for. */
export interface Pages<Item> {
  readonly data: { readonly pages: readonly PageOf<Item>[] } | undefined;
}
export const itemsOf = <Item>({ data }: Pages<Item>): readonly Item[] =>
  data?.pages.flatMap(({ items }) => items) ?? [];
