import { Text } from '@mantine/core';
import {
  ArrowRightLeft,
  CalendarClock,
  ChevronRight,
  Ear,
  Footprints,
  Globe,
  Hammer,
  type LucideIcon,
  Radio,
  Workflow,
} from 'lucide-react';
import { useId, useState } from 'react';
import { Facts } from '../../components/facts.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { absolute, milliseconds } from '../../language/format.ts';
import { ActTitle } from './act-title.tsx';
import type { Trace, TraceNode } from './data.ts';
import { JsonBlock } from './json-block.tsx';
import { useOperationsWords } from './operations-words.ts';
import { toneOf } from './tones.ts';
import styles from './trace.module.css';

const icons: Record<TraceNode['kind'], LucideIcon> = {
  request: Globe,
  call: ArrowRightLeft,
  schedule: CalendarClock,
  event: Radio,
  consumer: Ear,
  task: Hammer,
  workflow: Workflow,
  step: Footprints,
};

/** Shorter ones could not be seen, or hit. */
const SHORTEST_PERCENT = 0.6;

/** Where a node lies on the axis of the whole trace, in per cent; undefined where its time is not known. */
function placeOf(
  node: TraceNode,
  trace: Trace,
): { from: number; length: number; afterMs: number } | undefined {
  if (node.startedAt === null) return undefined;
  const whole = Math.max(1, trace.durationMs);
  const afterMs = new Date(node.startedAt).getTime() - new Date(trace.startedAt).getTime();
  const from = Math.min(100 - SHORTEST_PERCENT, Math.max(0, (100 * afterMs) / whole));
  const length = Math.max(SHORTEST_PERCENT, Math.min(100 - from, (100 * (node.durationMs ?? 0)) / whole));
  return { from, length, afterMs: Math.max(0, afterMs) };
}

export function TraceRow({ node, trace }: { node: TraceNode; trace: Trace }) {
  const words = useOperationsWords();
  const [open, setOpen] = useState(false);
  const detail = useId();
  const Icon = icons[node.kind];
  const place = placeOf(node, trace);
  return (
    <li className={styles.row} data-status={node.status} data-kind={node.kind}>
      <button
        type="button"
        className={styles.head}
        aria-expanded={open}
        aria-controls={detail}
        onClick={() => setOpen(!open)}
      >
        <span className={styles.name} style={{ paddingInlineStart: `${node.depth * 18}px` }}>
          <ChevronRight size={14} className={styles.chevron} />
          <Icon size={15} />
          <span className={styles.words}>
            <Text span inherit c="dimmed">
              {node.service}
            </Text>{' '}
            <ActTitle title={node.title} />
          </span>
        </span>
        <span className={styles.axis} aria-hidden="true">
          {place && (
            <span
              className={styles.bar}
              style={{ insetInlineStart: `${place.from}%`, inlineSize: `${place.length}%` }}
            />
          )}
        </span>
        <span className={`${styles.took} numbers`}>
          {node.durationMs === null ? words.trace.kinds[node.kind] : milliseconds(node.durationMs)}
        </span>
      </button>
      <div id={detail} hidden={!open} className={styles.detail}>
        {open && <NodeDetail node={node} afterMs={place?.afterMs} />}
      </div>
    </li>
  );
}

function NodeDetail({ node, afterMs }: { node: TraceNode; afterMs: number | undefined }) {
  const words = useOperationsWords();
  const facts = [
    words.trace.kinds[node.kind],
    node.name,
    node.http &&
      `${node.http.method} ${node.http.route}${node.http.status === null ? '' : ` → ${node.http.status}`}`,
    node.attempts !== null && words.trace.attempts(node.attempts),
    afterMs !== undefined && words.trace.after(milliseconds(afterMs)),
    node.startedAt !== null && absolute(node.startedAt),
  ];
  return (
    <>
      <StateMark tone={toneOf(node.status)}>{words.states[node.status]}</StateMark>
      <Facts>{facts}</Facts>
      {node.error && <Text size="sm">{node.error}</Text>}
      <JsonBlock name={words.events.data} value={node.data} />
    </>
  );
}
