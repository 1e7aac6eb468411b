/** An administrator's home: whether all is well, who was invited, and which messages did not arrive. */
import { identity } from '@kernos/services/platform/identity/contract';
import { notifications } from '@kernos/services/platform/notifications/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { query } from '../../app/api.ts';
import { Facts } from '../../components/facts.tsx';
import { ButtonLink, TextLink } from '../../components/link.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { Soft } from '../../components/soft.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { useOperationsWords } from './operations-words.ts';
import styles from './running.module.css';
import { signalsOf } from './signals.ts';
import { systemQuery } from './system-layout.tsx';

const MOST = 3;

export function Running() {
  const words = useOperationsWords();
  return (
    <div className={styles.running}>
      <Part title={words.title}>
        <Health />
      </Part>
      <Part title={words.home.invitations}>
        <Invitations />
      </Part>
      <Part title={words.home.undelivered}>
        <Undelivered />
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Health() {
  const { now: words, home } = useOperationsWords();
  const system = useQuery(systemQuery);
  return (
    <Loaded query={system} waiting={<RowsSkeleton rows={1} height={24} />}>
      {(data) => {
        const bad = signalsOf(data, []).filter((signal) => signal.bad);
        return (
          <>
            {bad.length === 0 && (
              <div>
                <StateMark tone="good">{words.well}</StateMark>
              </div>
            )}
            {bad.map(({ name }) => (
              <div key={name}>
                <StateMark tone="bad">{words.names[name]}</StateMark>{' '}
                <Soft span>{words.more[name](data)}</Soft>
              </div>
            ))}
            <TextLink size="sm" to="/system">
              {home.toSystem}
            </TextLink>
          </>
        );
      }}
    </Loaded>
  );
}

function Invitations() {
  const words = useOperationsWords().home;
  const pending = useQuery(query(identity.calls.invitations, { limit: MOST }, ['organization.']));
  return (
    <Loaded query={pending} waiting={<RowsSkeleton rows={1} height={24} />}>
      {({ items }) => (
        <>
          {items.length === 0 && <Soft>{words.noInvitations}</Soft>}
          <ul>
            {items.map(({ id, email, expiresAt }) => (
              <li key={id}>
                {email}{' '}
                <Soft span>
                  {words.expires} <When at={expiresAt} />
                </Soft>
              </li>
            ))}
          </ul>
          <ButtonLink size="xs" variant="default" to="/people" search={{ invite: true }}>
            {words.invite}
          </ButtonLink>
        </>
      )}
    </Loaded>
  );
}

function Undelivered() {
  const words = useOperationsWords().home;
  const parked = useQuery(
    query(notifications.calls.deliveries, { state: 'parked', limit: MOST }, ['notification.']),
  );
  return (
    <Loaded query={parked} waiting={<RowsSkeleton rows={1} height={24} />}>
      {({ items }) => (
        <>
          {items.length === 0 && <StateMark tone="good">{words.allDelivered}</StateMark>}
          <ul>
            {items.map(({ id, recipientName, reason, createdAt }) => (
              <li key={id}>
                <TextLink size="sm" to="/messages/deliveries/$deliveryId" params={{ deliveryId: id }}>
                  {recipientName}
                </TextLink>
                <Facts>
                  {reason}
                  <When at={createdAt} />
                </Facts>
              </li>
            ))}
          </ul>
          {items.length > 0 && (
            <TextLink size="sm" to="/messages" search={{ state: 'parked' }}>
              {words.allUndelivered}
            </TextLink>
          )}
        </>
      )}
    </Loaded>
  );
}
