/**
 * The reference of the API for people, at `/api/docs`: Swagger UI in the colours and the language of the app, from which
 * whoever is signed in here can try calls at once. Everything comes from this server; what is somebody else's may draw,
 * and talk to this API, and nothing more.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { FastifyInstance } from 'fastify';
import type { InEachLanguage } from '../contract/language.ts';
import { documentOf } from './documents.ts';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

const require = createRequire(import.meta.url);
const libraryFiles = { 'swagger-ui-bundle.js': 'text/javascript', 'swagger-ui.css': 'text/css' };

/** @param howToSignIn of the service that knows who is asking; it says where a token comes from */
export function addApiReference(app: FastifyInstance, howToSignIn: InEachLanguage | undefined): void {
  app.get('/api/docs', async (_request, reply) =>
    reply.header('content-security-policy', policy).type('text/html; charset=utf-8').send(page),
  );
  for (const [name, type] of Object.entries(libraryFiles)) {
    const file = () => readFile(require.resolve(`swagger-ui-dist/${name}`));
    app.get(`/api/docs/${name}`, documentOf(type, file, 'public, max-age=86400'));
  }
  const own = {
    'look.css': ['text/css', look],
    'start.js': ['text/javascript', startOf(howToSignIn)],
  } as const;
  for (const [name, [type, text]] of Object.entries(own))
    app.get(
      `/api/docs/${name}`,
      documentOf(type, () => Buffer.from(text)),
    );
}

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kernos API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<link rel="stylesheet" href="/api/docs/look.css">
<script src="/api/docs/start.js" defer></script>
<script src="/api/docs/swagger-ui-bundle.js" defer></script>
</head>
<body>
<header class="kernos">
<p><a href="/">Kernos</a></p>
<h1></h1>
<p class="try"></p>
<details><summary></summary><pre></pre></details>
</header>
<main id="reference"></main>
</body>
</html>
`;

const words = {
  en: {
    title: 'API reference',
    try: 'Are you signed in to Kernos in this browser? Then “Try it out” acts as you, for real. Programs send a token: put it in under “Authorize”.',
    token: 'How to get a token',
  },
  fr: {
    title: 'Référence de l’API',
    try: 'Êtes-vous connecté à Kernos dans ce navigateur ? Alors « Try it out » agit en votre nom, pour de vrai. Les programmes envoient un jeton : indiquez-le sous « Authorize ».',
    token: 'Obtenir un jeton',
  },
} satisfies InEachLanguage<object>;

// The colours and the language that were chosen in the app are kept by the browser, under these names.
const startOf = (howToSignIn: InEachLanguage | undefined): string => `
const words = ${JSON.stringify(words)};
const howToSignIn = ${JSON.stringify(howToSignIn ?? null)};
const chosen = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
const html = document.documentElement;
const language = (chosen('kernos-language') ?? navigator.language).slice(0, 2) === 'fr' ? 'fr' : 'en';
html.lang = language;
const dark = matchMedia('(prefers-color-scheme: dark)');
const paint = () => {
  const scheme = chosen('kernos-colors') ?? 'auto';
  html.classList.toggle('dark-mode', scheme === 'dark' || (scheme === 'auto' && dark.matches));
};
paint();
dark.addEventListener('change', paint);
addEventListener('storage', paint);
const show = (selector, text) => { document.querySelector(selector).textContent = text; };
show('h1', words[language].title);
show('.try', words[language].try);
show('summary', words[language].token);
if (howToSignIn) show('pre', howToSignIn[language]);
else document.querySelector('details').remove();
document.title = 'Kernos – ' + words[language].title;
addEventListener('DOMContentLoaded', () => SwaggerUIBundle({
  url: '/api/openapi.json', dom_id: '#reference', deepLinking: true, filter: true, docExpansion: 'none',
  persistAuthorization: true, validatorUrl: null, tryItOutEnabled: false, displayRequestDuration: true,
  // To this server, whatever its public address; with what a page of ours sends beside the cookie of its session,
  // without which that is not believed.
  requestInterceptor: (request) => {
    const { pathname, search } = new URL(request.url, location.href);
    return { ...request, url: location.origin + pathname + search, headers: { ...request.headers, 'x-kernos-csrf': '1' } };
  },
}));
`;

// The colours of the app (apps/web/src/app/look.css), laid over those of Swagger UI.
const look = `
html { color-scheme: light; --paper: oklch(0.982 0.007 75); --sheet: oklch(0.998 0.002 75); --ink: oklch(0.24 0.012 60);
  --soft: oklch(0.45 0.014 60); --line: oklch(0.9 0.01 70); --wash: oklch(0.955 0.011 70); --accent: oklch(0.48 0.13 40); }
