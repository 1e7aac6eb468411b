/** Presentations: slides in their order, a page each, with what their notes say. */
import type { CheerioAPI } from 'cheerio';
import { notRead } from '../contract-notices.ts';
import { equation, type MathNode } from './equations.ts';
import type { Extracted, Mark } from './extracted.ts';
import { MarkdownWriter, oneLine } from './markdown-writer.ts';
import { type OfficePackage, openOffice } from './office-package.ts';
import { Refused } from './refused.ts';
import { titleFrom } from './titles.ts';

interface Slide {
  title: string;
  readonly body: MarkdownWriter;
  charts: number;
  diagrams: number;
  objects: number;
}

export async function fromPptx(bytes: Buffer): Promise<Extracted> {
  const office = await openOffice(bytes);
  const names = await slidesOf(office);
  if (names.length === 0) throw new Refused('file-broken', 'This is no presentation, or it has no slides.');
  let text = '';
  const marks: Mark[] = [];
  const slides: Slide[] = [];
  for (const [index, name] of names.entries()) {
    const slide = await slideOf(office, name);
    for (const notes of await office.related(name, 'notesSlide')) await notesOf(office, notes, slide.body);
    slides.push(slide);
    marks.push({ at: text.length, page: index + 1 });
    text += `## ${slide.title || `Slide ${index + 1}`}\n\n${slide.body}\n\n`;
  }
  const sum = (what: 'charts' | 'diagrams' | 'objects') =>
    slides.reduce((all, slide) => all + slide[what], 0);
  return {
    text: text.trim(),
    title: titleFrom(slides.find(({ title }) => title !== '')?.title, await office.title()),
    marks,
    pages: names.length,
    notices: notRead({
      charts: sum('charts'),
      diagrams: sum('diagrams'),
      objects: sum('objects'),
      pictures: office.pictures,
    }),
  };
}

/** The presentation says in which order its slides come; where it is damaged, their numbers do. */
async function slidesOf(office: OfficePackage): Promise<string[]> {
  const [main = 'ppt/presentation.xml'] = await office.related('', 'officeDocument');
  const relations = await office.relations(main);
  const $ = await office.xml(main);
  const ordered = $('p\\:sldId')
    .toArray()
    .flatMap((node) => relations.get($(node).attr('r:id') ?? '')?.target ?? [])
    .filter((name) => office.parts.has(name));
  if (ordered.length > 0) return ordered;
  const numberOf = (name: string) => Number(/(?<!\d)(\d+)\.xml$/.exec(name)?.[1]);
  return [...office.parts.keys()]
    .filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name))
    .sort((a, b) => numberOf(a) - numberOf(b));
}

async function slideOf(office: OfficePackage, name: string): Promise<Slide> {
  const $ = await office.xml(name);
  chooseAlternatives($);
  const slide: Slide = { title: '', body: new MarkdownWriter(), charts: 0, diagrams: 0, objects: 0 };
  for (const node of $('p\\:sp, p\\:graphicFrame').toArray()) {
    const kind = $(node).find('p\\:ph').attr('type') ?? '';
    const lines = linesIn($, node);
    if (node.name === 'p:graphicFrame') await writeFrame(office, name, $, node, slide);
    else if (REPEATED.has(kind)) continue;
    else if (/^(?:title|ctrTitle)$/.test(kind) && slide.title === '' && lines.length > 0)
      slide.title = oneLine(lines.join(' '));
    else writeLines(lines, slide.body);
  }
  return slide;
}

/** The number, the date and the footer of a slide stand in shapes of their own. */
const REPEATED = new Set(['sldNum', 'dt', 'ftr', 'sldImg', 'hdr']);

/** Of what is there twice, for newer and for older programs, the first that says something. */
function chooseAlternatives($: CheerioAPI): void {
  for (
    let node = $('mc\\:AlternateContent').last();
    node.length > 0;
    node = $('mc\\:AlternateContent').last()
  ) {
    const kinds = node.children('mc\\:Choice, mc\\:Fallback').toArray();
    const chosen = kinds.find((kind) => $(kind).find('a\\:t, m\\:t, a\\:graphicData').length > 0) ?? kinds[0];
    node.replaceWith(chosen ? $(chosen).contents() : '');
  }
}

