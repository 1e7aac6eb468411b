/** An email as HTML: one column that every mail program shows, in the colours of the house, escaped throughout. */

import type { Text } from './kinds.ts';
import type { Locale } from './schemas.ts';

export interface EmailFrame {
  readonly locale: Locale;
  /** Where the button leads; null for none. */
  readonly link: string | null;
  /** Where emails like this one can be turned off; null where they cannot. */
  readonly unsubscribe: string | null;
}

const foot: Record<Locale, { why: string; stop: string }> = {
  en: { why: 'You get this email because you use Kernos.', stop: 'Unsubscribe' },
  fr: {
    why: 'Vous recevez cet e-mail parce que vous utilisez Kernos.',
    stop: 'Se désabonner',
  },
};

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (found) => escapes[found] ?? found);

/** Plain text: the words, and how to turn them off. */
export function plainEmail({ text }: Text, { locale, unsubscribe }: EmailFrame): string {
  return unsubscribe ? `${text}\n\n--\n${foot[locale].stop}: ${unsubscribe}` : text;
}

/**
 * The same as HTML. A paragraph that is the link alone becomes a button; nothing else becomes a link, so that
 * an address in somebody’s name stays text.
 */
export function htmlEmail(
  { subject, text, action }: Text,
  { locale, link, unsubscribe }: EmailFrame,
): string {
  const paragraphs = text
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== '')
    .map((part) => (link !== null && part.trim() === link ? button(link, action || link) : paragraph(part)));
  const { why, stop } = foot[locale];
  const end = unsubscribe
    ? `${why} <a href="${escapeHtml(unsubscribe)}" style="color:#6b5b52">${stop}</a>`
    : why;
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(subject)}</title>
</head>
<body style="margin:0;background:#faf6f1;color:#2b2522;font:16px/1.6 -apple-system,'Segoe UI',Inter,Helvetica,Arial,sans-serif">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px"><tr>
<td style="background:#ffffff;border-top:4px solid #b5532f;padding:32px">
<h1 style="margin:0 0 20px;font-size:22px;line-height:1.3">${escapeHtml(subject)}</h1>
${paragraphs.join('\n')}
</td></tr><tr><td style="padding:16px 32px;color:#6b5b52;font-size:13px">${end}</td></tr></table>
</td></tr></table>
</body>
</html>`;
}

const paragraph = (text: string) =>
  `<p style="margin:0 0 16px">${escapeHtml(text.trim()).replaceAll('\n', '<br>')}</p>`;

// Terracotta dark enough for white words: 5.3 to 1.
const button = (link: string, words: string) =>
  `<p style="margin:24px 0"><a href="${escapeHtml(link)}" style="display:inline-block;background:#a84a28;color:#ffffff;` +
  `padding:12px 24px;border-radius:6px;text-decoration:none;font-weight:600">${escapeHtml(words)}</a></p>`;