html.dark-mode { color-scheme: dark; --paper: oklch(0.185 0.008 60); --sheet: oklch(0.22 0.009 60); --ink: oklch(0.93 0.01 80);
  --soft: oklch(0.74 0.012 75); --line: oklch(0.32 0.011 60); --wash: oklch(0.25 0.011 60); --accent: oklch(0.77 0.11 45); }
html body, html.dark-mode body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
.kernos, #reference .wrapper { max-width: 1120px; margin: 0 auto; padding: 0 24px; box-sizing: border-box; }
.kernos { padding-block: 32px 8px; }
.kernos p { margin: 0 0 8px; max-width: 68ch; color: var(--soft); }
.kernos h1 { margin: 0 0 12px; font-size: 28px; letter-spacing: -0.012em; }
.kernos a { color: var(--accent); font-weight: 600; text-decoration: none; }
.kernos summary { cursor: pointer; color: var(--accent); font-weight: 600; }
.kernos pre { overflow: auto; padding: 12px 16px; border: 1px solid var(--line); border-radius: 8px; background: var(--sheet); font-size: 13px; white-space: pre-wrap; }
#reference .swagger-ui { background: none; font-family: inherit; color: var(--ink); }
#reference .swagger-ui :is(.info, .scheme-container) { margin: 0; padding: 8px 0; background: none; box-shadow: none; }
#reference .swagger-ui :is(.info, .servers-title, .servers) { display: none; }
#reference .swagger-ui :is(.opblock-tag, .opblock .opblock-summary-path, .opblock-description-wrapper p, .opblock-summary-description,
  table thead tr td, table thead tr th, .parameter__name, .parameter__type, .response-col_status, .tab li, label, .opblock-section-header h4,
  .responses-inner :is(h4, h5), .model, .model-title, .dialog-ux .modal-ux :is(h3, h4, p), .info :is(p, li), .markdown p) { color: var(--ink); font-family: inherit; }
#reference .swagger-ui :is(.opblock-tag small, .parameter__in, .parameter__type, .prop-format, .opblock-external-docs-wrapper p, .renderedMarkdown p) { color: var(--soft); }
#reference .swagger-ui .opblock-tag { border-color: var(--line); }
#reference .swagger-ui .opblock { background: var(--sheet); border-color: var(--line); box-shadow: none; border-radius: 8px; }
#reference .swagger-ui .opblock :is(.opblock-section-header, .opblock-summary) { background: none; border-color: var(--line); box-shadow: none; }
#reference .swagger-ui .opblock .opblock-section-header { background: var(--wash); }
#reference .swagger-ui :is(input, select, textarea) { background: var(--sheet); color: var(--ink); border: 1px solid var(--line); border-radius: 8px; }
#reference .swagger-ui .btn { color: var(--ink); border-color: var(--line); background: var(--sheet); border-radius: 8px; box-shadow: none; }
#reference .swagger-ui .btn:is(.authorize, .execute) { color: var(--accent); border-color: currentColor; background: none; }
#reference .swagger-ui .btn.authorize svg, #reference .swagger-ui :is(.arrow, .authorization__btn svg) { fill: currentColor; }
#reference .swagger-ui :is(section.models, .model-box, .dialog-ux .modal-ux) { background: var(--sheet); border-color: var(--line); }
#reference .swagger-ui a { color: var(--accent); }
#reference :focus-visible, .kernos :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
`;
