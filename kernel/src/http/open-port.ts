/** Listening, with a sentence about what stands in the way. */
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/config.ts';

/** Gives the address that it listens on. Throws where the port is taken, and says which to try. */
export function openPort(
  app: FastifyInstance,
  { host, port }: Pick<Config, 'host' | 'port'>,
): Promise<string> {
  return app.listen({ host, port }).catch((error: unknown) => {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
    throw new Error(
      `Port ${port} on ${host} is taken by another program. Set PORT to another one, e.g. PORT=${port + 1} npm start`,
      { cause: error },
    );
  });
}
