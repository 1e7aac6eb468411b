/** `npm run bench [-- name…]`: each prints what was measured, the limit beside it, and the ratio. */
import { availableParallelism } from 'node:os';
import { benchAnalytics } from './analytics.ts';
import { benchAssistant } from './assistant.ts';
import { benchComplete } from './complete.ts';
import { benchConsumers } from './consumers.ts';
import { benchEnroll } from './enroll.ts';
import { benchFootprint } from './footprint.ts';
import { benchInbound } from './inbound.ts';
import { benchKnowledge } from './knowledge.ts';
import { benchPublish } from './publish.ts';
import { benchRoute } from './route.ts';
import { benchWorkflows } from './workflows.ts';

const benches: Readonly<Record<string, () => Promise<boolean>>> = {
  route: benchRoute,
  publish: benchPublish,
  consumers: benchConsumers,
  inbound: benchInbound,
  enroll: benchEnroll,
  complete: benchComplete,
  workflows: benchWorkflows,
  footprint: benchFootprint,
  knowledge: benchKnowledge,
  assistant: benchAssistant,
  analytics: benchAnalytics,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
console.log(
  `Node ${process.versions.node}, ${availableParallelism()} cores. Close what else runs: these are ratios, but of a busy machine.`,
);
let missed = 0;
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  if (!(await bench())) missed += 1;
}
process.exitCode = missed === 0 ? 0 : 1;
