import { notifications } from '@kernos/services/platform/notifications/contract';
import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Plus, Webhook } from 'lucide-react';
import { useState } from 'react';
import { query } from '../../app/api.ts';
import { Empty } from '../../components/empty.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { SecretDialog } from '../../components/secret-dialog.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { EndpointDialog } from './endpoint-dialog.tsx';
import { EndpointRow } from './endpoint-row.tsx';
import { useMessageWords } from './message-words.ts';

export function EndpointsPage() {
  const words = useMessageWords().endpoints;
  const endpoints = useQuery(query(notifications.calls.endpoints, {}, ['notification.']));
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string>();
  const add = (
    <Button leftSection={<Plus size={16} />} onClick={() => setAdding(true)}>
      {words.add}
    </Button>
  );
  const items = endpoints.data?.items ?? [];
  return (
    <>
      <Group justify="space-between" align="start" mb="md">
        <Text maw="68ch">{words.lead}</Text>
        {items.length > 0 && add}
      </Group>
      <Loaded query={endpoints} waiting={<RowsSkeleton rows={3} height={72} />}>
        {() =>
          items.length === 0 ? (
            <Empty icon={Webhook} title={words.none} action={add} text={words.noneText} />
          ) : (
            items.map((endpoint) => (
              <EndpointRow key={endpoint.id} endpoint={endpoint} onSecret={setSecret} />
            ))
          )
        }
      </Loaded>
      <EndpointDialog
        opened={adding}
        events={endpoints.data?.events ?? []}
        close={() => setAdding(false)}
        onSecret={setSecret}
      />
      <SecretDialog
        secret={secret}
        words={{ title: words.secretTitle, text: words.secretText, kept: words.secretKept }}
        close={() => setSecret(undefined)}
      />
    </>
  );
}
