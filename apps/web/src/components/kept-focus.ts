/**
 * The focus goes to what comes next where the thing that had it goes away: a row that is deleted, a button that gives
 * way to what it did, a step that is followed by another. Otherwise it would fall to the page as a whole, and whoever
 * uses the keyboard would begin again at the top (WCAG 2.4.3).
 */

const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled):not([type="hidden"]), select:not(:disabled), textarea:not(:disabled), summary, [tabindex]:not([tabindex="-1"]), [contenteditable="true"]';

/** Where something stood in the page. */
interface Place {
  readonly parent: Element;
  readonly next: Node | null;
  readonly previous: Node | null;
}

const canTake = (element: Element): element is HTMLElement =>
  element instanceof HTMLElement &&
  element.checkVisibility() &&
  !element.closest('[inert], [aria-hidden="true"]');

const firstIn = (root: ParentNode): HTMLElement | undefined =>
  [...root.querySelectorAll(FOCUSABLE)].find(canTake);

/** The first thing in an element or behind it, among its siblings, that can take the focus. */
function firstFrom(start: Node | null): HTMLElement | undefined {
  for (let at = start; at; at = at.nextSibling) {
    if (!(at instanceof Element)) continue;
    if (at.matches(FOCUSABLE) && canTake(at)) return at;
    const inside = firstIn(at);
    if (inside) return inside;
  }
  return undefined;
}

/** The nearest thing that can take the focus in an element or before it, among its siblings. */
function lastUntil(end: Node): HTMLElement | undefined {
  for (let at: Node | null = end; at; at = at.previousSibling) {
    if (!(at instanceof Element)) continue;
    const found = at.matches(FOCUSABLE) && canTake(at) ? at : firstIn(at);
    if (found) return found as HTMLElement;
  }
  return undefined;
}

/** What comes next after a place: what took it, or stands behind it; else what stands before; else what is around. */
function afterPlace({ parent, next, previous }: Place): HTMLElement | undefined {
  const isHere = (node: Node | null): node is Node => node?.parentNode === parent;
  const start = isHere(previous) ? previous.nextSibling : previous && isHere(next) ? next : parent.firstChild;
  const found = firstFrom(start) ?? (isHere(previous) ? lastUntil(previous) : undefined);
  if (found || !parent.parentElement || parent.matches('main, body')) return found;
  return afterPlace({ parent: parent.parentElement, next: parent.nextSibling, previous: parent });
}

const DIALOG = '[role="dialog"][aria-modal="true"]';
const dialog = (): HTMLElement | null => document.querySelector(DIALOG);

/**
 * Watches a page, and the dialogs over it by themselves: one that is closed gives back the focus that it took.
 * @param root holds the page itself; what is over it, such as dialogs and messages, stands beside it
 */
export function keepFocus(root: HTMLElement): void {
  watch({
    has: (element) => root.contains(element),
    isOn: () => dialog() === null,
    whole: () => root.querySelector<HTMLElement>('main[tabindex]'),
  });
  watch({ has: (element) => element.closest(DIALOG) !== null, isOn: () => dialog() !== null, whole: dialog });
}

interface Watched {
  readonly has: (element: HTMLElement) => boolean;
  /** Whether the focus belongs there now. */
  readonly isOn: () => boolean;
  /** Takes the focus where nothing of it can. */
  readonly whole: () => HTMLElement | null;
}

function watch({ has, isOn, whole }: Watched): void {
  /** What had the focus last in it. */
  let last: HTMLElement | undefined;
  /** Where it stood, once it is gone. */
  let place: Place | undefined;
  let wasDisabled = false;
  /** Whether something has stood over it since, such as a dialog, which may be gone without giving the focus back. */
  let wasCovered = false;
  let looking = false;
  const look = () => {
    looking = false;
    if (!last || !isOn() || document.activeElement !== document.body) return;
    if (!last.isConnected) {
      const next = place?.parent.isConnected ? afterPlace(place) : undefined;
      (next ?? whole())?.focus({ preventScroll: true });
    } else if ((wasDisabled || wasCovered) && !last.matches(':disabled') && canTake(last))
      last.focus({ preventScroll: true });
  };
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement) || !has(target)) return;
    last = target;
    place = undefined;
    wasDisabled = false;
    wasCovered = false;
  });
  // Whoever presses beside everything wants the focus nowhere; beside a dialog, they only want it closed.
  const press = ({ target }: PointerEvent) => {
    if (!isOn()) return;
    if (!(target instanceof Element) || !target.closest(FOCUSABLE)) last = undefined;
  };
  addEventListener('pointerdown', press, true);
  new MutationObserver((records) => {
    if (!last) return;
    wasDisabled ||= last.matches(':disabled');
    wasCovered ||= !isOn();
    for (const { target, removedNodes, nextSibling, previousSibling } of records) {
      const isGone = [...removedNodes].some(
        (node) => node.contains(last ?? null) || node.contains(place?.parent ?? null),
      );
      if (isGone && target instanceof Element)
        place = { parent: target, next: nextSibling, previous: previousSibling };
    }
    if (looking || document.activeElement !== document.body) return;
    looking = true;
    // Once what changes together has changed, and a dialog has given back the focus that it took.
    requestAnimationFrame(() => setTimeout(look, 20));
  }).observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
}
