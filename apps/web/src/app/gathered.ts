/**
 * Many small questions as few large ones: what is asked for in one moment goes out together, at most `most` in one.
 * @param ask answers for several ids; those that it has nothing for may be missing
 * @returns asks for one id; undefined where there is no answer for it
 */
export function gathered<Answer>(
  ask: (ids: readonly string[]) => Promise<ReadonlyMap<string, Answer>>,
  most: number,
): (id: string) => Promise<Answer | undefined> {
  let open: { readonly ids: Set<string>; readonly answers: Promise<ReadonlyMap<string, Answer>> } | undefined;
  const begin = () => {
    const ids = new Set<string>();
    const answers = new Promise((resolve) => setTimeout(resolve)).then(() => {
      if (open?.ids === ids) open = undefined;
      return ask([...ids]);
    });
    open = { ids, answers };
    return open;
  };
  return async (id) => {
    const batch = open && (open.ids.size < most || open.ids.has(id)) ? open : begin();
    batch.ids.add(id);
    return (await batch.answers).get(id);
  };
}
