import { notifications } from '@kernos/services/platform/notifications/contract';
import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { query } from '../../app/api.ts';
import { Failure } from '../../components/failure.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { isMissing } from '../../components/missing.tsx';
import { Page } from '../../components/page.tsx';
import { ActButton } from '../../patterns/act-button.tsx';
import { useAct } from '../../patterns/use-act.ts';
import { useNotificationWords } from './notification-words.ts';

const route = getRouteApi('/open/unsubscribe/$token');

export function UnsubscribePage() {
  const words = useNotificationWords().unsubscribe;
  const { token } = route.useParams();
  const about = useQuery(query(notifications.calls.unsubscription, { token }));
  const stop = useAct(notifications.calls.unsubscribe, { shown: true });
  const undo = useAct(notifications.calls.resubscribe, { shown: true, onDone: () => stop.reset() });
  const error = stop.error ?? undo.error;
  return (
    <Page title={words.title} width="narrow">
      {error && <Failure error={error} />}
      <Loaded
        query={about}
        waiting={<Skeleton height={80} aria-busy="true" />}
        failed={(fault) => isMissing(fault) && <Text role="alert">{words.incomplete}</Text>}
      >
        {({ title }) => (
          <div role="status">
            {stop.data ? (
              <>
                <Text mb="md">{words.done(stop.data.title)}</Text>
                <ActButton act={undo} input={{ token }} variant="default">
                  {words.undo}
                </ActButton>
              </>
            ) : (
              <>
                <Text mb="md">{undo.data ? words.on(undo.data.title) : words.question(title)}</Text>
                <ActButton act={stop} input={{ token }}>
                  {words.yes}
                </ActButton>
              </>
            )}
          </div>
        )}
      </Loaded>
    </Page>
  );
}
