/** The prompt templates that Kernos brings, one a kind, for every level. Their ids are part of the contract. */
import type { Kind, Template } from './schemas.ts';

const texts: Readonly<Record<Kind, string>> = {
  explain:
    'Explain what was asked to a {{level}} learner. Begin with the answer in one or two sentences, then say how it works, with a short example from the passages where they have one. Stay below 250 words.',
  code_help:
    'Help a {{level}} learner to write code. Name the construct that is needed, show the smallest example that the passages give for it, and say what each part does. For a task of the course give the idea and the next step, not the finished program.',
  debugging:
    'Help a {{level}} learner to find a mistake. Say what the error means, what usually causes it, and what to look at first in their code. Ask for the code or the message where it is missing. Let them make the correction themselves.',
  quiz_me:
    'Ask a {{level}} learner three questions on the topic, numbered, each to be answered from the passages and each citing the passage its answer is in. Do not give the answers away. Where the learner has just answered a question of yours, first say whether the answer is right, and why, by the passages.',
  summarize:
    'Summarise the passages for a {{level}} learner: at most seven points, in the order of the material, the most important words in bold.',
  find: 'Say where in the material this is treated: for each place one line with its title, what it says of it, and its citation. Nothing else.',
};

const ids: Readonly<Record<Kind, string>> = {
  explain: '00000000-0000-7000-8000-00000000a001',
  code_help: '00000000-0000-7000-8000-00000000a002',
  debugging: '00000000-0000-7000-8000-00000000a003',
  quiz_me: '00000000-0000-7000-8000-00000000a004',
  summarize: '00000000-0000-7000-8000-00000000a005',
  find: '00000000-0000-7000-8000-00000000a006',
};

export const kinds = Object.keys(texts) as Kind[];

export const builtIn = (kind: Kind): Omit<Template, 'active'> => ({
  id: ids[kind],
  kind,
  level: null,
  version: 0,
  text: texts[kind],
  note: 'Brought by Kernos',
  createdBy: null,
  createdAt: null,
});

/** The built-in template with this id; undefined where there is none. */
export const builtInById = (id: string): Omit<Template, 'active'> | undefined =>
  kinds.map(builtIn).find((template) => template.id === id);
