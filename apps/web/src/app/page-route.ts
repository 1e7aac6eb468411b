/** How features make the routes of their pages. */
import {
  type AnyRoute,
  createRoute,
  lazyRouteComponent,
  type ResolveFullPath,
  type ResolveId,
  type StaticDataRouteOption,
} from '@tanstack/react-router';
import { withWords } from '../language/words.ts';
import { openRoute, signedInRoute } from './root-route.tsx';

/**
 * Makes routes of pages inside of a layout, e.g. `signedIn('/people', () => import('./people-page.tsx'), 'PeoplePage')`.
 * The code of a page, `component` of its file, comes when somebody goes there.
 */
export const inside =
  <Parent extends AnyRoute>(layout: Parent) =>
  <const Path extends string, File extends object, Validator = undefined>(
    path: Path,
    file: () => Promise<File>,
    component: keyof File & string,
    options: {
      /** Whom it is for (access.ts). */
      staticData?: StaticDataRouteOption;
      /** What its address may say (search-params.ts). */
      validateSearch?: Validator;
      /** Called as soon as somebody seems to go there; the page itself asks for what it shows. */
      loader?: (visit: { params: Record<PathParams<Path>, string> }) => void;
    } = {},
  ) =>
    createRoute<
      unknown,
      Parent,
      Path,
      ResolveFullPath<Parent, Path>,
      string,
      ResolveId<Parent, string, Path>,
      Validator
    >({
      getParentRoute: () => layout,
      path,
      component: lazyRouteComponent(withWords(file), component),
      ...options,
      // What it is made of depends on types that are not known here.
    } as never);

/** Pages with the rail, for people who are signed in. */
export const signedIn = inside(signedInRoute);
/** Pages without it, for anyone. */
export const open = inside(openRoute);

/** The names behind `$` in a path. */
type PathParams<Path extends string> = Path extends `${string}$${infer Name}/${infer Rest}`
  ? Name | PathParams<Rest>
  : Path extends `${string}$${infer Name}`
    ? Name
    : never;
