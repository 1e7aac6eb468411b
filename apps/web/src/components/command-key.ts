const onMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** What the key is called that goes with a letter to do something from anywhere, e.g. `Ctrl K`. */
export const commandKey = (letter: string): string => (onMac ? `⌘${letter}` : `Ctrl ${letter}`);
