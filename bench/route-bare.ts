/**
 * The limits for the kernel's route: Fastify with the same schemas, alone; and, with BARE=alike, with what every reply of
 * ours costs whoever sends it: the same four headers, an id for each request, and a histogram of times by route, method
 * and status.
 */
import Fastify from 'fastify';
import { Histogram } from 'prom-client';
import { Echo, EchoBody } from './echo.ts';

const app = Fastify({ bodyLimit: 1_048_576 });

if (process.env.BARE === 'alike') {
  const headers = {
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  };
  const times = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  });
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers).header('x-request-id', request.id);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { url: route = '' } = request.routeOptions;
    times.observe(
      { method: request.method, route, status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    );
    done();
  });
}

app.post(
  '/api/echo',
  { schema: { body: EchoBody, response: { 200: Echo } } },
  async (request) => request.body,
);
void app.listen({ host: '127.0.0.1', port: 0 }).then((url) => process.send?.(url));