type Element = Parameters<CheerioAPI['contains']>[0];

function linesIn($: CheerioAPI, node: Element): string[] {
  return $(node)
    .find('a\\:p')
    .toArray()
    .map((paragraph) =>
      $(paragraph)
        .find('a\\:t, a\\:br, m\\:oMath')
        .toArray()
        .map((run) =>
          run.name === 'a:br'
            ? ' '
            : run.name === 'm:oMath'
              ? equation(run as unknown as MathNode)
              : $(run).text(),
        )
        .join(''),
    )
    .map(oneLine)
    .filter((line) => line !== '');
}

function writeLines(lines: readonly string[], out: MarkdownWriter): void {
  for (const line of lines) {
    out.paragraph();
    out.text(line);
  }
  out.paragraph();
}

async function writeFrame(
  office: OfficePackage,
  part: string,
  $: CheerioAPI,
  frame: Element,
  slide: Slide,
): Promise<void> {
  const rows = $(frame).find('a\\:tr').toArray();
  if (rows.length > 0) {
    slide.body.table(
      rows.map((row) =>
        $(row)
          .children('a\\:tc')
          .toArray()
          .map((cell) => linesIn($, cell).join(' ')),
      ),
    );
    return;
  }
  const uri = $(frame).find('a\\:graphicData').attr('uri') ?? '';
  const relations = await office.relations(part);
  const leadsTo = (selector: string, attribute: string) =>
    relations.get($(frame).find(selector).attr(attribute) ?? '')?.target ?? '';
  if (uri.includes('chart')) {
    if (!(await writeChart(office, leadsTo('c\\:chart', 'r:id'), slide.body))) slide.charts += 1;
  } else if (uri.endsWith('diagram')) {
    const data = await office.xml(leadsTo('dgm\\:relIds', 'r:dm'));
    const lines = data('dgm\\:pt')
      .toArray()
      .flatMap((point) => linesIn(data, point));
    if (lines.length === 0) slide.diagrams += 1;
    writeLines(lines, slide.body);
  } else if (uri.endsWith('ole')) slide.objects += 1;
}

/** What a chart shows, as a table: a row a category, a column a series. False where there is nothing to be had. */
async function writeChart(office: OfficePackage, name: string, out: MarkdownWriter): Promise<boolean> {
  const $ = await office.xml(name);
  const series = $('c\\:ser').toArray();
  if (series.length === 0) return false;
  const title = linesIn($, $('c\\:title').first().get(0) ?? ($('c\\:chart').get(0) as Element)).slice(0, 1);
  const points = (one: Element | undefined, selector: string) =>
    new Map(
      $(one)
        .find(selector)
        .find('c\\:pt')
        .toArray()
        .map((point) => [Number($(point).attr('idx')), $(point).find('c\\:v').text()]),
    );
  const categories = points(series[0], 'c\\:cat, c\\:xVal');
  const columns = series.map((one) => points(one, 'c\\:val, c\\:yVal'));
  const names = series.map((one) => $(one).children('c\\:tx').find('c\\:v').text());
  const indexes = [...new Set([categories, ...columns].flatMap((column) => [...column.keys()]))].sort(
    (a, b) => a - b,
  );
  writeLines(title, out);
  out.table([
    ['', ...names],
    ...indexes.map((at) => [categories.get(at) ?? '', ...columns.map((column) => column.get(at) ?? '')]),
  ]);
  return true;
}

async function notesOf(office: OfficePackage, name: string, out: MarkdownWriter): Promise<void> {
  const $ = await office.xml(name);
  chooseAlternatives($);
  for (const node of $('p\\:sp').toArray())
    if (!REPEATED.has($(node).find('p\\:ph').attr('type') ?? '')) writeLines(linesIn($, node), out);
}
