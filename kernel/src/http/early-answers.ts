/**
 * Answers that go out while their request is still coming: a refusal, mostly. To end the connection then would take the
 * answer from whoever is still sending (the operating system resets it, and they see EPIPE), so what comes is read on and
 * dropped, up to so many bytes and for so long.
 */
import type { IncomingMessage } from 'node:http';
import type { FastifyReply } from 'fastify';

/** As much as the largest body that any call takes, and some. */
const MOST_BYTES = 96 * 1_048_576;
const MOST_MS = 30_000;
const LOOK_EVERY_MS = 250;

/** Lets whoever is still sending see this answer, once it is out. */
export function readOnAfter(reply: FastifyReply): void {
  const { raw } = reply.request;
  if (raw.complete) return;
  // Fastify and a route may want the connection closed; it closes by itself where too much comes.
  reply.removeHeader('connection');
  reply.raw.once('finish', () => readOn(raw));
}

function readOn(request: IncomingMessage): void {
  const { socket } = request;
  if (request.complete || socket.destroyed) return;
  const [from, since] = [socket.bytesRead, performance.now()];
  request.unpipe();
  request.resume();
  const look = setInterval(() => {
    const isTooMuch = socket.bytesRead - from > MOST_BYTES || performance.now() - since > MOST_MS;
    if (isTooMuch) socket.destroy();
    if (isTooMuch || request.complete || socket.destroyed) clearInterval(look);
  }, LOOK_EVERY_MS).unref();
}
