/**
 * Two languages of other protocols for the kernel's tests: one like FHIR, with resources, versions and bundles, and one
 * of plain text, lines and files of any length.
 */
import { Type } from 'typebox';
import { contract, event, signedIn } from '../../src/contract/contract.ts';
import { type Dialect, formCodec, jsonCodec, textCodec } from '../../src/contract/dialect.ts';
import { File, Lines, WholeLines, WholeStream, WholeText } from '../../src/contract/schemas.ts';
import { answer, handle, service } from '../../src/contract/service.ts';

const Subject = Type.Object(
  {
    resourceType: Type.Literal('Subject'),
    id: Type.Optional(Type.String({ maxLength: 64 })),
    family: Type.String({ minLength: 1 }),
    meta: Type.Optional(Type.Object({ versionId: Type.String(), lastUpdated: Type.String() })),
  },
  { additionalProperties: true },
);

interface Stored {
  readonly meta?: { readonly versionId: string; readonly lastUpdated: string };
}

const xml = (value: unknown): string => {
  const { resourceType, ...fields } = value as Record<string, unknown>;
  const inside = Object.entries(fields).map(([name, one]) =>
    typeof one === 'object' ? '' : `<${name} value="${String(one)}"/>`,
  );
  return `<${String(resourceType)}>${inside.join('')}</${String(resourceType)}>`;
};

/** Like FHIR: its own media types and errors, weak ETags, ids in path and body. */
export const clinical: Dialect = {
  prefix: '/clinical',
  codecs: {
    'application/clinical+json': jsonCodec,
    'application/clinical+xml': {
      read: (text) => {
        const [, resourceType = ''] = text.match(/^<(\w+)>/) ?? [];
        if (!resourceType) throw new Error('not XML');
        const fields = [...text.matchAll(/<(\w+) value="([^"]*)"\/>/g)].map(([, name, value]) => [
          name,
          value,
        ]);
        return { resourceType, ...Object.fromEntries(fields) };
      },
      write: xml,
    },
    'application/x-www-form-urlencoded': formCodec,
  },
  error: {
    mediaType: 'application/clinical+json',
    body: ({ code, detail, errors }) => ({
      resourceType: 'Outcome',
      issue: [
        { severity: 'error', code, diagnostics: detail, expression: errors?.map(({ path }) => path) ?? [] },
      ],
    }),
  },
  mustAgree: ['id'],
  validators: (body) => {
    const { meta } = body as Stored;
    return meta ? { etag: `W/"${meta.versionId}"`, lastModified: new Date(meta.lastUpdated) } : {};
  },
};

const resources = ['application/clinical+json', 'application/clinical+xml'];
const id = Type.Object({ id: Type.String({ maxLength: 64 }) });
const Bundle = Type.Object({
  resourceType: Type.Literal('Bundle'),
  entry: Type.Array(Type.Object({ family: Type.String(), id: Type.String() })),
});

export const records = contract('records', {
  dialect: clinical,
  calls: {
    put: {
      method: 'PUT',
      path: '/Subject/:id',
      summary: 'Keeps a subject under an id',
      access: signedIn,
      params: id,
      body: Subject,
      reply: { 200: Subject, 201: Subject },
      takes: resources,
      gives: resources,
      versioned: 'optional',
      audited: true,
    },
    get: {
      method: 'GET',
      path: '/Subject/:id',
      summary: 'Reads a subject, on record',
      access: signedIn,
      params: id,
      reply: { 200: Subject },
      gives: resources,
      audited: true,
    },
    search: {
      method: 'POST',
      path: '/Subject/_search',
      summary: 'Finds subjects',
      access: signedIn,
      body: Type.Object({ family: Type.String(), secretWord: Type.Optional(Type.String()) }),
      reply: { 200: Bundle },
      takes: ['application/x-www-form-urlencoded'],
      gives: ['application/clinical+json'],
    },
    bundle: {
      method: 'POST',
      path: '/',
      summary: 'Several changes, together or not at all',
      access: signedIn,
      body: Bundle,
      reply: {
        200: Type.Object({ resourceType: Type.Literal('Bundle'), statuses: Type.Array(Type.Integer()) }),
      },
      takes: ['application/clinical+json'],
      gives: ['application/clinical+json'],
    },
  },
  events: { 'subject.kept': event('A subject was kept.', 'subjectId', { subjectId: Type.String() }) },
});

interface Row {
  readonly id: string;
  readonly family: string;
  readonly version: number;
  readonly changedAt: string;
}

const toSubject = ({ id: subjectId, family, version, changedAt }: Row) => ({
  resourceType: 'Subject' as const,
  id: subjectId,
  family,
  meta: { versionId: String(version), lastUpdated: changedAt },
});

