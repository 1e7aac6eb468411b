/**
 * Preloaded into dependency-cruiser: it reads TypeScript through the compiler's API, which TypeScript 7 does
 * not have, and takes the package next to it whatever it is. This gives it the TypeScript 5 of this workspace.
 */
import { createRequire, registerHooks } from 'node:module';

const here = createRequire(import.meta.url);

registerHooks({
  resolve(specifier, context, next) {
    const asksForCompiler = specifier === 'typescript' || specifier === 'typescript/package.json';
    const cruiser = context.parentURL?.includes('/dependency-cruiser/') ?? false;
    return next(asksForCompiler && cruiser ? here.resolve(specifier) : specifier, context);
  },
});
