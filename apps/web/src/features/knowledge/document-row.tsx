import { knowledge } from '@kernos/services/platform/knowledge/contract';
import { ActionIcon, Group, Progress, Stack, Text } from '@mantine/core';
import { Pencil, RotateCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Facts } from '../../components/facts.tsx';
import { TextLink } from '../../components/link.tsx';
import { StateMark, type Tone } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { labelled } from '../../language/format.ts';
import { Confirmed } from '../../patterns/confirmed.tsx';
import { useAct } from '../../patterns/use-act.ts';
import { useWorkflow } from '../studio/publish/use-workflow.ts';
import { ChangeDocument } from './change-document.tsx';
import type { StoredDocument } from './data.ts';
import styles from './documents.module.css';
import { useKnowledgeWords } from './knowledge-words.ts';

const tones = {
  waiting: 'waiting',
  working: 'running',
  ready: 'good',
  failed: 'bad',
} as const satisfies Record<StoredDocument['state'], Tone>;

export function DocumentRow({ document }: { document: StoredDocument }) {
  const words = useKnowledgeWords();
  const { id, title, state, error, notices, passages } = document;
  return (
    <div className={styles.document}>
      <Stack gap={2} miw={0}>
        {passages > 0 ? (
          <TextLink to="/sources/$documentId" params={{ documentId: id }} className={styles.title}>
            {title}
          </TextLink>
        ) : (
          <span className={styles.title}>{title}</span>
        )}
        <Facts small className={styles.facts}>
          {factsOf(document, words)}
        </Facts>
        {state === 'failed' && error && (
          <Text size="sm" c="var(--bad)" mt={2}>
            {words.row.failure(error)} {passages > 0 && words.row.lastGood}
          </Text>
        )}
        {notices.map((notice) => (
          <p key={notice.english} className={styles.facts}>
            {words.row.notice(notice)}
          </p>
        ))}
      </Stack>
      <div className={styles.state} aria-live="polite">
        <StateMark tone={tones[state]}>{words.states[state]}</StateMark>
        {document.workflowId && (state === 'waiting' || state === 'working') && (
          <Pipeline workflowId={document.workflowId} title={title} />
        )}
        <span className={styles.facts}>
          <When at={document.updatedAt} />
        </span>
      </div>
      <Acts document={document} />
    </div>
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
): (string | false | null)[] {
  return [
    type && words.types[type],
    bytes !== null && words.row.size(bytes),
    pages !== null && words.row.pages(pages),
    passages > 0 && words.row.passages(passages),
    words.visibility[visibility],
    address,
  ];
}

function Acts({ document: shown }: { document: StoredDocument }) {
  const { id, title, state, address } = shown;
  const words = useKnowledgeWords();
  const [isChanging, setChanging] = useState(false);
  const document = { documentId: id };
  const retry = useAct(knowledge.calls.retryDocument, {
    said: words.row.retried,
    refreshes: [knowledge.calls.documents],
  });
  const remove = useAct(knowledge.calls.removeDocument, {
    shown: true,
    said: words.remove.done,
    refreshes: [knowledge.calls.documents, knowledge.calls.search],
  });
  return (
    <Group gap={2} wrap="nowrap">
      <ActionIcon
        aria-label={`${labelled(words.row.change)} ${title}`}
        title={words.row.change}
        onClick={() => setChanging(true)}
      >
        <Pencil size={16} />
      </ActionIcon>
      {isChanging && <ChangeDocument document={shown} close={() => setChanging(false)} />}
      {(state === 'failed' || (state === 'ready' && address)) && (
        <ActionIcon
          aria-label={`${labelled(words.row.retry)} ${title}`}
          title={words.row.retry}
          loading={retry.isPending}
          onClick={() => retry.mutate(document)}
        >
          <RotateCw size={16} />
        </ActionIcon>
      )}
      <Confirmed
        act={remove}
        input={document}
        title={words.remove.title(title)}
        text={words.remove.text}
        no={words.remove.keep}
        yes={words.remove.sure}
      >
        {(open) => (
          <ActionIcon
            aria-label={`${labelled(words.row.delete)} ${title}`}
            title={words.row.delete}
            onClick={open}
          >
            <Trash2 size={16} />
          </ActionIcon>
        )}
      </Confirmed>
    </Group>
  );
}
