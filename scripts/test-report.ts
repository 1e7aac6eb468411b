import type { EventData } from 'node:test';
import type { TestEvent } from 'node:test/reporters';
import { inspect } from 'node:util';

/** What is said about one failed or skipped test. */
interface Remark {
  /** Test file, suites and test, from the outermost. */
  path: string;
  /** The error with its stack, or why it was skipped. */
  text: string;
}

/** Where a test is: `file` defines it, `entryFile` (which the types lack) is the process that ran it. */
interface Located {
  file?: string;
  entryFile?: string;
}

/** What a process prints, followed by the path of a test file, when it begins with that file. */
export const FILE_BEGINS = '\u0001test file ';
/** What a process measures of a test file, followed by its path and the seconds of processors that it used. */
export const PROCESSOR_TIME = '\u0001processors ';

/**
 * Sums up the events of a run of `node:test`, and says a line for each file as it ends. A process runs several
 * files, each of which is a test at the top of it, with the path of the file as its name.
 */
export class TestReport {
  /** Milliseconds that each test file took. */
  readonly durations = new Map<string, number>();
  /** Seconds of processors that each used. */
  readonly processors = new Map<string, number>();
  readonly #say: (line: string) => void;
  readonly #shorten: (file: string) => string;
  /** Test files by the program that runs them. */
  readonly #groups: ReadonlyMap<string, readonly string[]>;
  readonly #paths = new Map<string, string>();
  readonly #running = new Set<string>();
  /** What each process printed, by program and stream. */
  readonly #output = new Map<string, string>();
  readonly #failures: Remark[] = [];
  readonly #skips: Remark[] = [];
  /** What tests measured and say, by file. */
  readonly #figures: string[] = [];
  /** How many tests each file has had so far. */
  readonly #counts = new Map<string, number>();
  #passed = 0;

  /**
   * @param say takes one line for a person
   * @param shorten makes the path of a file readable
   * @param groups the test files of each program that is run, by its path
   */
  constructor(
    say: (line: string) => void,
    shorten: (file: string) => string,
    groups: ReadonlyMap<string, readonly string[]>,
  ) {
    this.#say = say;
    this.#shorten = shorten;
    this.#groups = groups;
  }

  /** How many tests failed so far. */
  get failed(): number {
    return this.#failures.length;
  }

  /** Takes the next event of the run. */
  take(event: TestEvent): void {
    switch (event.type) {
      case 'test:dequeue':
        this.#takeBeginning(event.data);
        break;
      // Comes at once; the runner keeps back what it says later of the same, until all before it have ended.
      case 'test:complete':
        this.#running.delete(this.#key(event.data, event.data.testId));
        if (event.data.details.passed) this.#takePass(event.data);
        else this.#takeFailure(event.data);
        break;
      case 'test:diagnostic':
        this.#takeFigure(event.data);
        break;
      case 'test:stdout':
      case 'test:stderr':
        this.#takeOutput(event.type, event.data);
        break;
    }
  }

