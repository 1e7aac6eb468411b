/** Header names in lower case, as `node:http` gives them. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

export type CsrfRequest = {
  method: string;
  headers: RequestHeaders;
  /** The origins that the web application is served from, `https://kernos.example`. */
  publicOrigins: readonly string[];
};

export type CsrfResult =
  | { ok: true }
  | { ok: false; reason: 'header-missing' | 'foreign-origin' | 'foreign-site' | 'origin-unknown' };

/** The header that our own client sets on every request; its value says nothing. */
export const CSRF_HEADER = 'x-kernos-csrf';

/**
 * Tells whether a request was made by our own pages. Answer 403 to a request that carries the session
 * cookie and fails. Give the cookie to nobody who fails either (a script that logs in gets its tokens in
 * the body alone), else a stranger's page could log a visitor into the stranger's account. A request with
 * an `Authorization` header and no cookie needs no such check: no browser adds that header by itself.
 *
 * After OWASP's CSRF Prevention Cheat Sheet, in two layers, either of which suffices in today's browsers:
 * 1. Fetch metadata, with the `Origin` header as the fallback: `same-site` is refused like `cross-site`,
 *    because another host of our domain is not us.
 * 2. A custom header. No form can set one, and a script of another origin only after a CORS preflight,
 *    which is answered for `publicOrigins` alone. A signed double-submit token would do the same with a
 *    second cookie and a secret, and is meant for pages with forms, which we have none of.
 */
export function checkCsrf({ method, headers, publicOrigins }: CsrfRequest): CsrfResult {
  if (['GET', 'HEAD', 'OPTIONS'].includes(method.toUpperCase())) return { ok: true };
  const origin = single(headers.origin);
  const isOurOrigin = origin !== undefined && publicOrigins.includes(origin);
  if (!isOurOrigin) {
    const refusal = refuseForeign(origin, single(headers['sec-fetch-site']));
    if (refusal) return refusal;
  }
  return single(headers[CSRF_HEADER]) ? { ok: true } : { ok: false, reason: 'header-missing' };
}

function refuseForeign(origin: string | undefined, site: string | undefined): CsrfResult | undefined {
  // The browser compared the page's origin with the one it sent this to, whatever name that has; no page can set it.
  if (site === 'same-origin') return undefined;
  if (site !== undefined) return { ok: false, reason: 'foreign-site' };
  return { ok: false, reason: origin === undefined ? 'origin-unknown' : 'foreign-origin' };
}

/** A header that came twice was tampered with on its way, and counts as absent. */
function single(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
