/** What administrators did, as a list and as a file. */
import { Readable } from 'node:stream';
import type { InEachLanguage, Language } from '@kernos/kernel/language';
import { containing, list } from '@kernos/kernel/list';
import type { Download } from '@kernos/kernel/schemas';
import type { AuditRecord, SystemView } from '@kernos/kernel/system-view';
import { asText, type ExportRow, type Format } from '../../formats/csv.ts';
import { roles } from '../identity/contract-declarations.ts';
import { channelNames, notificationKinds } from '../notifications/contract-declarations.ts';
import { languageFor, type Viewer } from './viewer.ts';

interface AuditQuery {
  readonly actor?: string;
  readonly call?: string;
  readonly outcome?: AuditRecord['outcome'];
  readonly from?: string;
  readonly to?: string;
  readonly q?: string;
}

/** Text is looked for in what was sent, and in what the acts are called in any language. */
const toFilter = ({ q = '', ...query }: AuditQuery, acts: Acts) => ({
  ...query,
  pattern: containing(q),
  called: callsOf(acts, q),
});

/** The calls whose acts have this in their words, in any language. */
export function callsOf(acts: Acts, text: string): string[] {
  const wanted = text.toLowerCase();
  const isCalled = ([, words]: [string, InEachLanguage]) =>
    Object.values(words).some((word) => word.toLowerCase().includes(wanted));
  return [...acts].filter(isCalled).map(([call]) => call);
}

type Acts = ReadonlyMap<string, InEachLanguage>;

/** What the acts of this system are called in words, by their calls. */
export const actsOf = ({ services }: SystemView): Acts =>
  new Map(
    services.flatMap(({ contract }) =>
      Object.values(contract.calls).flatMap(({ id, act }) => (act ? [[id, act] as const] : [])),
    ),
  );

/** What people call a role, in the language of who looks. */
type RoleNames = ReadonlyMap<unknown, string>;

const roleNamesOf = (viewer: Viewer, language: Language): RoleNames =>
  new Map(
    viewer
      .declared(roles)
      .flatMap(({ value }) =>
        Object.entries(value).map(([name, { title }]) => [name, title[language].toLowerCase()] as const),
      ),
  );

/** What people call a value that a field of an act has, where the value is a name of the system's own. */
type ValueNames = Readonly<Record<string, (value: string) => string | undefined>>;

function valueNamesOf(viewer: Viewer, language: Language): ValueNames {
  const kinds = new Map(viewer.declared(notificationKinds).flatMap(({ value }) => Object.entries(value)));
  const languages = new Intl.DisplayNames(language, { type: 'language', fallback: 'none' });
  return {
    kind: (value) => kinds.get(value)?.title[language],
    channel: (value) => (Object.hasOwn(channelNames, value) ? channelNames[value]?.[language] : undefined),
    // What was refused may be no language at all, of which it throws.
    locale: (value) => (/^[a-z]{2}$/.test(value) ? languages.of(value) : undefined),
  };
}

interface Told {
  readonly acts: Acts;
  readonly roleNames: RoleNames;
  readonly valueNames: ValueNames;
  readonly language: Language;
}

/** The title of an act, with what was sent in its braces. What was refused too early to be on record is three dots. */
function titleOf(
  { call, title, params, body }: AuditRecord,
  { acts, roleNames, valueNames, language }: Told,
): string {
  const sent = { ...(params as object), ...(body as object) } as Record<string, unknown>;
  const words = acts.get(call)?.[language] ?? title;
  return words.replace(/\{(\w+)\}/g, (_, name) => {
    const value = sent[name];
    if (typeof value === 'string') return valueNames[name]?.(value) ?? value;
    // What was refused may be anything: an object has no text that could be relied on.
    const wordOf = (one: unknown) =>
      roleNames.get(one) ?? (typeof one === 'string' ? one : JSON.stringify(one));
    return Array.isArray(value) ? value.map(wordOf).join(', ') : '…';
  });
}

/** A page of acts, newest first. */
export async function listAudit(
  { limit, cursor, ...query }: AuditQuery & { limit?: number; cursor?: string },
  viewer: Viewer,
) {
  const { system, organizationId } = viewer;
  const acts = actsOf(system);
  const filter = toFilter(query, acts);
  return list(
    { limit, cursor },
    { id: 'id' },
    async (before, most) =>
      titled(await system.audit(organizationId, { ...filter, before: before.id, limit: most }), acts, viewer),
    toEntry,
  );
}

function titled(rows: readonly AuditRecord[], acts: Acts, viewer: Viewer): readonly AuditRecord[] {
  const language = languageFor(viewer);
  const told = {
    ...{ acts, language },
    ...{ roleNames: roleNamesOf(viewer, language), valueNames: valueNamesOf(viewer, language) },
  };
  return rows.map((row) => ({ ...row, title: titleOf(row, told) }));
}

const toEntry = ({ actorKind, actorId, actorName, roles, ...act }: AuditRecord) => ({
  ...act,
  actor: { kind: actorKind, id: actorId, name: actorName, roles },
});

/** What was done by requests that are on record, and to whom: by trace and call. `since`: none is older. */
export async function titlesOnRecord(
  viewer: Viewer,
  traceIds: readonly string[],
  since: string,
): Promise<(traceId: string, call: string) => string | undefined> {
  const { system, organizationId } = viewer;
  const filter = { traceIds, from: since, before: null, limit: PAGE };
  const rows = titled(await system.audit(organizationId, filter), actsOf(system), viewer);
  const titles = new Map(rows.map(({ traceId, call, title }) => [`${traceId} ${call}`, title]));
  return (traceId, call) => titles.get(`${traceId} ${call}`);
}

const PAGE = 500;

/** All acts that the filter lets through, as a file that is read while it is sent. */
export function exportAudit(
  { format = 'csv', ...query }: AuditQuery & { format?: Format },
  ctx: Viewer,
): Download {
  return {
    body: Readable.from(asText(columns[format], everyPage(ctx, query, format), format), {
      objectMode: false,
    }),
    contentType: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8',
    fileName: `audit-${ctx.now().toISOString().slice(0, 10)}.${format}`,
  };
}

const act = [
  'call',
  'title',
  'params',
  'body',
  'outcome',
  'status',
  'error',
  'address',
  'traceId',
  'purpose',
];
const columns: Readonly<Record<Format, readonly string[]>> = {
  csv: ['id', 'at', 'actorKind', 'actorId', 'actorName', 'roles', ...act],
  jsonl: ['id', 'at', 'actor', ...act],
};

async function* everyPage(
  viewer: Viewer,
  query: AuditQuery,
  format: Format,
): AsyncGenerator<readonly ExportRow[]> {
  const { system, organizationId } = viewer;
  const acts = actsOf(system);
  const filter = { ...toFilter(query, acts), limit: PAGE };
  let before: string | null = null;
  for (;;) {
    const rows: readonly AuditRecord[] = await system.audit(organizationId, { ...filter, before });
    const told = titled(rows, acts, viewer);
    yield format === 'csv' ? told.map((row) => ({ ...row })) : told.map(toEntry);
    if (rows.length < PAGE) return;
    before = rows.at(-1)?.id ?? null;
  }
}
