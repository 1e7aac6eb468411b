/** Saves what a chart shows: as a picture, or its figures as CSV (RFC 4180). */
import type { Figures } from './figures.ts';

/** Twice the size on the screen, so that it prints well. */
const SCALE = 2;
const drawn = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-size',
  'font-family',
  'font-weight',
];

/** Saves the first SVG within `element` as PNG, on the page's paper. */
export async function savePicture(element: HTMLElement | null, name: string): Promise<void> {
  const svg = element?.querySelector('svg');
  if (!svg) return;
  const { width, height } = svg.getBoundingClientRect();
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(svg))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.scale(SCALE, SCALE);
  context.fillStyle = getComputedStyle(document.body).backgroundColor;
  context.fillRect(0, 0, width, height);
  context.drawImage(image, 0, 0, width, height);
  canvas.toBlob((blob) => blob && save(blob, `${name}.png`));
}

// Outside the page nothing knows its colours: each shape gets as its own what the page gave it.
function standalone(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const copies = copy.querySelectorAll<SVGElement>('*');
  svg.querySelectorAll('*').forEach((shape, index) => {
    const style = getComputedStyle(shape);
    for (const name of drawn) copies[index]?.style.setProperty(name, style.getPropertyValue(name));
  });
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return new XMLSerializer().serializeToString(copy);
}

export function saveCsv({ head, rows }: Figures, name: string): void {
  const lines = [head, ...rows].map((row) => row.map(cell).join(','));
  // The mark tells spreadsheets that this is UTF-8.
  save(new Blob(['\uFEFF', `${lines.join('\r\n')}\r\n`], { type: 'text/csv' }), `${name}.csv`);
}

// A text that begins like a formula is one to a spreadsheet; an apostrophe keeps it a text.
function cell(value: string | number | null): string {
  if (value === null) return '';
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
