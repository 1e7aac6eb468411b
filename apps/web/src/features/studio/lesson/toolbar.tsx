import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { Bold, Code, Heading2, ImagePlus, Italic, Link2, List, ListOrdered, Quote } from 'lucide-react';
import type { RefObject } from 'react';
import { FileChoice } from '../../../components/file-choice.tsx';
import { useStudioWords } from '../studio-words.ts';
import styles from './lesson.module.css';
import { lessonViews } from './lesson-search.ts';
import type { EditorHandle, Format } from './markdown-editor.tsx';

const formats: readonly [Format, typeof Bold, string?][] = [
  ['bold', Bold, 'Ctrl+B'],
  ['italic', Italic, 'Ctrl+I'],
  ['heading', Heading2],
  ['link', Link2],
  ['list', List],
  ['numbered', ListOrdered],
  ['quote', Quote],
  ['code', Code, 'Ctrl+E'],
];

/** What a text is marked up with, and how much of the page it gets. */
export function Toolbar({
  editor,
  view,
}: {
  editor: RefObject<EditorHandle | null>;
  view: (typeof lessonViews)[number];
}) {
  const words = useStudioWords().lesson;
  const navigate = useNavigate();
  const narrow = useMediaQuery('(max-width: 62em)');
  const shown = narrow && view === 'both' ? 'write' : view;
  return (
    <div className={styles.toolbar}>
      <div
        role="toolbar"
        aria-label={words.formatting}
        className={styles.formats}
        data-off={shown === 'read' || undefined}
      >
        {formats.map(([format, Icon, keys]) => (
          <Tooltip key={format} label={`${words.formats[format]}${keys ? ` (${keys})` : ''}`}>
            <ActionIcon
              size="lg"
              aria-label={words.formats[format]}
              onClick={() => editor.current?.format(format)}
            >
              <Icon size={17} />
            </ActionIcon>
          </Tooltip>
        ))}
        <FileChoice onChoose={(files) => editor.current?.bring(files)}>
          {(open) => (
            <Tooltip label={words.addFile}>
              <ActionIcon size="lg" aria-label={words.addFile} onClick={open}>
                <ImagePlus size={17} />
              </ActionIcon>
            </Tooltip>
          )}
        </FileChoice>
      </div>
      <SegmentedControl
        size="xs"
        aria-label={words.view}
        value={shown}
        data={lessonViews
          .filter((one) => !(narrow && one === 'both'))
          .map((value) => ({ value, label: words.views[value] }))}
        onChange={(chosen) =>
          void navigate({
            to: '.',
            search: chosen === 'both' ? {} : { view: chosen as Exclude<typeof view, 'both'> },
            replace: true,
          })
        }
      />
    </div>
  );
}
