import assert from 'node:assert/strict';
import { isAbsolute, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { Type } from 'typebox';
import { describeConfig, loadConfig, withPort } from './config.ts';
import { ConfigError, describeSettings, formatSettings, loadSettings } from './read-settings.ts';
import { setting, settings } from './setting.ts';

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    assert.equal(error.message, error.problems.join('\n'));
    return error.problems;
  }
  return [];
}

const outwardDefaults = { smtpPort: 587, smtpTimeoutSeconds: 10, loopbackTargets: false };

describe('configuration', () => {
  it('has a default for everything that is not optional', () => {
    assert.deepEqual(loadConfig({}), {
      port: 8000,
      host: '127.0.0.1',
      dataDir: resolve('.kernos'),
      demo: true,
      files: 'disk',
      rateCounts: 'memory',
      rateLimit: true,
      ratePerPerson: 1_200,
      ratePerAddress: 600,
      logLevel: 'info',
      allowedOrigins: [],
      trustedProxies: [],
      services: [],
      serviceUrls: [],
      publicUrl: 'http://127.0.0.1:8000',
      ...outwardDefaults,
    });
  });

  it('reads every setting', () => {
    const config = loadConfig({
      PORT: '9000',
      HOST: 'localhost',
      KERNOS_DATA: 'some/where',
      DATABASE_URL: 'postgres://me:secret@db:5432/kernos',
      DEMO: 'off',
      DEMO_PASSWORD: 'a long enough one',
      RATE_LIMIT: 'off',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318',
      LOG_LEVEL: 'debug',
      ALLOWED_ORIGINS: 'https://one.example, http://two.example:81',
      TRUSTED_PROXIES: '10.0.0.0/8, ::1',
      PUBLIC_URL: 'https://kernos.example/base/',
    });
    assert.deepEqual(config, {
      port: 9000,
      host: 'localhost',
      dataDir: resolve('some/where'),
      databaseUrl: 'postgres://me:secret@db:5432/kernos',
      demo: false,
      demoPassword: 'a long enough one',
      files: 'disk',
      rateCounts: 'memory',
      rateLimit: false,
      ratePerPerson: 1_200,
      ratePerAddress: 600,
      otlpEndpoint: 'http://localhost:4318',
      logLevel: 'debug',
      allowedOrigins: ['https://one.example', 'http://two.example:81'],
      trustedProxies: ['10.0.0.0/8', '::1'],
      services: [],
      serviceUrls: [],
      publicUrl: 'https://kernos.example/base',
      ...outwardDefaults,
    });
    assert.ok(isAbsolute(config.dataDir));
  });

  it('takes an empty value as not given, and ignores what belongs to others', () => {
    const config = loadConfig({
      PORT: '',
      DATABASE_URL: ' ',
      PATH: '/bin',
      NODE_OPTIONS: 'x',
      HOSTNAME: '!',
    });
    assert.equal(config.port, 8000);
    assert.equal('databaseUrl' in config, false);
  });

  for (const [env, sentence] of [
    [{ PORT: '80a' }, 'PORT is "80a"; give a whole number from 0 to 65535.'],
    [{ PORT: '65536' }, 'PORT is "65536"; give a whole number from 0 to 65535.'],
    [{ PORT: '-1' }, 'PORT is "-1"; give a whole number from 0 to 65535.'],
    [{ PORT: '1e3' }, 'PORT is "1e3"; give a whole number from 0 to 65535.'],
    [
      { HOST: 'http://x' },
      'HOST is "http://x"; give an IP address or a host name, such as 127.0.0.1 or 0.0.0.0.',
    ],
    [
      { HOST: '127.0.0' },
      'HOST is "127.0.0"; give an IP address or a host name, such as 127.0.0.1 or 0.0.0.0.',
    ],
    [{ DEMO: 'true' }, 'DEMO is "true"; give on or off.'],
    [{ RATE_LIMIT: 'no' }, 'RATE_LIMIT is "no"; give on or off.'],
    [
      { LOG_LEVEL: 'loud' },
      'LOG_LEVEL is "loud"; give one of fatal, error, warn, info, debug, trace, silent.',
    ],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'localhost:4318' },
      'OTEL_EXPORTER_OTLP_ENDPOINT is "localhost:4318"; give an http or https URL such as http://localhost:4318.',
    ],
    [
      { MIGRATION_DATABASE_URL: 'postgres://boss@db/kernos' },
      'MIGRATION_DATABASE_URL needs DATABASE_URL: who works in the database that it prepares.',
    ],
  ] as const) {
    it(`refuses ${JSON.stringify(env)} with a sentence`, () => {
      assert.deepEqual(problemsOf(env), [sentence]);
    });
  }

  it('refuses origins that are not origins', () => {
    for (const origins of [
      '*',
      'https://a.example/',
      'https://a.example/path',
      'https://a.example,',
      'a.example',
    ]) {
      assert.equal(problemsOf({ ALLOWED_ORIGINS: origins }).length, 1, origins);
    }
    for (const proxies of ['loopback', '10.0.0.0/33', 'proxy.example'])
      assert.equal(problemsOf({ TRUSTED_PROXIES: proxies }).length, 1, proxies);
  });

  it('refuses a public address that cannot be built on', () => {
    for (const url of ['kernos.example', 'https://x?y', 'https://x#y', 'https://me:pw@x', 'ftp://x']) {
      assert.equal(problemsOf({ PUBLIC_URL: url }).length, 1, url);
    }
  });

  it('never repeats a secret, not even a wrong one', () => {
    const problems = problemsOf({ DATABASE_URL: 'mysql://me:hunter2@db/x', DEMO_PASSWORD: 'hunter2' });
    assert.deepEqual(problems, [
      'DATABASE_URL is 23 characters long; give a URL such as postgres://user:password@localhost:5432/kernos.',
      'DEMO_PASSWORD is 7 characters long; give 12 to 128 characters, because whoever reaches this address can try to guess it.',
    ]);
  });

  it('allows RATE_LIMIT=off on loopback addresses only', () => {
    for (const host of ['127.0.0.1', '127.8.9.1', '::1', 'localhost']) {
      assert.equal(loadConfig({ RATE_LIMIT: 'off', HOST: host }).rateLimit, false);
    }
    for (const host of ['0.0.0.0', '::', '10.0.0.1', '127.example.org']) {
      assert.deepEqual(problemsOf({ RATE_LIMIT: 'off', HOST: host }), [
        `RATE_LIMIT is off while HOST is ${host}; give RATE_LIMIT=on, or a loopback HOST such as 127.0.0.1.`,
      ]);
    }
  });

  it('names all problems at once', () => {
    assert.equal(problemsOf({ PORT: 'x', HOST: '*', DEMO: 'x', KERNOS_PORT: '1' }).length, 4);
  });

  it('refuses an unknown KERNOS_ variable and suggests the nearest', () => {
    assert.deepEqual(problemsOf({ KERNOS_DATE: 'x' }), [
      'KERNOS_DATE is not a setting of Kernos; did you mean KERNOS_DATA?',
    ]);
    assert.deepEqual(problemsOf({ KERNOS_PORT: '1' }), [
      'KERNOS_PORT is not a setting of Kernos; did you mean PORT?',
    ]);
    assert.deepEqual(problemsOf({ KERNOS_DATABASE_URL: '1' }), [
      'KERNOS_DATABASE_URL is not a setting of Kernos; did you mean DATABASE_URL?',
    ]);
    assert.deepEqual(problemsOf({ KERNOS_ZZZZZZZZZZ: '1' }), [
      'KERNOS_ZZZZZZZZZZ is not a setting of Kernos; remove it.',
    ]);
    assert.deepEqual(problemsOf({ KERNOS_TEST_REMOTE: '1' }), []);
  });

  it('derives an address that can be visited', () => {
    assert.equal(loadConfig({ HOST: '0.0.0.0' }).publicUrl, 'http://localhost:8000');
    assert.equal(loadConfig({ HOST: '::' }).publicUrl, 'http://localhost:8000');
    assert.equal(loadConfig({ HOST: '::1', PORT: '81' }).publicUrl, 'http://[::1]:81');
  });

  it('follows the port that was bound, unless the address was given', () => {
    assert.equal(withPort(loadConfig({ PORT: '0' }), 4321).publicUrl, 'http://127.0.0.1:4321');
    const given = withPort(loadConfig({ PORT: '0', PUBLIC_URL: 'https://x.example' }), 4321);
    assert.deepEqual([given.port, given.publicUrl], [4321, 'https://x.example']);
  });

  it('describes every setting with its secrets masked', () => {
    const config = loadConfig({
      DATABASE_URL: 'postgres://me:s%40cret@db:5432/kernos?sslpassword=s%40cret&application_name=x',
      MIGRATION_DATABASE_URL: 'postgres://boss:s%40cret@db:5432/kernos',
      DEMO_PASSWORD: 's%40cret and more',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://me:s%40cret@collector.example',
    });
    const lines = describeConfig(config);
    const byName = new Map(lines.map((line) => [line.name, line]));
    assert.equal(byName.size, lines.length);
    assert.equal(
      byName.get('DATABASE_URL')?.value,
      'postgres://me:****@db:5432/kernos?sslpassword=****&application_name=x',
    );
    assert.equal(byName.get('MIGRATION_DATABASE_URL')?.value, 'postgres://boss:****@db:5432/kernos');
    assert.equal(byName.get('DEMO_PASSWORD')?.value, '****');
    assert.equal(byName.get('OTEL_EXPORTER_OTLP_ENDPOINT')?.value, 'https://me:****@collector.example');
    assert.equal(byName.get('DEMO')?.value, 'on');
    assert.equal(byName.get('PORT')?.fallback, '8000');
    assert.ok([...byName.values()].every(({ doc }) => doc.endsWith('.')));
    assert.equal(formatSettings(describeConfig(config)).includes('s%40cret'), false);
    assert.match(formatSettings(describeConfig(config)), /^PORT=8000\n {4}TCP port/);
  });

  it('masks a password that looks like a URL', () => {
    const config = loadConfig({ DEMO_PASSWORD: 'postgres://me:x@y' });
    assert.equal(describeConfig(config).find(({ name }) => name === 'DEMO_PASSWORD')?.value, '****');
  });
});

