/** What a file of a course is, judged by its name alone. */
export type Media = {
  mediaType: string;
  kind: 'image' | 'video' | 'audio' | 'file';
  /**
   * Whether a browser may show it at our own origin. What can carry script (SVG, HTML, XML) or is not
   * meant to be looked at must be sent with `Content-Disposition: attachment` when opened by itself.
   */
  inline: boolean;
};

const image = (mediaType: string): Media => ({ mediaType, kind: 'image', inline: true });
const video = (mediaType: string): Media => ({ mediaType, kind: 'video', inline: true });
const audio = (mediaType: string): Media => ({ mediaType, kind: 'audio', inline: true });
const file = (mediaType: string, inline = false): Media => ({ mediaType, kind: 'file', inline });
const office = (name: string) => file(`application/vnd.openxmlformats-officedocument.${name}`);
const source = (name: string) => file(`text/x-${name}`);

const byExtension: Record<string, Media> = {
  png: image('image/png'),
  jpg: image('image/jpeg'),
  jpeg: image('image/jpeg'),
  gif: image('image/gif'),
  webp: image('image/webp'),
  avif: image('image/avif'),
  bmp: image('image/bmp'),
  ico: image('image/x-icon'),
  svg: { mediaType: 'image/svg+xml', kind: 'image', inline: false },
  mp4: video('video/mp4'),
  m4v: video('video/x-m4v'),
  webm: video('video/webm'),
  ogv: video('video/ogg'),
  mp3: audio('audio/mpeg'),
  m4a: audio('audio/mp4'),
  ogg: audio('audio/ogg'),
  wav: audio('audio/wav'),
  flac: audio('audio/flac'),
  pdf: file('application/pdf', true),
  txt: file('text/plain', true),
  csv: file('text/csv'),
  tsv: file('text/tab-separated-values'),
  json: file('application/json'),
  xml: file('application/xml'),
  yaml: file('application/yaml'),
  yml: file('application/yaml'),
  toml: file('application/toml'),
  sql: file('application/sql'),
  tex: file('application/x-tex'),
  bib: file('application/x-bibtex'),
  epub: file('application/epub+zip'),
  vtt: file('text/vtt'),
  srt: file('application/x-subrip'),
  html: file('text/html'),
  htm: file('text/html'),
  css: file('text/css'),
  js: file('text/javascript'),
  mjs: file('text/javascript'),
  ts: source('typescript'),
  py: source('python'),
  rb: source('ruby'),
  java: source('java'),
  kt: source('kotlin'),
  c: source('c'),
  h: source('c-header'),
  cpp: source('c++'),
  hpp: source('c++-header'),
  cs: source('csharp'),
  go: source('go'),
  rs: source('rust'),
  swift: source('swift'),
  r: source('r'),
  hs: source('haskell'),
  sh: source('shellscript'),
  ipynb: file('application/x-ipynb+json'),
  docx: office('wordprocessingml.document'),
  xlsx: office('spreadsheetml.sheet'),
  pptx: office('presentationml.presentation'),
  odt: file('application/vnd.oasis.opendocument.text'),
  ods: file('application/vnd.oasis.opendocument.spreadsheet'),
  odp: file('application/vnd.oasis.opendocument.presentation'),
  zip: file('application/zip'),
  gz: file('application/gzip'),
  tar: file('application/x-tar'),
  bin: file('application/octet-stream'),
};

const markdownExtensions = new Set(['md', 'markdown', 'mdown', 'mkd']);

/** The extension of a path in lower case and without its dot; empty when there is none. */
export function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}

/** Whether a path names a Markdown file, which becomes a lesson. */
export function isMarkdown(path: string): boolean {
  return markdownExtensions.has(extensionOf(path));
}

/** What an attachment is, or undefined for a type that a course does not carry (programs, unknown files). */
export function mediaOf(path: string): Media | undefined {
  const extension = extensionOf(path);
  return Object.hasOwn(byExtension, extension) ? byExtension[extension] : undefined;
}

/** The usual extension (without a dot) of a media type that a course carries, or undefined. */
export function extensionFor(mediaType: string): string | undefined {
  return Object.keys(byExtension).find((extension) => byExtension[extension]?.mediaType === mediaType);
}
