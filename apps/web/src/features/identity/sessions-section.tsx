import { identity } from '@kernos/services/platform/identity/contract';
import { Group, Text, Title } from '@mantine/core';
import { MonitorSmartphone } from 'lucide-react';
import { pages, type ReplyTo } from '../../app/api.ts';
import { ActionRow } from '../../components/action-row.tsx';
import { deviceName } from '../../components/device-name.ts';
import { Facts } from '../../components/facts.tsx';
import { When } from '../../components/when.tsx';
import { ActButton } from '../../patterns/act-button.tsx';
import { List } from '../../patterns/list-page.tsx';
import { useAct } from '../../patterns/use-act.ts';
import { useIdentityWords } from './identity-words.ts';
import styles from './profile.module.css';

type Session = ReplyTo<typeof identity.calls.sessions>['items'][number];
const refreshes = [identity.calls.sessions];

export function SessionsSection() {
  const words = useIdentityWords().security;
  return (
    <section className={styles.section}>
      <Title order={2} mb="sm">
        {words.sessionsTitle}
      </Title>
      <List
        label={words.sessionsTitle}
        pages={pages(identity.calls.sessions, {})}
        idOf={({ id }) => id}
        empty={words.unknownDevice}
        summary={({ items }) => items.length > 1 && <EndOthers />}
        row={(session) => <SessionRow session={session} />}
        rowHeight={52}
      />
    </section>
  );
}

function EndOthers() {
  const words = useIdentityWords().security;
  const end = useAct(identity.calls.revokeOtherSessions, {
    said: ({ revoked }) => words.ended(revoked),
    refreshes,
  });
  return (
    <ActButton act={end} input={{}} variant="default" mb="sm">
      {words.endOthers}
    </ActButton>
  );
}

function SessionRow({ session: { id, device, address, current, lastSeenAt } }: { session: Session }) {
  const words = useIdentityWords().security;
  const end = useAct(identity.calls.revokeSession, { refreshes });
  return (
    <ActionRow>
      <Group gap="sm" wrap="nowrap">
        <MonitorSmartphone size={20} strokeWidth={1.5} style={{ flex: 'none' }} />
        <div>
          <Text size="sm" fw={550}>
            {device ? deviceName(device) : words.unknownDevice}
          </Text>
          <Facts>
            {address}
            {current ? (
              words.thisOne
            ) : (
              <>
                {words.lastSeen} <When at={lastSeenAt} />
              </>
            )}
          </Facts>
        </div>
      </Group>
      {!current && (
        <ActButton act={end} input={{ sessionId: id }} size="xs" variant="default">
          {words.end}
        </ActButton>
      )}
    </ActionRow>
  );
}
