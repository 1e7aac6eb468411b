import { courses } from '@kernos/services/learning/courses/contract';
import { ActionIcon, Anchor, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Copy, FileText, Film, Music, Trash2, Upload } from 'lucide-react';
import { useState } from 'react';
import { ask, pages, type ReplyTo, refresh } from '../../../app/api.ts';
import { upload } from '../../../app/upload.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { DropArea } from '../../../components/drop-area.tsx';
import { Failure } from '../../../components/failure.tsx';
import { FileChoice } from '../../../components/file-choice.tsx';
import { Listing } from '../../../components/listing.tsx';
import { say } from '../../../components/undo.tsx';
import { useStudioWords } from '../studio-words.ts';
import styles from './files.module.css';
import { markdownOf } from './markdown-of.ts';

type CourseFile = ReplyTo<typeof courses.calls.files>['items'][number];
const route = getRouteApi('/in/studio/$courseId');

/** The images and attachments of a draft. */
export function FilesPage() {
  const words = useStudioWords().files;
  const { courseId } = route.useParams();
  const list = useInfiniteQuery(pages(courses.calls.files, { courseId, limit: 50 }));
  const [removing, setRemoving] = useState<CourseFile | null>(null);
  return (
    <Stack gap="xl" className={styles.page}>
      <Sending courseId={courseId} />
      <Listing list={list} rows={5} rowHeight={52} empty={<Text c="dimmed">{words.none}</Text>}>
        {(items) => (
          <ul className={styles.files}>
            {items.map((file) => (
              <FileRow key={file.key} courseId={courseId} file={file} onRemove={() => setRemoving(file)} />
            ))}
          </ul>
        )}
      </Listing>
      <Removing courseId={courseId} file={removing} close={() => setRemoving(null)} />
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
      return refresh(courses.calls.files);
    },
  });
  return (
    <DropArea className={styles.drop} onDrop={({ files }) => send.mutate([...files])}>
      {going ? (
        <div role="status" className={styles.going}>
          <Text size="sm">{words.sending(going.name)}</Text>
          <Progress value={going.share * 100} w={240} aria-label={words.sending(going.name)} />
        </div>
      ) : (
        <>
          <Text>{words.drop}</Text>
          <FileChoice onChoose={(files) => send.mutate(files)}>
            {(open) => (
              <Button variant="default" leftSection={<Upload size={16} aria-hidden="true" />} onClick={open}>
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

function FileRow({ courseId, file, onRemove }: { courseId: string; file: CourseFile; onRemove: () => void }) {
  const words = useStudioWords().files;
  const address = `/api/courses/${courseId}/files/${file.id}`;
  const copy = async () => {
    await navigator.clipboard.writeText(markdownOf(file));
    say(words.copied);
  };
  return (
    <li className={styles.file}>
      <Thumbnail file={file} address={address} />
      <span className={styles.words}>
        <Anchor href={address} target="_blank" rel="noopener" className={styles.name}>
          {file.name}
        </Anchor>
        <Text size="sm" c="dimmed" component="span" className="numbers">
          {words.size(file.bytes)}
        </Text>
      </span>
      <Group gap={4} wrap="nowrap">
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<Copy size={14} aria-hidden="true" />}
          aria-label={`${words.copy}: ${file.name}`}
          onClick={() => void copy()}
        >
          {words.copy}
        </Button>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={words.removeNamed(file.name)}
          onClick={onRemove}
        >
          <Trash2 size={16} />
        </ActionIcon>
      </Group>
    </li>
  );
}

function Thumbnail({ file: { mediaType }, address }: { file: CourseFile; address: string }) {
  if (mediaType.startsWith('image/'))
    return <img className={styles.picture} src={address} alt="" loading="lazy" />;
  const Icon = mediaType.startsWith('video/') ? Film : mediaType.startsWith('audio/') ? Music : FileText;
  return (
    <span className={styles.picture}>
      <Icon size={22} strokeWidth={1.4} aria-hidden="true" />
    </span>
  );
}

/** It cannot be undone, so it is asked first. */
function Removing({
  courseId,
  file,
  close,
}: {
  courseId: string;
  file: CourseFile | null;
  close: () => void;
}) {
  const all = useStudioWords();
  const words = all.files;
  const remove = useMutation({
    mutationFn: (fileId: string) => ask(courses.calls.removeFile, { courseId, fileId }),
    onSuccess: async () => {
      await refresh(courses.calls.files);
      close();
    },
  });
  return (
    <ConfirmDialog
      opened={file !== null}
      title={words.question(file?.name ?? '')}
      no={all.cancel}
      yes={words.remove}
      doing={remove.isPending}
      error={remove.error}
      onYes={() => file && remove.mutate(file.id)}
      close={close}
    >
      {words.removeText}
    </ConfirmDialog>
  );
}
