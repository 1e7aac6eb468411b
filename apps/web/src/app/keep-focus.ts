/**
 * What has the focus may be taken away: a row that is deleted, a step of a dialog that is done, a button that waits for
 * an answer. The browser lets the focus fall to the page then, and the next Tab begins at its top. Here it goes on beside
 * where it was.
 */

/** Where the focus was; `within`: in what stands there by now. */
interface Spot {
  readonly element: Element;
  readonly within: boolean;
}

/** Enough for a dialog that was opened out of another: it ends where it began, or beside. */
const REMEMBERED = 6;
const focusable =
  'a[href], button:not(:disabled), input:not(:disabled):not([type=hidden]), select:not(:disabled), textarea:not(:disabled), [tabindex="0"], [contenteditable=true]';

/** The latest comes last. */
let trail: Spot[] = [];
const isLost = (): boolean => document.activeElement === null || document.activeElement === document.body;

/** To be called once; watches the whole page. */
export function keepFocus(): void {
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof Element)) return;
    trail = [...trail.filter(({ element }) => element !== target), { element: target, within: false }].slice(
      -REMEMBERED,
    );
  });
  // Whoever points at nothing, or leaves a field by its own key, means it so.
  document.addEventListener('pointerdown', forget, true);
  document.addEventListener('focusout', ({ target, relatedTarget }) => {
    if (relatedTarget !== null || !(target instanceof Element)) return;
    queueMicrotask(() => {
      if (target.isConnected && !target.matches(':disabled') && isLost()) forget();
    });
  });
  new MutationObserver((changes) => {
    for (const change of changes) for (const removed of change.removedNodes) replace(removed, change);
    if (trail.length > 0 && isLost()) requestAnimationFrame(() => requestAnimationFrame(recover));
  }).observe(document.body, {
    ...{ childList: true, subtree: true },
    attributeFilter: ['disabled'],
  });
}

const forget = (): void => {
  trail = [];
};

function replace(removed: Node, { target, nextSibling, previousSibling }: MutationRecord): void {
  if (!trail.some(({ element }) => removed.contains(element))) return;
  const beside = [nextSibling, previousSibling, target].find(
    (node) => node instanceof Element && node.isConnected,
  );
  trail = trail.flatMap((spot) => {
    if (!removed.contains(spot.element)) return [spot];
    // A dialog that is gone leaves nothing: the focus goes back to where it came from.
    return beside instanceof Element && beside !== document.body ? [{ element: beside, within: true }] : [];
  });
}

function recover(): void {
  if (!isLost()) return;
  for (const spot of trail.toReversed()) {
    if (!spot.element.isConnected) continue;
    // It waits for an answer, and gets the focus back with it.
    if (!spot.within && spot.element.matches(':disabled')) return;
    const next = spot.within ? firstIn(spot.element) : spot.element;
    if (next instanceof HTMLElement) next.focus({ preventScroll: true });
    if (!isLost()) return;
  }
}

/** What can be focused in there, or else around it. */
function firstIn(around: Element): Element | undefined {
  for (
    let element: Element | null = around;
    element && element !== document.body;
    element = element.parentElement
  ) {
    const all = [element, ...element.querySelectorAll(focusable)].filter(
      (one) => one.matches(focusable) && one.checkVisibility(),
    );
    const wanted = all.find((one) => one.hasAttribute('data-autofocus')) ?? all[0];
    if (wanted) return wanted;
    if (element.matches('main, [role=dialog]')) return element;
  }
  return undefined;
}
