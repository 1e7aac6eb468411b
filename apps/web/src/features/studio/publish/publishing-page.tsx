import { courses } from '@kernos/services/learning/courses/contract';
import { Group, Progress, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { refresh } from '../../../app/api.ts';
import { Facts } from '../../../components/facts.tsx';
import { ButtonLink, TextLink } from '../../../components/link.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { Page } from '../../../components/page.tsx';
import { RowsSkeleton } from '../../../components/skeletons.tsx';
import { StateMark, type Tone } from '../../../components/state-mark.tsx';
import { draftQuery } from '../draft.ts';
import { useStudioWords } from '../studio-words.ts';
import styles from './publishing.module.css';
import { useWorkflow, type WorkflowState } from './use-workflow.ts';

const route = getRouteApi('/in/studio/$courseId/publish/$workflowId');
const tones: Record<WorkflowState['steps'][number]['status'], Tone> = {
  pending: 'waiting',
  running: 'running',
  waiting: 'waiting',
  done: 'good',
  failed: 'bad',
  undone: 'off',
};

/** Watches a course being published, step by step. */
export function PublishingPage() {
  const all = useStudioWords();
  const words = all.publish;
  const { courseId, workflowId } = route.useParams();
  const course = useQuery(draftQuery(courseId));
  const following = useWorkflow(workflowId);
  const { data: workflow } = following;
  const ended = workflow !== undefined && workflow.status !== 'running';
  useEffect(() => {
    if (ended)
      void refresh(courses.calls.get, courses.calls.list, courses.calls.versions, courses.calls.changes);
  }, [ended]);
  const title = course.data?.title ?? '';
  const headline = {
    running: words.running,
    succeeded: words.done(title),
    failed: words.failed,
    cancelled: words.cancelled,
  };
  return (
    <Page
      title={workflow ? headline[workflow.status] : words.title}
      above={<TextLink to="/studio">{all.back}</TextLink>}
      width="narrow"
    >
      <Loaded query={following} waiting={<RowsSkeleton rows={5} height={32} />}>
        {(state) => <Steps workflow={state} />}
      </Loaded>
      {ended && (
        <Group mt="xl">
          {workflow.status === 'succeeded' && (
            <ButtonLink to="/courses/$courseId" params={{ courseId }}>
              {words.asLearners}
            </ButtonLink>
          )}
          <ButtonLink to="/studio/$courseId" params={{ courseId }} variant="default">
            {words.toStudio}
          </ButtonLink>
        </Group>
      )}
    </Page>
  );
}

function Steps({ workflow: { steps, progress, status, error } }: { workflow: WorkflowState }) {
  const words = useStudioWords().publish;
  return (
    <>
      <Progress value={progress} mb="lg" aria-label={words.progress(progress)} />
      <ol className={styles.steps} aria-live="polite">
        {steps.map((step) => (
          <li key={step.name} data-status={step.status}>
            <StateMark tone={tones[step.status]}>{step.title}</StateMark>
            <Facts>
              {words.states[step.status]}
              {step.attempts > 1 && words.attempts(step.attempts)}
            </Facts>
          </li>
        ))}
      </ol>
      {(status === 'failed' || status === 'cancelled') && (
        <Text mt="md" role="alert">
          {error?.detail} {words.failedText}
        </Text>
      )}
    </>
  );
}
