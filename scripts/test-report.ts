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

/** Where a test is: `file` defines it, `entryFile` (which the types lack) is the test file that ran it. */
interface Located {
  file?: string;
  entryFile?: string;
}

/** Sums up the events of a run of `node:test`, and says a line for each file as it ends. */
export class TestReport {
  /** Milliseconds that each test file took. */
  readonly durations = new Map<string, number>();
  readonly #say: (line: string) => void;
  readonly #shorten: (file: string) => string;
  readonly #paths = new Map<string, string>();
  readonly #running = new Set<string>();
  readonly #output = new Map<string, string>();
  readonly #failures: Remark[] = [];
  readonly #skips: Remark[] = [];
  /** What tests measured and say, by file. */
  readonly #figures: string[] = [];
  #passed = 0;

  /**
   * @param say takes one line for a person
   * @param shorten makes the path of a file readable
   */
  constructor(say: (line: string) => void, shorten: (file: string) => string) {
    this.#say = say;
    this.#shorten = shorten;
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
      case 'test:complete':
        this.#running.delete(this.#key(event.data, event.data.testId));
        break;
      case 'test:diagnostic':
        this.#takeFigure(event.data);
        break;
      case 'test:pass':
        this.#takePass(event.data);
        break;
      case 'test:fail':
        this.#takeFailure(event.data);
        break;
      case 'test:stdout':
      case 'test:stderr':
        this.#takeOutput(event.data);
        break;
      case 'test:summary':
        if (event.data.file) this.#endFile(event.data.file, event.data.duration_ms, event.data.counts.tests);
        break;
    }
  }

  /** Says the failures with what their files printed, the skipped tests and why, the slowest files, the count. */
  conclude(): void {
    const failedFiles = new Set(this.#failures.map(({ path }) => path.split(separator)[0]));
    for (const [file, text] of this.#output) {
      if (failedFiles.has(file)) this.#say(`\nPrinted by ${file}:\n${indent(text.trimEnd())}`);
    }
    for (const { path, text } of this.#failures) this.#say(`\n✖ ${path}\n${indent(text)}`);
    if (this.#figures.length > 0) this.#say('\nMeasured:');
    for (const figure of this.#figures) this.#say(`  ${figure}`);
    if (this.#skips.length > 0) this.#say('\nSkipped:');
    for (const { path, text } of this.#skips) this.#say(`  ${path}: ${text}`);
    const slowest = [...this.durations].sort(([, a], [, b]) => b - a).slice(0, 5);
    if (slowest.length > 0) this.#say('\nSlowest files:');
    for (const [file, time] of slowest) this.#say(`  ${seconds(time).padStart(7)}  ${file}`);
    this.#say('');
    this.#say(`${this.#passed} passed, ${this.failed} failed, ${this.#skips.length} skipped`);
  }

  /** Counts something as failed that is not a test of its own. */
  fail(path: string, text: string): void {
    this.#failures.push({ path, text });
  }

  #takeBeginning(data: EventData.TestDequeue): void {
    if (isFileItself(data)) return;
    const key = this.#key(data, data.testId);
    const parent = this.#paths.get(this.#key(data, data.parentId)) ?? this.#fileOf(data);
    this.#paths.set(key, parent + separator + data.name);
    this.#running.add(key);
  }

  // The runner's own sums belong to no file.
  #takeFigure(data: EventData.TestDiagnostic): void {
    if (data.file !== undefined) this.#figures.push(`${this.#fileOf(data)}: ${data.message}`);
  }

  #takePass(data: EventData.TestPass): void {
    const reason = data.skip ?? data.todo;
    if (isFileItself(data)) {
      this.fail(this.#fileOf(data), 'It has no tests.');
      this.#endFile(data.name, data.details.duration_ms, 0);
    } else if (reason !== undefined && reason !== false) {
      const text = reason === true || reason === '' ? 'no reason given' : reason;
      this.#skips.push({ path: this.#pathOf(data), text });
    } else if (data.details.type !== 'suite') {
      this.#passed += 1;
    }
  }

  #takeFailure(data: EventData.TestFail): void {
    const { error, duration_ms: time } = data.details;
    // What surrounds a failed test fails with it, and says nothing more.
    if ('failureType' in error && error.failureType === 'subtestsFailed') return;
    if (isFileItself(data)) {
      this.fail(this.#fileOf(data), this.#describeBadEnd(data.name));
      this.#endFile(data.name, time, 0);
    } else {
      this.fail(this.#pathOf(data), inspect(error.cause ?? error));
    }
  }

  #describeBadEnd(file: string): string {
    const during = [...this.#running]
      .filter((key) => key.startsWith(`${file} `))
      .map((key) => `\nIt ended during: ${this.#paths.get(key)}`);
    return `It did not end well.${during.join('')}`;
  }

  #takeOutput(data: Located & { message: string }): void {
    const file = this.#fileOf(data);
    this.#output.set(file, (this.#output.get(file) ?? '') + data.message);
  }

  #endFile(file: string, time: number, tests: number): void {
    const short = this.#shorten(file);
    this.durations.set(short, time);
    const failed = this.#failures.some(({ path }) => path.split(separator)[0] === short);
    this.#say(
      `${failed ? '✖' : '✔'} ${short}  ${tests === 1 ? '1 test' : `${tests} tests`}, ${seconds(time)}`,
    );
  }

  #key(data: Located, id: number | undefined): string {
    return `${data.entryFile ?? data.file} ${id}`;
  }

  #fileOf(data: Located): string {
    return this.#shorten(data.entryFile ?? data.file ?? '');
  }

  #pathOf(data: Located & { testId: number; name: string }): string {
    return this.#paths.get(this.#key(data, data.testId)) ?? this.#fileOf(data) + separator + data.name;
  }
}

const separator = ' › ';

/** A file that ends badly, or without any test, is reported as if it were a test with its path as name. */
function isFileItself({ name, file, nesting }: { name: string; file?: string; nesting: number }): boolean {
  return nesting === 0 && name === file;
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
