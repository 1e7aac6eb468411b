import type { Live } from '@kernos/kernel/live-client';
import { createContext, useContext } from 'react';

/** The page's one connection, for features that follow a feed; null until it is there. */
export const LiveContext = createContext<Live | null>(null);
export const useLive = (): Live | null => useContext(LiveContext);