export const recordsService = service(records, {
  migrations: new URL('./migrations/', import.meta.url),
  calls: [
    handle(records.calls.put, async ({ id: subjectId, family, ifMatch }, ctx) => {
      const { rows } = await ctx.tx.query<Row>({
        text: `INSERT INTO records.subjects AS s (id, family) VALUES ($1, $2)
               ON CONFLICT (id) DO UPDATE SET family = excluded.family, version = s.version + 1, changed_at = now()
                WHERE $3::integer IS NULL OR s.version = $3 RETURNING id, family, version, changed_at`,
        values: [subjectId, family, ifMatch ?? null],
      });
      const [row] = rows;
      if (!row) return ctx.fail('version-conflict', 'Somebody else changed this subject.');
      ctx.publish('subject.kept', { subjectId });
      return answer(row.version === 1 ? 201 : 200, toSubject(row));
    }),
    handle(records.calls.get, async ({ id: subjectId }, ctx) => {
      const { rows } = await ctx.tx.query<Row>({
        text: 'SELECT id, family, version, changed_at FROM records.subjects WHERE id = $1',
        values: [subjectId],
      });
      return rows[0] ? toSubject(rows[0]) : ctx.fail('not-found', 'There is no such subject.');
    }),
    handle(records.calls.search, async ({ family }, ctx) => {
      const { rows } = await ctx.tx.query<Row>({
        text: 'SELECT id, family FROM records.subjects WHERE family = $1 ORDER BY id',
        values: [family],
      });
      return { resourceType: 'Bundle' as const, entry: rows };
    }),
    handle(records.calls.bundle, async ({ entry }, ctx) => {
      const statuses: number[] = [];
      for (const { id: subjectId, family } of entry) {
        const { status } = await ctx.within(records.calls.put, {
          id: subjectId,
          family,
          resourceType: 'Subject',
        });
        statuses.push(status);
      }
      return { resourceType: 'Bundle' as const, statuses };
    }),
  ],
});

const plain: Dialect = {
  prefix: '/plain',
  codecs: { 'text/plain': textCodec },
  error: { mediaType: 'text/plain', body: ({ status, code }) => `ERR ${status} ${code}` },
};

const Measurement = Type.Object({ subjectId: Type.String(), value: Type.Number() });
const GIB = 1_073_741_824;

export const measures = contract('measures', {
  dialect: plain,
  calls: {
    echo: {
      method: 'POST',
      path: '/echo',
      summary: 'Says it louder',
      access: signedIn,
      body: Type.Object({ message: WholeText({ maxLength: 20 }) }),
      reply: { 200: Type.String() },
    },
    take: {
      method: 'POST',
      path: '/measurements',
      summary: 'Takes any number of measurements, all or none',
      access: signedIn,
      body: Type.Object({ measurements: WholeLines(Measurement) }),
      reply: { 200: Type.String() },
      bodyLimit: GIB,
    },
    give: {
      method: 'GET',
      path: '/measurements',
      summary: 'Gives any number of measurements',
      access: signedIn,
      query: Type.Object({ count: Type.Integer({ minimum: 0 }) }),
      reply: { 200: Lines(Measurement) },
    },
    upload: {
      method: 'PUT',
      path: '/files/:name',
      summary: 'Keeps a file of any length',
      access: signedIn,
      params: Type.Object({ name: Type.String({ pattern: '^[a-z]+$' }) }),
      body: Type.Object({ file: WholeStream('Any bytes') }),
      takes: ['*/*'],
      reply: { 200: Type.String() },
      bodyLimit: 64 * 1_048_576,
    },
    download: {
      method: 'GET',
      path: '/files/:name',
      summary: 'Gives a file, whole or in parts',
      access: signedIn,
      params: Type.Object({ name: Type.String({ pattern: '^[a-z]+$' }) }),
      query: Type.Object({ bytes: Type.Optional(Type.Integer()) }),
      reply: { 200: File('application/octet-stream') },
    },
  },
});

export const measuresService = service(measures, {
  calls: [
    handle(measures.calls.echo, async ({ message }) => message.toUpperCase()),
    handle(measures.calls.take, async ({ measurements }, ctx) => {
      let [count, sum] = [0, 0];
      for await (const { value } of measurements) {
        count += 1;
        sum += value;
      }
      ctx.header('x-sum', String(sum));
      return String(count);
    }),
    handle(measures.calls.give, async ({ count }) => numbers(count)),
    handle(measures.calls.upload, async ({ name, file }, ctx) => {
      await ctx.files.put(`measures/${name}`, file.stream);
      return file.contentType;
    }),
    handle(measures.calls.download, async ({ name, bytes }, ctx) => {
      const body = await ctx.files.stream(`measures/${name}`);
      if (!body) return ctx.fail('not-found', 'There is no such file.');
      return {
        body,
        contentType: 'application/octet-stream',
        etag: name,
        ...(bytes !== undefined && { bytes }),
      };
    }),
  ],
});

async function* numbers(count: number) {
  for (let value = 0; value < count; value += 1) yield { subjectId: 'a', value };
}