it('mail and loopback targets are given whole or not at all', () => {
  const told = (env: Record<string, string>) => {
    try {
      loadConfig(env);
    } catch (error) {
      return (error as ConfigError).message;
    }
    return '';
  };
  assert.match(told({ SMTP_HOST: 'smtp.example.org' }), /without MAIL_FROM/);
  assert.match(told({ SMTP_USER: 'k', SMTP_PASSWORD: 'p' }), /without SMTP_HOST/);
  const mail = { SMTP_HOST: 'smtp.example.org', MAIL_FROM: 'Kernos <kernos@example.org>' };
  assert.match(told({ ...mail, SMTP_USER: 'k' }), /go together/);
  assert.match(told({ ...mail, MAIL_FROM: 'nobody' }), /MAIL_FROM is "nobody"/);
  assert.match(told({ LOOPBACK_TARGETS: 'on', HOST: '0.0.0.0' }), /LOOPBACK_TARGETS is on while HOST/);
  const config = loadConfig({ ...mail, SMTP_USER: 'k', SMTP_PASSWORD: 'hush', LOOPBACK_TARGETS: 'on' });
  assert.equal(config.smtpPort, 587);
  const shown = formatSettings(describeConfig(config));
  assert.ok(!shown.includes('hush'));
});

describe('settings that a service declares', () => {
  const sound = { env: 'BELL_TONE', doc: 'What the bell sounds like.', right: 'a note such as a4' };
  const tone = setting(Type.String({ pattern: '^[a-g]\\d$' }), sound);
  const bell = settings(
    {
      tone,
      strokes: setting(Type.Integer({ minimum: 1 }), {
        env: 'BELL_STROKES',
        fallback: '3',
        doc: 'How often it strikes.',
        right: 'a whole number',
      }),
      key: setting(Type.String(), { env: 'BELL_KEY', doc: 'Opens it.', right: 'any text', secret: 'whole' }),
    },
    {
      problems: ({ tone: given, key }) => (key && !given ? ['BELL_KEY is given without BELL_TONE.'] : []),
      read: ({ strokes, ...rest }) => ({ ...rest, times: strokes }),
    },
  );
  const told = (env: Record<string, string>, groups = [bell]) => {
    try {
      loadSettings(groups, env);
    } catch (error) {
      return error instanceof ConfigError ? error.problems : [(error as Error).message];
    }
    return [];
  };

  it('are read typed, with their fallbacks', () => {
    assert.deepEqual(loadSettings([bell], {}).get(bell), { times: 3 });
    assert.deepEqual(loadSettings([bell], { BELL_TONE: 'a4', BELL_STROKES: '12' }).get(bell), {
      tone: 'a4',
      times: 12,
    });
  });

  it('are refused in sentences, alone and together, all at once', () => {
    assert.deepEqual(told({ BELL_TONE: 'loud', BELL_STROKES: '0', BELL_KEY: 'k' }), [
      'BELL_TONE is "loud"; give a note such as a4.',
      'BELL_STROKES is "0"; give a whole number.',
      'BELL_KEY is given without BELL_TONE.',
    ]);
  });

  it('may be shared, but not declared twice', () => {
    assert.deepEqual(told({}, [bell, settings({ tone })]), []);
    assert.deepEqual(told({}, [bell, settings({ tone: setting(Type.String(), sound) })]), [
      'two services declare the setting BELL_TONE',
    ]);
    assert.equal(describeSettings([bell, settings({ tone })], {}).length, 3);
  });

  it('are shown with their secrets masked', () => {
    const shown = describeSettings([bell], { BELL_TONE: 'a4', BELL_KEY: 'hush' });
    assert.deepEqual(
      shown.map(({ name, value }) => [name, value]),
      [
        ['BELL_TONE', 'a4'],
        ['BELL_STROKES', '3'],
        ['BELL_KEY', '****'],
      ],
    );
  });

  it('refuses a part of a system without what holds the parts together', () => {
    const split = { SERVICES: 'courses', SERVICE_URLS: '*=http://{service}:8000' };
    assert.match(problemsOf(split).join(), /KERNOS_SECRET.*DATABASE_URL/s);
    assert.deepEqual(
      problemsOf({ ...split, KERNOS_SECRET: 'x'.repeat(32), DATABASE_URL: 'postgres://localhost/kernos' }),
      [],
    );
    assert.match(problemsOf({ SERVICE_URLS: 'courses' }).join(), /SERVICE_URLS is "courses"; give places/);
  });
});
