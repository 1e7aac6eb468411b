/** Prompt templates: what Kernos brings, and the versions that an organization's administrators make. */
import type { Context } from '@kernos/kernel/context';
import { newId } from '@kernos/kernel/ids';
import { handle } from '@kernos/kernel/service';
import { assistant } from './contract.ts';
import { unknownPlaceholders } from './prompt.ts';
import type { Kind, Level, Template } from './schemas.ts';
import { builtIn, builtInById, kinds } from './templates-built-in.ts';

type Ctx = Pick<Context, 'tx'>;

const COLUMNS = `id, kind, level, version, text, note, active, created_by, created_at`;

/** The template that answers this kind and level: the organization's for the level, then for all, then ours. */
export async function activeTemplate(ctx: Ctx, kind: Kind, level: Level): Promise<Omit<Template, 'active'>> {
  const { rows } = await ctx.tx.query<Template>({
    name: 'assistant.templates.active',
    text: `SELECT ${COLUMNS} FROM assistant.templates
            WHERE organization_id = kernel.organization() AND active AND kind = $1 AND (level = $2 OR level IS NULL)
            ORDER BY level NULLS LAST LIMIT 1`,
    values: [kind, level],
  });
  return rows[0] ?? builtIn(kind);
}

/** A template by its id, built-in ones included; undefined where there is none in this organization. */
export async function templateById(ctx: Ctx, id: string): Promise<Omit<Template, 'active'> | undefined> {
  const brought = builtInById(id);
  if (brought) return brought;
  const { rows } = await ctx.tx.query<Template>({
    text: `SELECT ${COLUMNS} FROM assistant.templates WHERE organization_id = kernel.organization() AND id = $1`,
    values: [id],
  });
  return rows[0];
}

const isBuiltInActive = (kind: Kind, own: readonly Template[]): boolean =>
  !own.some((template) => template.active && template.kind === kind && template.level === null);

export const templates = handle(assistant.calls.templates, async ({ kind, level }, ctx) => {
  const { rows } = await ctx.tx.query<Template>({
    text: `SELECT ${COLUMNS} FROM assistant.templates WHERE organization_id = kernel.organization()
            ORDER BY kind, level NULLS FIRST, version DESC`,
  });
  const brought = kinds.map((it) => ({ ...builtIn(it), active: isBuiltInActive(it, rows) }));
  const items = [...rows, ...brought].filter(
    (template) =>
      (!kind || template.kind === kind) && (!level || template.level === level || template.level === null),
  );
  return { items };
});

/** What stands between double braces and is no placeholder, as a sentence; null where all is well. */
export const placeholderProblem = (text: string): string | null => {
  const unknown = unknownPlaceholders(text);
  return unknown.length > 0
    ? `There is no placeholder {{${unknown[0]}}}. There are {{level}}, {{kind}} and {{language}}.`
    : null;
};

export const addTemplate = handle(
  assistant.calls.addTemplate,
  async ({ kind, level, text, note = '' }, ctx) => {
    const problem = placeholderProblem(text);
    if (problem)
      return ctx.fail('placeholder-unknown', problem, { errors: [{ path: '/text', message: problem }] });
    // Two versions at once would take the same number: the second waits for the first.
    await ctx.tx.query({
      text: `SELECT pg_advisory_xact_lock(hashtextextended('assistant.templates ' || kernel.organization(), 0))`,
    });
    const { rows } = await ctx.tx.query<Template>({
      text: `INSERT INTO assistant.templates (id, kind, level, version, text, note, created_at)
           SELECT $1, $2, $3, 1 + coalesce(max(version), 0), $4, $5, $6 FROM assistant.templates
            WHERE organization_id = kernel.organization() AND kind = $2 AND level IS NOT DISTINCT FROM $3
           RETURNING ${COLUMNS}`,
      values: [newId(), kind, level, text, note, ctx.now()],
    });
    return rows[0] as Template;
  },
);

export const activateTemplate = handle(assistant.calls.activateTemplate, async ({ templateId }, ctx) => {
  const found = await templateById(ctx, templateId);
  if (!found) return ctx.fail('template-not-found', 'There is no such template here.');
  await ctx.tx.query({
    text: `UPDATE assistant.templates SET active = false
            WHERE organization_id = kernel.organization() AND active AND kind = $1 AND level IS NOT DISTINCT FROM $2`,
    values: [found.kind, found.level],
  });
  await ctx.tx.query({
    text: 'UPDATE assistant.templates SET active = true WHERE organization_id = kernel.organization() AND id = $1',
    values: [templateId],
  });
  return { ...found, active: true };
});

export const deactivateTemplate = handle(assistant.calls.deactivateTemplate, async ({ templateId }, ctx) => {
  const { rows } = await ctx.tx.query<Template>({
    text: `UPDATE assistant.templates SET active = false
            WHERE organization_id = kernel.organization() AND id = $1 RETURNING ${COLUMNS}`,
    values: [templateId],
  });
  return rows[0] ?? ctx.fail('template-not-found', 'There is no such version of yours here.');
});
