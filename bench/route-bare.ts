/** The limit for the kernel's route: Fastify alone, with the same schemas. */
import Fastify from 'fastify';
import { Echo, EchoBody } from './echo.ts';

const app = Fastify({ bodyLimit: 1_048_576 });
app.post(
  '/api/echo',
  { schema: { body: EchoBody, response: { 200: Echo } } },
  async (request) => request.body,
);
// biome-ignore lint/nursery/useAwaitThenable: it looks at the overload with a callback
process.send?.(await app.listen({ host: '127.0.0.1', port: 0 }));
