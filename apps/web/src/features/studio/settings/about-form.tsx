import { KernosError } from '@kernos/kernel/errors';
import { courses } from '@kernos/services/learning/courses/contract';
import {
  Alert,
  Button,
  Group,
  NumberInput,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Users } from 'lucide-react';
import { useState } from 'react';
import { ask, queryClient, refresh } from '../../../app/api.ts';
import { Failure } from '../../../components/failure.tsx';
import { Form } from '../../../components/form.tsx';
import { say } from '../../../components/undo.tsx';
import { fieldErrors } from '../../../language/problems.ts';
import { draftQuery } from '../draft.ts';
import type { Draft } from '../outline/moves.ts';
import { useStudioWords } from '../studio-words.ts';
import styles from './settings.module.css';

interface About {
  readonly title: string;
  readonly summary: string;
  readonly capacity: number | null;
  readonly waitlist: boolean;
}
const aboutOf = ({ title, summary, capacity, waitlist }: About): About => ({
  title,
  summary,
  capacity,
  waitlist,
});
const fields = ['title', 'summary', 'capacity', 'waitlist'] as const;
const differing = (a: About, b: About) => fields.filter((name) => a[name] !== b[name]);

/** Title, summary, seats: they take effect at once, for learners too. */
export function AboutForm({ course }: { course: Draft }) {
  const words = useStudioWords().settings;
  /** What stands in the form began as this. */
  const [base, setBase] = useState({ ...aboutOf(course), version: course.version });
  const [about, setAbout] = useState<About>(() => aboutOf(course));
  const change = (changed: Partial<About>) => setAbout((before) => ({ ...before, ...changed }));
  const take = (now: Draft, text: About) => {
    queryClient.setQueryData(draftQuery(course.id).queryKey, now);
    setBase({ ...aboutOf(now), version: now.version });
    setAbout(text);
  };
  const save = useSave(course.id, take);
  const wrong = fieldErrors(save.error);
  const changed = differing(about, base);
  // What somebody else changed shows here as long as nothing is being written.
  if (changed.length === 0 && course.version > base.version) {
    setBase({ ...aboutOf(course), version: course.version });
    setAbout(aboutOf(course));
  }
  return (
    <Form className={styles.form} onSubmit={() => save.mutate({ about, base })}>
      <Stack>
        <Title order={2} size="h3">
          {words.about}
        </Title>
        <TextInput
          label={words.title}
          maxLength={200}
          required
          withAsterisk={false}
          value={about.title}
          error={wrong.title}
          onChange={({ currentTarget }) => change({ title: currentTarget.value })}
        />
        <Textarea
          label={words.summary}
          description={words.summaryHint}
          autosize
          minRows={3}
          maxLength={2_000}
          value={about.summary}
          error={wrong.summary}
          onChange={({ currentTarget }) => change({ summary: currentTarget.value })}
        />
        <NumberInput
          label={words.capacity}
          description={words.capacityHint}
          allowDecimal={false}
          min={1}
          max={1_000_000}
          maw={220}
          value={about.capacity ?? ''}
          error={wrong.capacity}
          onChange={(value) => change({ capacity: value === '' ? null : Number(value) })}
        />
        <Switch
          label={words.waitlist}
          description={words.waitlistHint}
          checked={about.waitlist}
          onChange={({ currentTarget }) => change({ waitlist: currentTarget.checked })}
        />
        {save.data?.theirs && (
          <Choice theirs={save.data.theirs} mine={about} base={base} take={take} save={save.mutate} />
        )}
        {save.error && <Failure error={save.error} />}
        {!save.data?.theirs && (
          <Group>
            <Button type="submit" loading={save.isPending} disabled={changed.length === 0}>
              {words.save}
            </Button>
            {changed.length > 0 && (
              <Button variant="subtle" color="gray" onClick={() => setAbout(base)}>
                {words.discard}
              </Button>
            )}
          </Group>
        )}
      </Stack>
    </Form>
  );
}

type Based = About & { readonly version: number };
interface Outcome {
  readonly saved: boolean;
  /** What somebody else changed in the same fields meanwhile. */
  readonly theirs: Draft | null;
}

function useSave(courseId: string, take: (now: Draft, text: About) => void) {
  const words = useStudioWords().settings;
  return useMutation({
    mutationFn: async ({ about, base }: { about: About; base: Based }): Promise<Outcome> => {
      const mine = differing(about, base);
      const changed = Object.fromEntries(mine.map((name) => [name, about[name]])) as Partial<About>;
      let { version } = base;
      for (;;) {
        try {
          await ask(courses.calls.update, { courseId, ...changed, ifMatch: version });
        } catch (error) {
          if (!(error instanceof KernosError && error.currentVersion !== undefined)) throw error;
          // Its lessons count too: only these fields make a conflict.
          const now = await ask(courses.calls.get, { courseId });
          if (mine.some((name) => now[name] !== base[name] && now[name] !== about[name]))
            return { saved: false, theirs: now };
          version = now.version;
          continue;
        }
        const now = await ask(courses.calls.get, { courseId });
        take(now, aboutOf(now));
        return { saved: true, theirs: null };
      }
    },
    onSuccess: ({ saved }) => {
      if (!saved) return;
      say(words.saved);
      void refresh(courses.calls.list);
    },
  });
}

function Choice({
  theirs,
  mine,
  base,
  take,
  save,
}: {
  theirs: Draft;
  mine: About;
  base: Based;
  take: (now: Draft, text: About) => void;
  save: (change: { about: About; base: Based }) => void;
}) {
  const words = useStudioWords().settings;
  const clashing = differing(mine, base).filter((name) => theirs[name] !== base[name]);
  const said = (about: About, name: (typeof fields)[number]) => words.value(about[name]);
  return (
    <Alert color="red" variant="light" icon={<Users size={18} />} role="alert" title={words.conflict}>
      <dl className={styles.clashes}>
        {clashing.map((name) => (
          <div key={name}>
            <dt>{words[name]}</dt>
            <dd>
              <Text span size="sm" c="dimmed">
                {words.mine}
              </Text>
              {said(mine, name)}
            </dd>
            <dd>
              <Text span size="sm" c="dimmed">
                {words.theirs}
              </Text>
              {said(theirs, name)}
            </dd>
          </div>
        ))}
      </dl>
      <Group mt="md">
        <Button
          size="xs"
          onClick={() => save({ about: mine, base: { ...aboutOf(theirs), version: theirs.version } })}
        >
          {words.keepMine}
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            // What only this window changed stays in the form.
            const rest = Object.fromEntries(
              differing(mine, base)
                .filter((name) => !clashing.includes(name))
                .map((name) => [name, mine[name]]),
            );
            const text = { ...aboutOf(theirs), ...rest };
            take(theirs, text);
            save({ about: text, base: { ...aboutOf(theirs), version: theirs.version } });
          }}
        >
          {words.takeTheirs}
        </Button>
      </Group>
    </Alert>
  );
}
