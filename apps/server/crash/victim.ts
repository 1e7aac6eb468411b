/** A whole system in a process of its own, to be killed and started again on the same folder. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { processesOf } from '@kernos/kernel/engines/embedded-postgres-processes';

// As npm start does: the launcher becomes the program, and keeps what was compiled.
const launcher = fileURLToPath(new URL('../../../scripts/launch.mjs', import.meta.url));
const program = fileURLToPath(new URL('../main.ts', import.meta.url));

const READY_WITHIN_MS = 30_000;

export interface VictimOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly password: string;
}

export class Victim {
  readonly #options: VictimOptions;
  #child: ChildProcess | undefined;
  /** Milliseconds from spawn until it serves, of each start. */
  readonly starts: number[] = [];

  constructor(options: VictimOptions) {
    this.#options = options;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#options.port}`;
  }

  /** Resolves when the system serves; on another database server than its embedded one, where one is given. */
  async start(databaseUrl?: string): Promise<void> {
    const { dataDir, port, password } = this.#options;
    const began = performance.now();
    let output = '';
    const child = fork(launcher, [program], {
      env: {
        ...process.env,
        PORT: String(port),
        KERNOS_DATA: dataDir,
        ...(databaseUrl && { DATABASE_URL: databaseUrl }),
        DEMO_PASSWORD: password,
        RATE_LIMIT: 'off',
        LOG_LEVEL: 'error',
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        output = (output + chunk).slice(-20_000);
      });
    }
    this.#child = child;
    const started = new AbortController();
    try {
      await Promise.race([
        // It says so itself; to ask again and again would take the processors from its start.
        once(child, 'message', { signal: started.signal }),
        once(child, 'exit', { signal: started.signal }).then(([code, signal]) => {
          throw new Error(`the system ended with ${code ?? signal} instead of starting:\n${output}`);
        }),
      ]);
    } finally {
      started.abort();
    }
    this.starts.push(performance.now() - began);
    await this.#ready();
  }

  /** It serves by now; that its database answers within a second is another thing, on a machine that is busy. */
  async #ready(): Promise<void> {
    const deadline = Date.now() + READY_WITHIN_MS;
    for (;;) {
      const response = await fetch(`${this.url}/readyz`);
      const body = await response.text();
      if (response.ok) return;
      if (Date.now() > deadline)
        throw new Error(`the system says that it serves, and /readyz answers ${response.status}: ${body}`);
      await sleep(100);
    }
  }

  /** No signal handler runs. The database that it started notices, and ends by itself. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** As the power going: every process of the database dies in the same moment. */
  async killAll(): Promise<void> {
    const folder = join(this.#options.dataDir, 'postgres');
    const database = existsSync(folder) ? processesOf(join(realpathSync(folder), 'cluster')) : [];
    const gone = this.#end('SIGKILL');
    for (const pid of database) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended in between: a connection's process lives only as long as the connection.
      }
    }
    await gone;
  }

  /** As a person stopping it; the exit code. */
  async stop(): Promise<number | null> {
    return this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const gone = once(child, 'exit');
    child.kill(signal);
    const [code] = (await gone) as [number | null];
    return code;
  }
}
