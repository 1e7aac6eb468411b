import type { Plugin } from 'vite';

/** Vite's own module of this name gives up at the first failure, and takes a stylesheet that failed once for loaded. */
const VITES_OWN = '\0vite/preload-helper.js';

/** Lets every `import()` of the built pages go through `src/app/parts.ts`. */
export function partsThatComeAgain(): Plugin {
  return {
    name: 'parts-that-come-again',
    enforce: 'pre',
    load: (id) =>
      id === VITES_OWN ? "export { fetchPart as __vitePreload } from '/src/app/parts.ts';" : undefined,
  };
}
