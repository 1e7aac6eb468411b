"""Run the code of a course's lessons and compare what it prints with what the lesson says.

    python3 courses/run_lessons.py courses/python

The word after a fence's language says what is done with it:

    ```python             run, in one namespace with all before it in the lesson
    ```python raises      run, and has to raise; the last line of its traceback is compared (elsewhere than on
                          Python 3.11, whose words the lessons have, only the kind of the error)
    ```python file=x.py   written to a file beside the lesson
    ```python norun       only compiled (it waits for a user, or for ever)
    ```sh run             run by a shell
    ```pycon              run by doctest
    ```text               directly below one of these: what it prints; missing means that it prints nothing

Each lesson runs in a process and a folder of its own, with the course's data files in it.
"""

import contextlib
import doctest
import io
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

WORDS_OF = (3, 11)
BLOCK = re.compile(
    r'^```(python|pycon|sh)([^\n]*)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?', re.MULTILINE | re.DOTALL
)


def run_lesson(path):
    """Run one lesson in the current folder; return what is wrong, as a list of texts."""
    text = path.read_text(encoding='utf-8')
    namespace = {'__name__': '__main__'}
    wrong = []
    for match in BLOCK.finditer(text):
        kind, meta, code, expected = match.group(1), match.group(2).strip(), match.group(3), match.group(4)
        line = text.count('\n', 0, match.start()) + 1
        where = f'{path}:{line}'
        try:
            printed = run_block(kind, meta, code, namespace, where)
        except Exception:  # noqa: BLE001 - a block that fails is a finding, whatever it raised
            wrong.append(f'{where}: it fails\n{traceback.format_exc(limit=-2)}')
            continue
        if meta == 'raises' and sys.version_info[:2] != WORDS_OF:
            printed, expected = printed.split(':')[0], (expected or '').split(':')[0]
        if printed is not None and printed.rstrip('\n') != (expected or '').rstrip('\n'):
            wrong.append(f'{where}: it prints\n{printed.rstrip()}\n--- but the lesson says\n{(expected or "").rstrip()}')
    return wrong


def run_block(kind, meta, code, namespace, where):
    """Return what a block prints; None where nothing is to be compared."""
    if kind == 'sh':
        if meta != 'run':
            return None
        return subprocess.run(['sh', '-c', code], capture_output=True, text=True, timeout=60, check=True).stdout
    if kind == 'pycon':
        return run_session(code, namespace, where)
    if meta.startswith('file='):
        Path(meta.removeprefix('file=')).write_text(code, encoding='utf-8')
        return None
    if meta == 'norun':
        compile(code, where, 'exec')
        return None
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(code, '<lesson>', 'exec'), namespace)
        except Exception as error:  # noqa: BLE001
            if meta != 'raises':
                raise
            print(traceback.format_exception_only(error)[-1], end='')
        else:
            if meta == 'raises':
                raise AssertionError('it should raise and does not')
    return out.getvalue()


def run_session(code, namespace, where):
    """Run a session at the prompt; raise where an answer differs."""
    found = doctest.DocTestParser().get_doctest(code, namespace, where, where, 0)
    report = io.StringIO()
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS, verbose=False)
    results = runner.run(found, out=report.write, clear_globs=False)
    namespace.update(found.globs)
    if results.failed:
        raise AssertionError(report.getvalue())
    if results.attempted == 0:
        raise AssertionError('there is no >>> in it')
    return None


def run_in_folder(course, path):
    """Run a lesson in a process of its own; return its exit code and what it said."""
    with tempfile.TemporaryDirectory() as folder:
        for data in (course / 'data').iterdir():
            shutil.copy(data, folder)
        tools = Path(folder, '.bin')
        tools.mkdir()
        (tools / 'python').symlink_to(sys.executable)
        done = subprocess.run(
            [sys.executable, __file__, '--lesson', path],
            cwd=folder,
            env={'PATH': f'{tools}:/usr/local/bin:/usr/bin:/bin', 'PYTHONPATH': folder, 'PYTHONIOENCODING': 'utf-8'},
            capture_output=True,
            text=True,
            timeout=120,
        )
        return done.returncode, done.stdout + done.stderr


def main(arguments):
    if arguments[0] == '--lesson':
        wrong = run_lesson(Path(arguments[1]))
        print('\n\n'.join(wrong))
        return 1 if wrong else 0
    course = Path(arguments[0]).resolve()
    lessons = sorted(course.glob('**/*.md'))
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(lambda path: run_in_folder(course, path), lessons))
    blocks = sum(len(BLOCK.findall(path.read_text(encoding='utf-8'))) for path in lessons)
    failed = [said.strip() for code, said in outcomes if code != 0]
    print('\n\n'.join([*failed, f'{len(lessons)} files, {blocks} blocks, {len(failed)} files with a fault']))
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
