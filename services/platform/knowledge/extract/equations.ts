/** Equations on one line, as people type them: Office's own (OMML) and MathML say the same with other names. */
import { oneLine } from './markdown-writer.ts';

/** An element or a text, as every parser here has them. */
export interface MathNode {
  readonly type: string;
  readonly name?: string;
  readonly data?: string;
  readonly attribs?: Readonly<Record<string, string>>;
  readonly children?: readonly MathNode[];
}

const DEPTH_AT_MOST = 200;

/** @param node `m:oMath` or `math`, or what stands in one */
export const equation = (node: MathNode): string => oneLine(linear(node, 0));

function linear(node: MathNode, depth: number): string {
  if (node.type === 'text') return node.data ?? '';
  if (depth > DEPTH_AT_MOST) return '';
  const name = localName(node);
  const children = (node.children ?? []).filter(({ type }) => type !== 'comment');
  const elements = children.filter(
    ({ name }) => name !== undefined && !localName({ type: 'tag', name }).endsWith('Pr'),
  );
  const say = (one: MathNode | undefined) => (one ? linear(one, depth + 1) : '');
  /** A part by its name in OMML, by its place in MathML. */
  const part = (called: string, place: number) =>
    say(
      name.startsWith('m') && name !== 'm'
        ? elements[place]
        : elements.find((one) => localName(one) === called),
    );
  const all = (separator: string) => elements.map(say).join(separator);
  const sign = (called: string, otherwise: string) => property(node, called) ?? otherwise;
  switch (name) {
    case 'annotation':
    case 'annotation-xml':
      return '';
    case 'f':
    case 'mfrac':
      return `${grouped(part('num', 0))}/${grouped(part('den', 1))}`;
    case 'sSup':
    case 'msup':
      return part('e', 0) + raised(part('sup', 1));
    case 'sSub':
    case 'msub':
      return part('e', 0) + lowered(part('sub', 1));
    case 'sSubSup':
    case 'msubsup':
    case 'munderover':
      return part('e', 0) + lowered(part('sub', 1)) + raised(part('sup', 2));
    case 'sPre':
      return lowered(part('sub', 0)) + raised(part('sup', 0)) + part('e', 0);
    case 'rad':
      return `${grouped(part('deg', 1))}√${grouped(part('e', 0))}`;
    case 'msqrt':
      return `√(${all('')})`;
    case 'mroot':
      return `${grouped(part('', 1))}√${grouped(part('', 0))}`;
    case 'nary':
      return `${sign('chr', '∫')}${lowered(part('sub', 0))}${raised(part('sup', 0))} ${part('e', 0)}`;
    case 'limLow':
    case 'munder':
      return part('e', 0) + lowered(part('lim', 1));
    case 'limUpp':
    case 'mover':
      return part('e', 0) + raised(part('lim', 1));
    case 'acc':
    case 'groupChr':
      return part('e', 0) + sign('chr', '\u0302');
    case 'd':
      return sign('begChr', '(') + all(sign('sepChr', '|')) + sign('endChr', ')');
    case 'func':
      return `${part('fName', 0)} ${part('e', 0)}`;
    case 'm':
    case 'mtable':
      return `[${all('; ')}]`;
    case 'mr':
    case 'mtr':
      return all(', ');
    case 'eqArr':
      return all('; ');
    case 'ctrlPr':
    case 'rPr':
      return '';
    default:
      return children.map(say).join('');
  }
}

const localName = ({ name = '' }: MathNode): string => name.slice(name.indexOf(':') + 1);

/** A sign that an element of OMML says it is written with. */
function property(node: MathNode, called: string): string | undefined {
  const settings = node.children?.find((one) => one.name !== undefined && localName(one).endsWith('Pr'));
  const found = settings?.children?.find((one) => one.name !== undefined && localName(one) === called);
  return found && (found.attribs?.['m:val'] ?? found.attribs?.val ?? '');
}

const grouped = (text: string): string =>
  /^[\p{L}\p{N}.]*$/u.test(text.trim()) ? text.trim() : `(${text.trim()})`;
const raised = (text: string): string => (text.trim() === '' ? '' : `^${grouped(text)}`);
const lowered = (text: string): string => (text.trim() === '' ? '' : `_${grouped(text)}`);
