import type { FileToSend } from '@kernos/kernel/client';
import { courses } from '@kernos/services/learning/courses/contract';
import { Anchor, Group, Progress, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { FolderUp } from 'lucide-react';
import { useState } from 'react';
import { refresh } from '../../../app/api.ts';
import { upload } from '../../../app/upload.ts';
import { DropArea } from '../../../components/drop-area.tsx';
import { Failure } from '../../../components/failure.tsx';
import { FileChoice } from '../../../components/file-choice.tsx';
import { TextLink } from '../../../components/link.tsx';
import { Page } from '../../../components/page.tsx';
import { Soft } from '../../../components/soft.tsx';
import { useStudioWords } from '../studio-words.ts';
import { chosenArchive, droppedArchive } from './dropped-files.ts';
import styles from './import.module.css';
import { ImportedReport } from './imported-report.tsx';

/** How far it is: being packed, share sent, or being read by the server. */
type Stage = 'packing' | 'reading' | number;

export function ImportPage() {
  const words = useStudioWords();
  const [title, setTitle] = useState('');
  const [stage, setStage] = useState<Stage>('packing');
  const bring = useMutation({
    mutationFn: async (packing: Promise<FileToSend | null>) => {
      setStage('packing');
      const archive = await packing;
      if (!archive) throw new Error(words.import.nothingInside);
      setStage(0);
      return upload(
        courses.calls.import,
        {},
        { ...(title.trim() && { title: title.trim() }), archive },
        { onProgress: (share) => setStage(share < 1 ? share : 'reading') },
      );
    },
    onSuccess: () => refresh(courses.calls.list),
  });
  return (
    <Page
      title={bring.data ? words.import.doneTitle(bring.data.course.title) : words.import.title}
      lead={bring.data ? undefined : words.import.lead}
      above={<TextLink to="/studio">{words.back}</TextLink>}
      width="narrow"
    >
      {bring.data && <ImportedReport imported={bring.data} again={() => bring.reset()} />}
      {!bring.data && (
        <Stack>
          <TextInput
            label={words.courseTitle}
            description={words.import.titleHint}
            value={title}
            disabled={bring.isPending}
            onChange={({ currentTarget }) => setTitle(currentTarget.value)}
          />
          {bring.isPending ? (
            <Underway stage={stage} />
          ) : (
            <BringHere onFiles={(files) => bring.mutate(files)} />
          )}
          {bring.error && <Failure error={bring.error} />}
        </Stack>
      )}
    </Page>
  );
}

function Underway({ stage }: { stage: Stage }) {
  const words = useStudioWords().import;
  const percent = typeof stage === 'number' ? Math.round(stage * 100) : stage === 'packing' ? 0 : 100;
  const text = typeof stage === 'number' ? `${words.sending} · ${percent} %` : words[stage];
  return (
    <div className={`${styles.area} ${styles.underway}`} role="status">
      <Text>{text}</Text>
      <Progress value={percent} animated={stage === 'reading'} w="100%" maw={320} aria-label={text} />
    </div>
  );
}

function BringHere({ onFiles }: { onFiles: (archive: Promise<FileToSend | null>) => void }) {
  const words = useStudioWords().import;
  const choose = (files: readonly File[]) => onFiles(chosenArchive(files));
  return (
    <DropArea className={styles.area} onDrop={(dropped) => onFiles(droppedArchive(dropped))}>
      <FolderUp size={34} strokeWidth={1.3} />
      <Text size="lg">{words.drop}</Text>
      <Group gap={6}>
        <Text c="dimmed">{words.or}</Text>
        <FileChoice one accept=".zip,application/zip" onChoose={choose}>
          {(open) => (
            <Anchor component="button" type="button" onClick={open}>
              {words.zip}
            </Anchor>
          )}
        </FileChoice>
        <Text c="dimmed">/</Text>
        <FileChoice folder onChoose={choose}>
          {(open) => (
            <Anchor component="button" type="button" onClick={open}>
              {words.folder}
            </Anchor>
          )}
        </FileChoice>
      </Group>
      <Soft>{words.limit}</Soft>
    </DropArea>
  );
}
