/** The regular expressions that stand in a source file. */
import { stripTypeScriptTypes } from 'node:module';
import { type Node, parse } from 'acorn';

export interface Expression {
  readonly source: string;
  readonly flags: string;
  readonly line: number;
}

/** Those of TypeScript as Node runs it, in the order in which they stand there. */
export function expressionsIn(code: string): Expression[] {
  const options = { ecmaVersion: 'latest', sourceType: 'module', locations: true } as const;
  const found: Expression[] = [];
  const look = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(look);
    if (typeof part !== 'object' || part === null || !('type' in part)) return;
    const { regex, loc } = part as Node & { regex?: { pattern: string; flags: string } };
    if (regex) found.push({ source: regex.pattern, flags: regex.flags, line: loc?.start.line ?? 0 });
    Object.values(part).forEach(look);
  };
  look(parse(stripTypeScriptTypes(code), options));
  return found;
}
