/**
 * The pages of the features, by their types: a feature's `routes.ts` exports `pages` (for who is signed in) or
 * `openPages`, which the router finds by itself, and adds their types here, so that links to them are checked:
 *
 *     declare module '../../app/feature-pages.ts' {
 *       interface SignedInPages {
 *         readonly courses: typeof pages;
 *       }
 *     }
 */

// biome-ignore lint/suspicious/noEmptyInterface: the features fill it
export interface SignedInPages {}
// biome-ignore lint/suspicious/noEmptyInterface: the features fill it
export interface OpenPages {}
