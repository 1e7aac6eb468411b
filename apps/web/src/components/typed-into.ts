/** Where letters are typed. */
export const FIELDS =
  'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"], [role="combobox"]';

/** Whether letters can be typed into it: boxes and buttons take none. */
export const isTypedInto = (element: Element): boolean =>
  element.closest(FIELDS) !== null && !element.matches('[type="checkbox"], [type="radio"]');
