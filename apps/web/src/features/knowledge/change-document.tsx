import { knowledge } from '@kernos/services/platform/knowledge/contract';
import { TextInput } from '@mantine/core';
import { FormDialog } from '../../patterns/form-dialog.tsx';
import { useCallForm } from '../../patterns/use-call-form.ts';
import type { StoredDocument } from './data.ts';
import { useKnowledgeWords } from './knowledge-words.ts';
import { PlacementChoice } from './placement.tsx';

/** Changes what a document is called, and who may find it. */
export function ChangeDocument({ document, close }: { document: StoredDocument; close: () => void }) {
  const words = useKnowledgeWords();
  const { id: documentId, title, courseId, visibility } = document;
  const form = useCallForm(knowledge.calls.updateDocument, {
    values: { title, courseId: courseId ?? '', visibility },
    input: ({ courseId, ...values }) => ({ documentId, ...values, courseId: courseId || null }),
    onDone: close,
    said: words.change.done,
    refreshes: [knowledge.calls.documents, knowledge.calls.search],
  });
  return (
    <FormDialog
      close={close}
      title={words.change.title(title)}
      lead={words.change.text}
      form={form}
      submit={words.change.save}
    >
      <TextInput label={words.change.name} data-autofocus {...form.field('title')} />
      <PlacementChoice
        placement={form.values}
        choose={(placement) => {
          form.plain('courseId').onChange(placement.courseId);
          form.plain('visibility').onChange(placement.visibility);
        }}
      />
    </FormDialog>
  );
}
