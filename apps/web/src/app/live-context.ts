import type { RealtimeConnection } from '@kernos/kernel/realtime-client';
import { createContext, useContext } from 'react';

/** The page's one connection, for features that follow a feed; null until it is there. */
export const LiveContext = createContext<RealtimeConnection | null>(null);
export const useLive = (): RealtimeConnection | null => useContext(LiveContext);
