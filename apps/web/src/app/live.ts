/**
 * What changes elsewhere shows here by itself: the server says what kind of thing was committed, and the
 * queries that named it (`live` in api.ts) are asked again.
 */
import { fromProblem, type Problem } from '@kernos/kernel/errors';
import type { RealtimeConnection } from '@kernos/kernel/realtime-client';
import { identity } from '@kernos/services/platform/identity/contract';
import { useEffect, useState } from 'react';
import { ask, queryClient } from './api.ts';
import { checkBuild } from './parts.ts';
import { meQuery, noticeEnd, useEnded } from './session.ts';

/** Hints come in bursts; whoever listens to several asks once. Long enough for what is made of an event. */
const GATHER_MS = 300;

const gathered = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;

function gather(type: string): void {
  gathered.add(type);
  if (timer !== undefined) return;
  timer = setTimeout(() => {
    timer = undefined;
    const types = [...gathered];
    gathered.clear();
    void queryClient.invalidateQueries({
      predicate: ({ meta }) =>
        ((meta?.live as readonly string[] | undefined) ?? []).some((wanted) =>
          types.some((one) => one.startsWith(wanted)),
        ),
    });
  }, GATHER_MS);
}

// The page's session is in a cookie that scripts cannot read; the socket gets a token of its own for it.
const token = async (): Promise<string> => (await ask(identity.calls.refresh, {})).accessToken;

/** The connection is for somebody else by now, or for nobody: the page cannot go on either, and is to say so. */
function hearRefusal(problem: Problem | undefined): void {
  if (problem) noticeEnd(fromProblem(problem));
  // Of somebody else's token it says no more than that: who they are tells the rest.
  if (problem?.code === 'conflict') void queryClient.invalidateQueries(meQuery);
}

async function connect(): Promise<RealtimeConnection> {
  const { connectRealtime } = await import('@kernos/kernel/realtime-client');
  return connectRealtime({
    url: location.origin,
    token,
    onHint: ({ type }) => gather(type),
    onState: (state, problem) => {
      // Hints of the time between were not sent: everything that is looked at is asked again. And a server that was
      // away may have come back as a newer one.
      if (state === 'reconnected') {
        void checkBuild();
        void queryClient.invalidateQueries({ predicate: ({ meta }) => !!meta?.live });
      }
      if (state === 'refused') hearRefusal(problem);
    },
  });
}

/** The connection of this page while somebody is signed in, for those who follow a feed; null until it is there. */
export function useLiveConnection(): RealtimeConnection | null {
  const [live, setLive] = useState<RealtimeConnection | null>(null);
  // What was refused is for good; whoever signs in again, or comes back, gets another connection.
  const ended = useEnded() !== undefined;
  useEffect(() => {
    if (ended) return;
    let gone = false;
    const connecting = connect().then((connection) => {
      if (gone) connection.close();
      else setLive(connection);
      return connection;
    });
    return () => {
      gone = true;
      setLive(null);
      void connecting.then((connection) => connection.close());
    };
  }, [ended]);
  return live;
}
