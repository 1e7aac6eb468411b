/** A small service for the kernel's own tests: it uses each thing the kernel offers once. */
import { Type } from 'typebox';
import { allow, contract, event, internal, signedIn } from '../../src/contract/contract.ts';
import { Id, Text } from '../../src/contract/schemas.ts';
import { handle, on, service, task } from '../../src/contract/service.ts';
import { activities } from '../../src/workflows/activities.ts';
import { step, workflow } from '../../src/workflows/workflows.ts';

const Note = Type.Object({ id: Id, text: Type.String(), version: Type.Integer() });

export const notes = contract('notes', {
  calls: {
    write: {
      method: 'POST',
      path: '/notes',
      summary: 'Writes a note',
      access: allow('writer'),
      body: Type.Object({
        text: Text(1, 100),
        copies: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
      }),
      reply: { 201: Note },
      errors: { 'note-refused': 409 },
      idempotent: true,
    },
    read: {
      method: 'GET',
      path: '/notes/:noteId',
      summary: 'Reads a note',
      access: signedIn,
      params: Type.Object({ noteId: Id }),
      reply: { 200: Note },
      versioned: true,
    },
    edit: {
      method: 'PATCH',
      path: '/notes/:noteId',
      summary: 'Changes a note',
      access: allow('writer'),
      params: Type.Object({ noteId: Id }),
      body: Type.Object({ text: Text(1, 100) }),
      reply: { 200: Note },
      versioned: true,
    },
    shout: {
      method: 'POST',
      path: '/notes/:noteId/shout',
      summary: 'Reads a note through another call, and starts a workflow',
      access: allow('writer'),
      params: Type.Object({ noteId: Id }),
      reply: { 202: Type.Object({ workflowId: Type.String(), text: Type.String() }) },
      idempotent: true,
    },
    count: {
      method: 'GET',
      path: '/notes-count',
      summary: 'How many there are, for other services',
      access: internal,
      reply: { 200: Type.Object({ count: Type.Integer() }) },
    },
  },
  events: {
    'note.written': event('A note was written.', 'noteId', { noteId: Id, text: Type.String() }),
    'note.copied': event('A copy was asked for.', 'noteId', { noteId: Id, n: Type.Integer() }),
  },
  tasks: { print: Type.Object({ noteId: Id }) },
});

const shouting = workflow('notes.shout', {
  title: { en: 'Shouting a note', fr: 'Cri d’une note' },
  input: Type.Object({ noteId: Id }),
  steps: {
    load: step<{ noteId: string }, { text: string }>({ en: 'Loading the note', fr: 'Lecture de la note' }),
    raise: step<{ noteId: string; text: string }>({ en: 'Raising the voice', fr: 'Montée de la voix' }),
  },
  run: async ({ load, raise }, { noteId }) => {
    const { text } = await load({ noteId });
    await raise({ noteId, text });
  },
});

type Row = { id: string; text: string; version: number };

/** @param fail lets a test make the subscription fail for some copies. */
export const notesService = (fail: (n: number) => void = () => undefined) =>
  service(notes, {
    migrations: new URL('./migrations/', import.meta.url),
    calls: [
      handle(notes.calls.write, async ({ text, copies = 0 }, ctx) => {
        if (text === 'refuse') ctx.fail('note-refused', 'This text is refused.');
        const id = crypto.randomUUID();
        await ctx.tx.query({
          text: 'INSERT INTO notes.notes (id, text) VALUES ($1, $2)',
          values: [id, text],
        });
        ctx.publish('note.written', { noteId: id, text });
        for (let n = 0; n < copies; n += 1) ctx.publish('note.copied', { noteId: id, n });
        if (text === 'print') ctx.queue(notes.tasks.print, { noteId: id });
        if (text === 'crash') throw new Error('secret inside');
        return { id, text, version: 1 };
      }),
      handle(notes.calls.read, async ({ noteId }, ctx) => {
        const { rows } = await ctx.tx.query<Row>({
          text: 'SELECT id, text, version FROM notes.notes WHERE id = $1',
          values: [noteId],
        });
        return rows[0] ?? ctx.fail('not-found', 'There is no such note.');
      }),
      handle(notes.calls.edit, async ({ noteId, text, ifMatch }, ctx) => {
        const { rows } = await ctx.tx.query<Row>({
          text: 'UPDATE notes.notes SET text = $2, version = version + 1 WHERE id = $1 AND version = $3 RETURNING id, text, version',
          values: [noteId, text, ifMatch],
        });
        return rows[0] ?? ctx.fail('version-conflict', 'Somebody else changed this note; read it again.');
      }),
      handle(notes.calls.shout, async ({ noteId }, ctx) => {
        const note = await ctx.call(notes.calls.read, { noteId });
        const workflowId = ctx.start(shouting, `shout-${noteId}`, { noteId });
        return { workflowId, text: note.text };
      }),
      handle(notes.calls.count, async (_input, ctx) => {
        const { rows } = await ctx.tx.query<{ count: number }>({ text: 'SELECT count(*) FROM notes.notes' });
        return { count: rows[0]?.count ?? 0 };
      }),
    ],
    on: [
      on(notes, notes.events['note.copied'], 'beginning', async ({ noteId, n }, ctx) => {
        fail(n);
        await ctx.tx.query({
          text: 'INSERT INTO notes.copies (note_id, n) VALUES ($1, $2)',
          values: [noteId, n],
        });
      }),
    ],
    tasks: [
      task(notes, notes.tasks.print, async ({ noteId }, ctx) => {
        await ctx.tx.query({
          text: 'UPDATE notes.notes SET text = $2 WHERE id = $1',
          values: [noteId, 'printed'],
        });
      }),
    ],
    workflows: [
      activities(notes, shouting, {
        load: async ({ noteId }, ctx) => {
          const note = await ctx.call(notes.calls.read, { noteId });
          return { text: note.text };
        },
        raise: async ({ noteId, text }, ctx) => {
          await ctx.tx.query({
            text: 'UPDATE notes.notes SET text = $2 WHERE id = $1',
            values: [noteId, text.toUpperCase()],
          });
        },
      }),
    ],
  });
