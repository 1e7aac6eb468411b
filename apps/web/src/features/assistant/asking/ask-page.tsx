import { Box, Button, Drawer, Group } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate, useParams } from '@tanstack/react-router';
import { MessageCircleOff, MessagesSquare, Plus } from 'lucide-react';
import { useState } from 'react';
import { EmptyPage } from '../../../components/empty.tsx';
import { ButtonLink } from '../../../components/link.tsx';
import { isMissing } from '../../../components/missing.tsx';
import { useTabTitle } from '../../../components/page.tsx';
import { useAssistantWords } from '../assistant-words.ts';
import { ChatStatus, Turns } from '../reading/turns.tsx';
import { conversationQuery } from './answer-data.ts';
import styles from './ask.module.css';
import { Composer } from './composer.tsx';
import { ConversationList } from './conversation-list.tsx';
import { CourseChoice } from './course-choice.tsx';
import { ModeNote } from './mode-note.tsx';
import { Suggestions } from './suggestions.tsx';
import { useChat } from './use-chat.ts';

const route = getRouteApi('/in/ask');

export function AskPage() {
  const { conversationId } = useParams({ strict: false });
  const wide = useMediaQuery('(min-width: 62em)', undefined, { getInitialValueInEffect: false });
  const [begun, setBegun] = useState<string>();
  const [talk, setTalk] = useState({ at: conversationId, number: 0 });
  if (talk.at !== conversationId) {
    // The first question made a conversation of this talk: it goes on, and whoever is writing too.
    const goesOn = talk.at === undefined && conversationId === begun;
    setTalk({ at: conversationId, number: talk.number + (goesOn ? 0 : 1) });
  }
  return (
    <div className={styles.ask}>
      {wide && (
        <aside className={styles.list}>
          <ConversationList open={conversationId} />
        </aside>
      )}
      <Talk key={talk.number} conversationId={conversationId} wide={wide} onBegun={setBegun} />
    </div>
  );
}

function Talk({
  conversationId,
  wide,
  onBegun,
}: {
  conversationId: string | undefined;
  wide: boolean;
  onBegun: (conversationId: string) => void;
}) {
  const words = useAssistantWords();
  const { course } = route.useSearch();
  const navigate = useNavigate();
  const known = useQuery({
    ...conversationQuery(conversationId ?? ''),
    enabled: conversationId !== undefined,
  });
  useTabTitle(known.data?.title ?? words.title);
  const courseId = known.data?.courseId ?? course;
  const chat = useChat({ name: 'page', courseId }, conversationId, (id) => {
    // Whoever went elsewhere meanwhile stays there.
    if (location.pathname !== '/ask') return;
    onBegun(id);
    void navigate({
      to: '/ask/$conversationId',
      params: { conversationId: id },
      search: true,
      replace: true,
      state: { stays: true },
    });
  });
  if (isMissing(known.error)) return <Missing />;
  const begun = conversationId !== undefined || chat.run !== undefined;
  return (
    <section className={styles.talk} aria-label={words.title}>
      {!wide && <PhoneHead open={conversationId} />}
      <h1 className="sr-only">{known.data?.title ?? words.title}</h1>
      <Box flex={1}>
        {begun ? <Turns chat={chat} /> : <Suggestions courseId={courseId} ask={chat.send} />}
      </Box>
      <ChatStatus chat={chat} />
      <div className={styles.foot}>
        <Composer
          running={chat.running}
          autoFocus={wide && !begun}
          above={!begun && <CourseChoice courseId={course} />}
          onSend={(question, kind) => chat.send(question, { kind })}
          onStop={chat.stop}
        />
        <ModeNote />
      </div>
    </section>
  );
}

function PhoneHead({ open }: { open: string | undefined }) {
  const words = useAssistantWords();
  const [opened, drawer] = useDisclosure(false);
  return (
    <Group justify="space-between" m="-12px -12px 12px">
      <Button
        variant="subtle"
        color="gray"
        c="var(--ink)"
        leftSection={<MessagesSquare size={17} />}
        onClick={drawer.open}
      >
        {words.conversations.title}
      </Button>
      {open && (
        <ButtonLink to="/ask" variant="subtle" color="gray" c="var(--ink)" leftSection={<Plus size={17} />}>
          {words.conversations.start}
        </ButtonLink>
      )}
      <Drawer
        opened={opened}
        onClose={drawer.close}
        size="84%"
        title={words.conversations.title}
        closeButtonProps={{ 'aria-label': words.panel.close }}
      >
        <ConversationList open={open} onChosen={drawer.close} />
      </Drawer>
    </Group>
  );
}

function Missing() {
  const words = useAssistantWords().conversations;
  return (
    <section className={styles.talk}>
      <EmptyPage
        icon={MessageCircleOff}
        title={words.missingTitle}
        action={
          <ButtonLink to="/ask" variant="default">
            {words.start}
          </ButtonLink>
        }
        text={words.missingText}
      />
    </section>
  );
}
