/**
 * Connections on which no request has come yet. Clients open them in advance (browsers, undici) and Node does
 * not count them as idle, so that one of them would hold up the closing of its server for a minute.
 */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Gives what ends those of `server`, and those still to come: to be called when it begins to close. */
export function silentConnections(server: Server): () => void {
  const silent = new Set<Socket>();
  let ended = false;
  server.on('connection', (socket) => {
    if (ended) {
      socket.destroy();
      return;
    }
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  const speaks = ({ socket }: { socket: Socket }) => silent.delete(socket);
  server.on('request', speaks);
  server.on('upgrade', speaks);
  return () => {
    ended = true;
    for (const socket of silent) socket.destroy();
  };
}