  /**
   * Says the failures with what their files printed, the skipped tests and why, the slowest files, the count.
   * @param all seconds that the run lasted, and those that processors worked for it
   */
  conclude(all: { lasted: number; processors: number }): void {
    const failedFiles = new Set(this.#failures.map(({ path }) => fileIn(path)));
    for (const [file, text] of this.#printed()) {
      if (failedFiles.has(file) && text.trim() !== '')
        this.#say(`\nPrinted by ${file}:\n${indent(text.trimEnd())}`);
    }
    for (const { path, text } of this.#failures) this.#say(`\n✖ ${path}\n${indent(text)}`);
    if (this.#figures.length > 0) this.#say('\nMeasured:');
    for (const figure of this.#figures) this.#say(`  ${figure}`);
    if (this.#skips.length > 0) this.#say('\nSkipped:');
    for (const { path, text } of this.#skips) this.#say(`  ${path}: ${text}`);
    this.#saySlowest();
    const [lasted, worked] = [seconds(all.lasted * 1_000), seconds(all.processors * 1_000)];
    this.#say(`\nIt took ${lasted}, in which processors worked for ${worked}.`);
    this.#say('');
    this.#say(`${this.#passed} passed, ${this.failed} failed, ${this.#skips.length} skipped`);
  }

  /** By the time of processors, which other programs on the machine hardly change. */
  #saySlowest(): void {
    const slowest = [...this.processors].sort(([, a], [, b]) => b - a).slice(0, 10);
    if (slowest.length > 0) this.#say('\nSlowest files, by the time that processors worked for them:');
    for (const [file, used] of slowest) {
      const lasted = `in ${seconds(this.durations.get(file) ?? 0)}`;
      this.#say(`  ${seconds(used * 1_000).padStart(7)} ${lasted.padStart(11)}  ${file}`);
    }
  }

  /** Counts something as failed that is not a test of its own. */
  fail(path: string, text: string): void {
    this.#failures.push({ path, text });
  }

  #takeBeginning(data: EventData.TestDequeue): void {
    if (isProcess(data)) return;
    const key = this.#key(data, data.testId);
    const parent = this.#paths.get(this.#key(data, data.parentId));
    this.#paths.set(key, parent === undefined ? this.#shorten(data.name) : parent + separator + data.name);
    this.#running.add(key);
  }

  // The runner's own sums belong to no file.
  #takeFigure(data: EventData.TestDiagnostic): void {
    if (data.message.startsWith(PROCESSOR_TIME)) {
      const [file = '', used] = data.message.slice(PROCESSOR_TIME.length).split(/ (?=\S+$)/);
      this.processors.set(this.#shorten(file), Number(used));
      return;
    }
    if (data.file !== undefined && !this.#groups.has(data.file))
      this.#figures.push(`${this.#shorten(data.file)}: ${data.message}`);
  }

  #takePass(data: EventData.TestComplete): void {
    if (isProcess(data)) return;
    const path = this.#pathOf(data);
    if (data.nesting === 0) {
      if (!this.#counts.has(path)) this.fail(path, 'It has no tests.');
      this.#endFile(path, data.details.duration_ms);
      return;
    }
    const reason = data.skip ?? data.todo;
    if (reason !== undefined && reason !== false) {
      this.#count(path);
      const text = reason === true || reason === '' ? 'no reason given' : reason;
      this.#skips.push({ path, text });
    } else if (data.details.type !== 'suite') {
      this.#count(path);
      this.#passed += 1;
    }
  }

  #takeFailure(data: EventData.TestComplete): void {
    const { error, duration_ms: time } = data.details;
    // What surrounds a failed test fails with it, and says nothing more.
    const isAround = error !== undefined && 'failureType' in error && error.failureType === 'subtestsFailed';
    if (isProcess(data)) {
      if (!isAround) this.#takeBadEnd(data.name);
      return;
    }
    const path = this.#pathOf(data);
    if (!isAround) this.fail(path, inspect(error?.cause ?? error));
    if (data.nesting === 0) this.#endFile(path, time);
    else if (!isAround) this.#count(path);
  }

  /** A process ended otherwise than by having run all its files. */
  #takeBadEnd(program: string): void {
    const running = [...this.#running]
      .filter((key) => key.startsWith(`${program} `))
      .map((key) => this.#paths.get(key) ?? '');
    const files = (this.#groups.get(program) ?? [program]).map((file) => this.#shorten(file));
    const during = running.filter(
      (path) => path.includes(separator) && !running.some((other) => other.startsWith(path + separator)),
    );
    const [first = files.join(', ')] = running.map(fileIn);
    this.fail(
      first,
      ['It did not end well.', ...during.map((path) => `It ended during: ${path}`)].join('\n'),
    );
    for (const file of files) {
      if (this.durations.has(file)) continue;
      if (file !== first) this.fail(file, `It was not run: ${first} ended the process that both share.`);
      this.#endFile(file, 0);
    }
  }

  #takeOutput(stream: string, data: Located & { message: string }): void {
    const key = `${data.entryFile ?? data.file} ${stream}`;
    this.#output.set(key, (this.#output.get(key) ?? '') + data.message);
  }

  /** What each file printed: what follows its mark, or comes from a process that never got to one. */
  #printed(): Map<string, string> {
    const printed = new Map<string, string>();
    for (const [key, text] of this.#output) {
      const [before = '', ...parts] = text.split(FILE_BEGINS);
      const add = (file: string, said: string) => printed.set(file, (printed.get(file) ?? '') + said);
      const all = this.#groups.get(key.slice(0, key.lastIndexOf(' '))) ?? [];
      add(all.map((file) => this.#shorten(file)).join(', '), before);
      for (const part of parts) {
        const end = part.indexOf('\n');
        add(this.#shorten(part.slice(0, end)), part.slice(end + 1));
      }
    }
    return printed;
  }

  #count(path: string): void {
    const file = fileIn(path);
    this.#counts.set(file, (this.#counts.get(file) ?? 0) + 1);
  }

  #endFile(file: string, time: number): void {
    this.durations.set(file, time);
    const failed = this.#failures.some(({ path }) => fileIn(path) === file);
    const tests = this.#counts.get(file) ?? 0;
    this.#say(
      `${failed ? '✖' : '✔'} ${file}  ${tests === 1 ? '1 test' : `${tests} tests`}, ${seconds(time)}`,
    );
  }

  #key(data: Located, id: number | undefined): string {
    return `${data.entryFile ?? data.file} ${id}`;
  }

  #pathOf(data: Located & { testId: number; name: string }): string {
    return this.#paths.get(this.#key(data, data.testId)) ?? this.#shorten(data.name);
  }
}

const separator = ' › ';
const fileIn = (path: string): string => path.split(separator)[0] ?? path;

/** A process is reported as if it were a test with its path as name. */
function isProcess({ name, file, nesting }: { name: string; file?: string; nesting: number }): boolean {
  return nesting === 0 && name === file;
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
