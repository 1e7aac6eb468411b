/**
 * Messages that wait to be handled. Organizations come in turn, and within one its senders, a message each; those of
 * one sender stay in order, because none of them is given out while others of it are being handled.
 */

interface Queue<Item> {
  readonly sender: string;
  readonly items: Item[];
  isBusy: boolean;
}

export interface Batch<Item> {
  readonly items: readonly Item[];
  /** They were handled: more of their senders may be given out. */
  release(): void;
}

export class FairQueue<Item> {
  /** By organization; the one that was served last stands at the end. Those without senders are not kept. */
  readonly #organizations = new Map<string, Map<string, Queue<Item>>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(organization: string, sender: string, item: Item): void {
    let senders = this.#organizations.get(organization);
    if (!senders) {
      senders = new Map();
      this.#organizations.set(organization, senders);
    }
    let queue = senders.get(sender);
    if (!queue) {
      queue = { sender, items: [], isBusy: false };
      senders.set(sender, queue);
    }
    queue.items.push(item);
    this.#size += 1;
  }

  /** The next ones, of one organization; undefined where all that waits is behind what is being handled. */
  take(atMost: number): Batch<Item> | undefined {
    for (const [organization, senders] of this.#organizations) {
      const free = [...senders.values()].filter(({ isBusy, items }) => !isBusy && items.length > 0);
      if (free.length === 0) continue;
      const chosen = free.slice(0, atMost);
      const shares = share(
        chosen.map(({ items }) => items.length),
        atMost,
      );
      const items = chosen.flatMap((queue, index) => {
        queue.isBusy = true;
        // Whoever was served goes to the end.
        senders.delete(queue.sender);
        senders.set(queue.sender, queue);
        return queue.items.splice(0, shares[index]);
      });
      this.#size -= items.length;
      this.#organizations.delete(organization);
      this.#organizations.set(organization, senders);
      return { items, release: () => this.#release(organization, senders, chosen) };
    }
    return undefined;
  }

  #release(organization: string, senders: Map<string, Queue<Item>>, queues: readonly Queue<Item>[]): void {
    for (const queue of queues) {
      queue.isBusy = false;
      if (queue.items.length === 0) senders.delete(queue.sender);
    }
    if (senders.size === 0) this.#organizations.delete(organization);
  }
}

/** How many each gives of what it has, so that nobody gives more than another who still has some; `total` at most. */
function share(waiting: readonly number[], total: number): number[] {
  const shares = waiting.map(() => 0);
  let left = total;
  for (let open = waiting.map((_, index) => index); left > 0 && open.length > 0; ) {
    const each = Math.max(1, Math.floor(left / open.length));
    for (const index of open.slice(0, left)) {
      const more = Math.min(each, (waiting[index] as number) - (shares[index] as number));
      shares[index] = (shares[index] as number) + more;
      left -= more;
    }
    open = open.filter((index) => (shares[index] as number) < (waiting[index] as number));
  }
  return shares;
}
