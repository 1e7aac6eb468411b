import { knowledge } from '@kernos/services/platform/knowledge/contract';
import { ActionIcon, Group, Progress } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { RotateCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { ask, refresh } from '../../app/api.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { TextLink } from '../../components/link.tsx';
import { type Standing, StateMark } from '../../components/state-mark.tsx';
import { say, sayFailure } from '../../components/undo.tsx';
import { When } from '../../components/when.tsx';
import { useWorkflow } from '../studio/publish/use-workflow.ts';
import type { StoredDocument } from './data.ts';
import styles from './documents.module.css';
import { useKnowledgeWords } from './knowledge-words.ts';

const standings = {
  waiting: 'waiting',
  working: 'running',
  ready: 'good',
  failed: 'bad',
} as const satisfies Record<StoredDocument['state'], Standing>;

export function DocumentRow({ document }: { document: StoredDocument }) {
  const words = useKnowledgeWords();
  const { id, title, state, error, notices, passages } = document;
  return (
    <li className={styles.document}>
      <div className={styles.main}>
        {passages > 0 ? (
          <TextLink to="/sources/$documentId" params={{ documentId: id }} className={styles.title}>
            {title}
          </TextLink>
        ) : (
          <span className={styles.title}>{title}</span>
        )}
        <span className={styles.facts}>{factsOf(document, words)}</span>
        {state === 'failed' && error && (
          <p className={styles.error}>
            {error.detail} {passages > 0 && words.row.lastGood}
          </p>
        )}
        {notices.map((notice) => (
          <p key={notice} className={styles.facts}>
            {notice}
          </p>
        ))}
      </div>
      <div className={styles.state} aria-live="polite">
        <StateMark standing={standings[state]}>{words.states[state]}</StateMark>
        {document.workflowId && (state === 'waiting' || state === 'working') && (
          <Pipeline workflowId={document.workflowId} title={title} />
        )}
        <span className={styles.facts}>
          <When at={document.updatedAt} />
        </span>
      </div>
      <Acts document={document} />
    </li>
  );
}

/** How far the pipeline is, as its steps end. */
function Pipeline({ workflowId, title }: { workflowId: string; title: string }) {
  const { data } = useWorkflow(workflowId);
  return data ? <Progress value={data.progress} size="sm" aria-label={title} /> : null;
}

function factsOf(
  { type, visibility, pages, passages, bytes, address }: StoredDocument,
  words: ReturnType<typeof useKnowledgeWords>,
): string {
  return [
    type && words.types[type],
    bytes !== null && words.row.size(bytes),
    pages !== null && words.row.pages(pages),
    passages > 0 && words.row.passages(passages),
    words.visibility[visibility],
    address,
  ]
    .filter((fact) => typeof fact === 'string')
    .join(' · ');
}

function Acts({ document: { id, title, state, address } }: { document: StoredDocument }) {
  const words = useKnowledgeWords();
  const [sure, setSure] = useState(false);
  const retry = useMutation({
    mutationFn: () => ask(knowledge.calls.retryDocument, { documentId: id }),
    onSuccess: () => {
      say(words.row.retried);
      return refresh(knowledge.calls.documents);
    },
    onError: sayFailure,
  });
  return (
    <Group gap={2} wrap="nowrap">
      {(state === 'failed' || (state === 'ready' && address)) && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`${words.row.retry}: ${title}`}
          title={words.row.retry}
          loading={retry.isPending}
          onClick={() => retry.mutate()}
        >
          <RotateCw size={16} />
        </ActionIcon>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`${words.row.delete}: ${title}`}
        title={words.row.delete}
        onClick={() => setSure(true)}
      >
        <Trash2 size={16} />
      </ActionIcon>
      {sure && <DeleteDialog id={id} title={title} close={() => setSure(false)} />}
    </Group>
  );
}

function DeleteDialog({ id, title, close }: { id: string; title: string; close: () => void }) {
  const words = useKnowledgeWords();
  const remove = useMutation({
    mutationFn: () => ask(knowledge.calls.removeDocument, { documentId: id }),
    onSuccess: async () => {
      say(words.remove.done);
      close();
      await refresh(knowledge.calls.documents, knowledge.calls.search);
    },
  });
  return (
    <ConfirmDialog
      title={words.remove.title(title)}
      no={words.remove.keep}
      yes={words.remove.sure}
      doing={remove.isPending}
      error={remove.error}
      onYes={() => remove.mutate()}
      close={close}
    >
      {words.remove.text}
    </ConfirmDialog>
  );
}
