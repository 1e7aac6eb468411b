/** Notifications: delivered and failed, as their events tell. */
import { handle } from '@kernos/kernel/service';
import { type Asked, type Refusal, segmentsOf, stretchOf } from './calendar.ts';
import { analytics } from './contract.ts';
import type { Deliveries } from './schemas.ts';
import { type Asking, refusing } from './scope.ts';
import { aboutStretch, daysOf, inSegment, SEGMENTS, segmentColumns } from './series.ts';

interface Row {
  bucket: number | null;
  kind: string | null;
  channel: string | null;
  delivered: number;
  failed: number;
}

export async function readDeliveries(ctx: Asking<Refusal>, asked: Asked): Promise<Deliveries> {
  const stretch = stretchOf(asked, ctx.now(), refusing(ctx));
  const { rows } = await ctx.tx.query<Row>({
    // Not prepared: its plan depends on how long the stretch is.
    text: `SELECT bucket, kind, channel, sum(delivered)::int AS delivered, sum(failed)::int AS failed
             FROM (SELECT s.bucket, kind, channel, ${inSegment('delivered')} AS delivered, ${inSegment('failed')} AS failed
                     FROM ${SEGMENTS} s JOIN analytics.deliveries d ON d.day = s.day
                    WHERE d.organization_id = $5 AND d.day BETWEEN $6 AND $7) part
            GROUP BY GROUPING SETS ((bucket), (kind, channel), (channel))
            ORDER BY kind, channel`,
    values: [...segmentColumns(segmentsOf(stretch)), ctx.organizationId, ...daysOf(stretch)],
  });
  const inBucket = new Map(rows.filter(({ bucket }) => bucket !== null).map((row) => [row.bucket, row]));
  const channels = rows.filter(({ kind, channel }) => kind === null && channel !== null);
  const kinds = rows.filter(({ kind }) => kind !== null);
  const outcomes = ({ delivered, failed }: Pick<Row, 'delivered' | 'failed'>) => ({ delivered, failed });
  const none = { delivered: 0, failed: 0 };
  return {
    ...aboutStretch(stretch),
    series: stretch.buckets.map((bucket, n) => ({ ...bucket, ...outcomes(inBucket.get(n) ?? none) })),
    total: channels.reduce(
      (sum, row) => ({ delivered: sum.delivered + row.delivered, failed: sum.failed + row.failed }),
      none,
    ),
    channels: channels.map((row) => ({ channel: row.channel ?? '', ...outcomes(row) })),
    kinds: kinds.map((row) => ({ kind: row.kind ?? '', channel: row.channel ?? '', ...outcomes(row) })),
  };
}

export const notifications = handle(analytics.calls.notifications, (query, ctx) =>
  readDeliveries(ctx, query),
);
