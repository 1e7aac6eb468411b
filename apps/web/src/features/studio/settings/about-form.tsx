import { courses } from '@kernos/services/learning/courses/contract';
import { Box, NumberInput, Switch, Textarea, TextInput, Title } from '@mantine/core';
import { ask } from '../../../app/api.ts';
import { FormBody } from '../../../patterns/form-body.tsx';
import { useCallForm } from '../../../patterns/use-call-form.ts';
import type { Draft } from '../outline/moves.ts';
import { useStudioWords } from '../studio-words.ts';
import { AudienceChoice } from './audience-choice.tsx';

const aboutOf = ({ title, summary, capacity, waitlist, audience }: Draft) => ({
  title,
  summary,
  capacity,
  waitlist,
  audience,
});

/** Title, summary, seats, who reads it: they take effect at once, for learners too. */
export function AboutForm({ course }: { course: Draft }) {
  const words = useStudioWords().settings;
  const { id: courseId, version } = course;
  const form = useCallForm(courses.calls.update, {
    values: aboutOf(course),
    versioned: {
      version,
      of: { courseId },
      latest: async () => {
        const now = await ask(courses.calls.get, { courseId });
        return { version: now.version, values: aboutOf(now) };
      },
    },
    said: words.saved,
    refreshes: [courses.calls.get, courses.calls.list],
  });
  const capacity = form.field('capacity');
  return (
    <Box component="section" maw={560}>
      <Title order={2} size="h3" mb="md">
        {words.about}
      </Title>
      <FormBody
        form={form}
        submit={words.save}
        names={{
          title: words.title,
          summary: words.summary,
          capacity: words.capacity,
          waitlist: words.waitlist,
          audience: words.audience,
        }}
      >
        <TextInput label={words.title} {...form.field('title')} />
        <Textarea
          label={words.summary}
          description={words.summaryHint}
          autosize
          minRows={3}
          {...form.field('summary')}
        />
        <NumberInput
          label={words.capacity}
          description={words.capacityHint}
          maw={220}
          {...capacity}
          value={capacity.value ?? ''}
          onChange={(value) => form.set({ capacity: value === '' ? null : Number(value) })}
        />
        <Switch label={words.waitlist} description={words.waitlistHint} {...form.box('waitlist')} />
        <AudienceChoice field={form.plain('audience')} />
      </FormBody>
    </Box>
  );
}
