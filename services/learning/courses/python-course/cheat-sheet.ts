import { buffer } from 'node:stream/consumers';
import type { Table } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import PDFDocument from 'pdfkit';
import { parseMarkdown } from '../content/markdown.ts';
import type { CoursePlan, PlannedLesson } from '../content/plan.ts';

/** The tables of a course on a few pages of A4 (PDF), below the titles of their lessons. */
export async function cheatSheetOf(plan: Pick<CoursePlan, 'title' | 'modules'>): Promise<Buffer> {
  const title = `${plan.title}: cheat sheet`;
  const info = { Title: title, CreationDate: new Date(0) };
  const page = new PDFDocument({ size: 'A4', margin: 50, info });
  const bytes = buffer(page);
  page.font('Helvetica-Bold').fontSize(18).text(title).moveDown(0.5);
  for (const lesson of plan.modules.flatMap(({ lessons }) => lessons)) {
    for (const table of tablesOf(lesson)) {
      // A title stays with the beginning of its table.
      if (page.y > page.page.height - 130) page.addPage();
      page.font('Helvetica-Bold').fontSize(11).text(lesson.title).moveDown(0.3);
      page
        .font('Helvetica')
        .fontSize(9)
        .table({ data: rowsOf(table), rowStyles: (row) => (row === 0 ? HEAD : ROW) });
      page.moveDown(1);
    }
  }
  page.end();
  return bytes;
}

const LINES = { padding: 3, borderColor: '#999', border: { bottom: 0.5, top: 0, left: 0, right: 0 } };
const ROW = LINES;
const HEAD = { ...LINES, backgroundColor: '#eee' };

const tablesOf = ({ markdown }: PlannedLesson): Table[] =>
  parseMarkdown(markdown).children.filter((block) => block.type === 'table');

const rowsOf = ({ children }: Table): string[][] =>
  children.map(({ children: cells }) => cells.map((cell) => textOf(cell)));
