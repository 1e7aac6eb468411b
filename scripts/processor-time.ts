import { readdirSync, readFileSync } from 'node:fs';

/** How often is looked. What lives shorter than this and is not looked at in between is not counted. */
const LOOK_MS = 500;
/** Linux counts in these, whatever its clock does (`getconf CLK_TCK`). */
const TICKS_PER_SECOND = 100;
/** As proc_pid_stat(5) numbers them; what stands behind the name begins with the third. */
const FIELD = { parent: 4, user: 14, system: 15, began: 22 };
const FIRST_FIELD = 3;

/**
 * How much time of processors this process has used, with all that it started and what these started: other than the
 * time that passes, it says the same on a busy machine. Looks by itself until it is stopped. Where there is no `/proc`
 * (macOS), it knows of this process alone.
 */
export class ProcessorTime {
  /** Ticks of each process that was seen, ended ones too; by its id and when it began, since ids come again. */
  readonly #ticks = new Map<string, number>();
  readonly #timer = setInterval(() => this.#look(), LOOK_MS).unref();

  /** Seconds until now. */
  seconds(): number {
    this.#look();
    if (this.#ticks.size === 0) {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    }
    return [...this.#ticks.values()].reduce((sum, ticks) => sum + ticks, 0) / TICKS_PER_SECOND;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const all = processes();
    const family = new Set([process.pid]);
    // A child has mostly, but not always, a higher id than what started it.
    for (let before = 0; before < family.size; ) {
      before = family.size;
      for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
    }
    for (const { pid, began, ticks } of all) if (family.has(pid)) this.#ticks.set(`${pid} ${began}`, ticks);
  }
}

interface Seen {
  readonly pid: number;
  readonly parent: number;
  readonly began: string;
  /** In its own code and in the system's on its behalf. */
  readonly ticks: number;
}

function processes(): Seen[] {
  return namesIn('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    const text = statOf(pid);
    if (text === '') return [];
    // The name of the program stands in brackets, and may hold anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const at = (number: number) => fields[number - FIRST_FIELD] ?? '';
    const ticks = Number(at(FIELD.user)) + Number(at(FIELD.system));
    return [{ pid: Number(pid), parent: Number(at(FIELD.parent)), began: at(FIELD.began), ticks }];
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function statOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    // It ended in between.
    return '';
  }
}
