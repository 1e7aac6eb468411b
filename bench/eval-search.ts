/**
 * `npm run eval:search [-- folder]`: how well search finds what answers a question. Without a folder: our own
 * questions over our own course, and those over a course that lies beside some checkouts. With one: any test collection in the format of search-quality/collection.ts.
 */
import { resolve } from 'node:path';
import { newId } from '@kernos/kernel/ids';
import { readCorpus, readQueries } from './search-quality/collection.ts';
import { collections, measureCourse, readBaseline } from './search-quality/courses.ts';
import { evaluate, type Quality } from './search-quality/evaluate.ts';
import { type Ground, layGround } from './search-quality/ground.ts';
import { ingest, measuredKnowledge } from './search-quality/ingest.ts';

const TEXTS_AT_ONCE = 500;

async function measureFolder(folder: string): Promise<Quality> {
  const queries = await readQueries(folder);
  await using ground = await layGround(measuredKnowledge);
  const ids = new Map<string, string>();
  let texts: { id: string; title: string; text: string }[] = [];
  for await (const { id: own, title, text } of readCorpus(folder)) {
    const id = newId();
    ids.set(id, own);
    texts.push({ id, title: title || own, text });
    if (texts.length === TEXTS_AT_ONCE) {
      await take(ground, texts);
      texts = [];
    }
  }
  await take(ground, texts);
  console.log(`${ids.size} texts indexed`);
  return await evaluate(ground, queries, ({ source }) => ids.get(source.documentId ?? ''));
}

async function take(ground: Ground, texts: { id: string; title: string; text: string }[]): Promise<void> {
  if (texts.length > 0) await ground.callInside(ingest, { texts });
}

function print({ queries, ndcg10, map, recall100, p50, p95, mode, each }: Quality): void {
  console.log(`queries     ${queries} (${mode})`);
  console.log(`nDCG@10     ${ndcg10.toFixed(4)}`);
  console.log(`MAP         ${map.toFixed(4)}`);
  console.log(`recall@100  ${recall100.toFixed(4)}`);
  console.log(`latency     p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`);
  console.log('worst:');
  for (const { query, ndcg10: its, first } of each.slice(0, 10))
    console.log(`  ${its.toFixed(2)}  ${query.text}  →  ${first}`);
}

const [given] = process.argv.slice(2);
if (given) {
  print(await measureFolder(resolve(process.env.INIT_CWD ?? process.cwd(), given)));
} else {
  for (const collection of collections) {
    console.log(`\n${collection.name}`);
    print(await measureCourse(collection));
    const { ndcg10 } = await readBaseline(collection);
    console.log(`checked in  nDCG@10 ${ndcg10.toFixed(4)}`);
  }
}
