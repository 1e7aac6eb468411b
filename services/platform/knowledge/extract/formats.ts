/** Which format a file is in: by what it begins with where that says it, else by its name. */
import type { Format } from './extracted.ts';

const byExtension: Readonly<Record<string, Format>> = Object.fromEntries(
  (
    [
      ['markdown', 'md markdown mdx'],
      ['html', 'html htm xhtml'],
      ['pdf', 'pdf'],
      ['docx', 'docx'],
      ['pptx', 'pptx'],
      ['text', 'txt text rst adoc tex csv tsv log json yaml yml toml ini xml'],
      ['notebook', 'ipynb'],
      [
        'code',
        'py js mjs cjs ts tsx jsx java c h cc cpp hpp cs go rs rb php swift kt kts scala sh bash sql r jl lua pl hs ' +
          'clj ex exs erl ml fs dart vue svelte css scss gradle cmake dockerfile makefile',
      ],
      ['captions', 'vtt srt'],
      ['media', 'mp3 mp4 m4a wav ogg oga webm flac mpeg mpga mov'],
    ] as const
  ).flatMap(([format, extensions]) => extensions.split(' ').map((extension) => [extension, format])),
);

const byMediaType: Readonly<Record<string, Format>> = {
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'application/pdf': 'pdf',
  'text/markdown': 'markdown',
  'text/plain': 'text',
  'text/csv': 'text',
  'application/json': 'text',
  'text/vtt': 'captions',
  'application/x-subrip': 'captions',
  'application/x-ipynb+json': 'notebook',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
};

/** @param mediaType what a server said of it, e.g. `text/html; charset=utf-8` */
export function formatOf(fileName: string, beginning: Buffer, mediaType?: string): Format | undefined {
  const extension = /(?<![^./\\])[^./\\]+$/.exec(fileName.toLowerCase())?.[0] ?? '';
  const named = byExtension[extension];
  if (beginning.subarray(0, 1_024).includes('%PDF-')) return 'pdf';
  const said = byMediaType[mediaType?.split(';')[0]?.trim().toLowerCase() ?? ''];
  // Servers say text/plain of much that they do not know.
  const format = said && said !== 'text' ? said : (named ?? said);
  if (format === 'text' && beginning.subarray(0, 20).toString('latin1').startsWith('WEBVTT'))
    return 'captions';
  if (format === 'pdf') return undefined;
  const isZip = beginning.subarray(0, 4).equals(ZIP);
  const wantsZip = format === 'docx' || format === 'pptx';
  if (isZip !== wantsZip) return wantsZip && isOldOffice(beginning) ? format : undefined;
  return format;
}

const ZIP = Buffer.from('504b0304', 'hex');
/** What encrypted DOCX and PPTX are wrapped in, and old DOC and PPT are: OLE. */
export const isOldOffice = (beginning: Buffer): boolean =>
  beginning.subarray(0, 8).equals(Buffer.from('d0cf11e0a1b11ae1', 'hex'));

export const SUPPORTED =
  'Markdown, HTML, PDF, DOCX, PPTX, plain text, Jupyter notebooks, source code, WebVTT and SRT captions';
