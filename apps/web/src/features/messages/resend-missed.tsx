import { notifications } from '@kernos/services/platform/notifications/contract';
import { Radio, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { ask } from '../../app/api.ts';
import { Confirmed } from '../../patterns/confirmed.tsx';
import { useAct } from '../../patterns/use-act.ts';
import { useMessageWords } from './message-words.ts';

const spans = ['day', 'week', 'month', 'all'] as const;
type Span = (typeof spans)[number];
const DAY_MS = 86_400_000;
const DAYS = { day: 1, week: 7, month: 30 } as const;

const beginning = (span: Span): string =>
  new Date(span === 'all' ? 0 : Date.now() - DAYS[span] * DAY_MS).toISOString();

/** Sends all that an endpoint missed since then; one call takes a part of it. */
async function resend({ endpointId, span }: { endpointId: string; span: Span }): Promise<number> {
  const from = beginning(span);
  let resent = 0;
  for (let after: string | undefined; ; ) {
    const { replayed, more, last } = await ask(notifications.calls.replayEndpoint, {
      ...{ endpointId, from },
      ...(after !== undefined && { after }),
    });
    resent += replayed;
    if (!more || last === null) return resent;
    after = last;
  }
}

/** Asks from when on. `children` gets what opens the question. */
export function ResendMissed({
  endpointId,
  name,
  refreshes,
  children,
}: {
  endpointId: string;
  name: string;
  refreshes: readonly { readonly id: string }[];
  children: (open: () => void) => ReactNode;
}) {
  const all = useMessageWords().endpoints;
  const words = all.missed;
  const [span, choose] = useState<Span>('all');
  const act = useAct(resend, { shown: true, said: words.resent, refreshes });
  return (
    <Confirmed
      act={act}
      input={{ endpointId, span }}
      title={words.title(name)}
      text={
        <Stack>
          <Text size="sm">{words.text}</Text>
          <Radio.Group
            label={words.span}
            value={span}
            onChange={(value) => choose(spans.find((one) => one === value) ?? 'all')}
          >
            <Stack gap={8} mt={6}>
              {spans.map((one) => (
                <Radio key={one} value={one} label={words.spans[one]} />
              ))}
            </Stack>
          </Radio.Group>
        </Stack>
      }
      no={all.cancel}
      yes={words.resend}
      harmless
    >
      {children}
    </Confirmed>
  );
}
