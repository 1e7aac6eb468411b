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

/** What took a place, or stands behind it beside where it was. */
function inPlace({ parent, next, previous }: Place): HTMLElement | undefined {
  const isHere = (node: Node | null): node is Node => node?.parentNode === parent;
  return firstFrom(
    isHere(previous) ? previous.nextSibling : previous && isHere(next) ? next : parent.firstChild,
  );
}

/** What comes next after a place: what took it, or stands behind it; else what stands before; else what is around. */
function afterPlace(place: Place): HTMLElement | undefined {
  const { parent, previous } = place;
  const found = inPlace(place) ?? (previous?.parentNode === parent ? lastUntil(previous) : undefined);
  if (found || !parent.parentElement || parent.matches('main, body')) return found;
  return afterPlace({ parent: parent.parentElement, next: parent.nextSibling, previous: parent });
}

/** Where something stood that these changes removed, by itself or with what was around it; undefined where they did not. */
function placeAfter(records: readonly MutationRecord[], what: Element): Place | undefined {
  let place: Place | undefined;
  for (const { target, removedNodes, nextSibling, previousSibling } of records) {
    const isGone = [...removedNodes].some((node) => node.contains(place?.parent ?? what));
    if (isGone && target instanceof Element)
      place = { parent: target, next: nextSibling, previous: previousSibling };
  }
  return place;
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
  /**
   * The place that showed nothing yet that can take the focus, and what has it meanwhile: what was asked for may be on
   * its way there. Whoever does something before it comes wants to be where they are.
   */
  let awaited: { place: Place; readonly meanwhile: HTMLElement } | undefined;
  /** What cannot be pressed for now, and what has the focus meanwhile. */
  let off: { readonly what: HTMLElement; readonly meanwhile: HTMLElement } | undefined;
  const forget = () => {
    awaited = undefined;
    off = undefined;
  };
  const look = () => {
    looking = false;
    if (!isOn() || document.activeElement !== document.body) return;
    // Nothing had it: the dialog was there when the page began, as where an address opens it.
    if (!last) {
      if (wasCovered && !dialog()) whole()?.focus({ preventScroll: true });
      wasCovered = false;
      return;
    }
    if (!last.isConnected) {
      const left = place?.parent.isConnected ? place : undefined;
      const next = (left && afterPlace(left)) ?? whole();
      next?.focus({ preventScroll: true });
      if (left && next && next !== inPlace(left)) awaited = { place: left, meanwhile: next };
    } else if (last.matches(':disabled:not([data-loading])') && last.parentElement) {
      const { parentElement: parent, nextSibling: next, previousSibling: previous } = last;
      const what = last;
      const meanwhile = afterPlace({ parent, next, previous }) ?? whole();
      meanwhile?.focus({ preventScroll: true });
      if (meanwhile) off = { what, meanwhile };
    } else if ((wasDisabled || wasCovered) && !last.matches(':disabled') && canTake(last))
      last.focus({ preventScroll: true });
  };
  const take = (target: EventTarget | null) => {
    if (!(target instanceof HTMLElement) || target === document.body) return;
    // Over it or beside it, such as in a message, which may be gone without giving the focus back.
    if (!has(target)) {
      wasCovered = true;
      return;
    }
    last = target;
    place = undefined;
    wasDisabled = false;
    wasCovered = false;
  };
  document.addEventListener('focusin', ({ target }) => take(target));
  // What had it before this was there.
  take(document.activeElement);
  // Whoever presses beside everything wants the focus nowhere; beside a dialog, they only want it closed.
  const press = ({ target }: PointerEvent) => {
    if (!isOn()) return;
    if (!(target instanceof Element) || !target.closest(FOCUSABLE)) last = undefined;
  };
  addEventListener('pointerdown', press, true);
  for (const does of ['keydown', 'pointerdown']) addEventListener(does, forget, true);
  const lookForAwaited = () => {
    if (off && document.activeElement !== off.meanwhile) off = undefined;
    if (off && canTake(off.what) && !off.what.matches(':disabled')) off.what.focus({ preventScroll: true });
    if (!awaited) return;
    const { place, meanwhile } = awaited;
    if (document.activeElement !== meanwhile) return forget();
    const come = place.parent.isConnected && inPlace(place);
    if (!come) return;
    forget();
    come.focus({ preventScroll: true });
  };
  new MutationObserver((records) => {
    if (awaited) awaited.place = placeAfter(records, awaited.place.parent) ?? awaited.place;
    lookForAwaited();
    wasCovered ||= !isOn();
    if (!last && !wasCovered) return;
    wasDisabled ||= last?.matches(':disabled') ?? false;
    if (last) place = placeAfter(records, place?.parent ?? last) ?? place;
    if (looking || document.activeElement !== document.body) return;
    looking = true;
    // Once what changes together has changed, and a dialog has given back the focus that it took.
    requestAnimationFrame(() => setTimeout(look, 20));
  }).observe(document.body, {
    childList: true,
    subtree: true,
    attributeFilter: ['disabled', 'data-loading'],
  });
}
