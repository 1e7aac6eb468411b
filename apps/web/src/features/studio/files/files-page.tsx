import { courses } from '@kernos/services/learning/courses/contract';
import { ActionIcon, Anchor, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Copy, FileText, Film, Music, Trash2, Upload } from 'lucide-react';
import { useState } from 'react';
import { pages, type ReplyTo, refresh } from '../../../app/api.ts';
import { upload } from '../../../app/upload.ts';
import { DropArea } from '../../../components/drop-area.tsx';
import { Failure } from '../../../components/failure.tsx';
import { FileChoice } from '../../../components/file-choice.tsx';
import { Soft } from '../../../components/soft.tsx';
import { say } from '../../../components/undo.tsx';
import { labelled } from '../../../language/format.ts';
import { Confirmed } from '../../../patterns/confirmed.tsx';
import { List } from '../../../patterns/list-page.tsx';
import { useAct } from '../../../patterns/use-act.ts';
import { useStudioWords } from '../studio-words.ts';
import styles from './files.module.css';
import { markdownOf } from './markdown-of.ts';

type CourseFile = ReplyTo<typeof courses.calls.files>['items'][number];
const route = getRouteApi('/in/studio/$courseId');

/** The images and attachments of a draft. */
export function FilesPage() {
  const words = useStudioWords().files;
  const { courseId } = route.useParams();
  return (
    <Stack maw={820} gap="xl">
      <Sending courseId={courseId} />
      <List
        label={words.choose}
        pages={pages(courses.calls.files, { courseId, limit: 50 })}
        idOf={({ key }) => key}
        empty={words.none}
        row={(file) => <FileRow courseId={courseId} file={file} />}
        rowHeight={52}
      />
    </Stack>
  );
}

/** Sends files one after the other; what is refused says why, and the others go on. */
function Sending({ courseId }: { courseId: string }) {
  const words = useStudioWords().files;
  const [going, setGoing] = useState<{ name: string; share: number } | null>(null);
  const [refused, setRefused] = useState<readonly Error[]>([]);
  const send = useMutation({
    mutationFn: async (files: readonly File[]) => {
      setRefused([]);
      for (const file of files) {
        const onProgress = (share: number) => setGoing({ name: file.name, share });
        const body = { file: { blob: file, fileName: file.name } };
        onProgress(0);
        await upload(courses.calls.addFile, { courseId }, body, { onProgress }).catch((error: Error) =>
          setRefused((before) => [...before, error]),
        );
      }
    },
    onSettled: () => {
      setGoing(null);
      return refresh(courses.calls.files, courses.calls.changes);
    },
  });
  return (
    <DropArea className={styles.drop} onDrop={({ files }) => send.mutate([...files])}>
      {going ? (
        <Stack gap={8} role="status">
          <Text size="sm">{words.sending(going.name)}</Text>
          <Progress value={going.share * 100} w={240} aria-label={words.sending(going.name)} />
        </Stack>
      ) : (
        <>
          <Text>{words.drop}</Text>
          <FileChoice onChoose={(files) => send.mutate(files)}>
            {(open) => (
              <Button variant="default" leftSection={<Upload size={16} />} onClick={open}>
                {words.choose}
              </Button>
            )}
          </FileChoice>
        </>
      )}
      {refused.map((error) => (
        <Failure key={error.message} error={error} />
      ))}
    </DropArea>
  );
}

function FileRow({ courseId, file }: { courseId: string; file: CourseFile }) {
  const all = useStudioWords();
  const words = all.files;
  const remove = useAct(courses.calls.removeFile, {
    shown: true,
    refreshes: [courses.calls.files, courses.calls.changes],
  });
  const address = `/api/courses/${courseId}/files/${file.id}`;
  const copy = async () => {
    await navigator.clipboard.writeText(markdownOf(file));
    say(words.copied);
  };
  return (
    <div className={styles.file}>
      <Thumbnail file={file} address={address} />
      <span className={styles.words}>
        <Anchor href={address} target="_blank" rel="noopener" className={styles.name}>
          {file.name}
        </Anchor>
        <Soft component="span" className="numbers">
          {words.size(file.bytes)}
        </Soft>
      </span>
      <Group gap={4} wrap="nowrap">
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<Copy size={14} />}
          aria-label={`${labelled(words.copy)} ${file.name}`}
          onClick={() => void copy()}
        >
          {words.copy}
        </Button>
        <Confirmed
          act={remove}
          input={{ courseId, fileId: file.id }}
          title={words.question(file.name)}
          text={words.removeText}
          no={all.cancel}
          yes={words.remove}
        >
          {(open) => (
            <ActionIcon size="lg" aria-label={words.removeNamed(file.name)} onClick={open}>
              <Trash2 size={16} />
            </ActionIcon>
          )}
        </Confirmed>
      </Group>
    </div>
  );
}

function Thumbnail({ file: { mediaType }, address }: { file: CourseFile; address: string }) {
  if (mediaType.startsWith('image/'))
    return <img className={styles.picture} src={address} alt="" loading="lazy" />;
  const Icon = mediaType.startsWith('video/') ? Film : mediaType.startsWith('audio/') ? Music : FileText;
  return (
    <span className={styles.picture}>
      <Icon size={22} strokeWidth={1.4} />
    </span>
  );
}
