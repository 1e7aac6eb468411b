/** The words of API keys. */

export const en = {
  lead: 'Editors, scripts and every other tool that speaks OpenAI’s protocol can ask your organization’s knowledge with a key. It reads what you may read, no more.',
  create: 'Make a key',
  list: 'Your keys',
  none: 'No keys yet',
  noneText:
    'With a key, a tool asks as you do here: from your courses and documents, each sentence with its source. Make one for each tool, so that you can revoke it alone.',
  begins: (prefix: string) => `${prefix}…`,
  made: 'made',
  used: 'last used',
  unused: 'never used',
  ends: 'ends',
  ended: 'Ended',
  revoke: 'Revoke',
  revokeOf: (name: string) => `Revoke ${name}`,
  revokeTitle: (name: string) => `Revoke “${name}”?`,
  revokeText: 'Whatever uses this key can ask nothing any more, at once. This cannot be undone.',
  revokeSure: 'Revoke key',
  keep: 'Keep it',
  revoked: (name: string) => `“${name}” is revoked.`,
  form: {
    title: 'Make a key',
    name: 'Name',
    nameHint: 'What will use it, such as “Editor on my laptop”',
    ends: 'Ends',
    after: {
      never: 'Never, until you revoke it',
      '30': 'After 30 days',
      '90': 'After 90 days',
      '365': 'After a year',
    },
    submit: 'Make key',
  },
  secret: {
    title: 'Your new key',
    text: 'Copy it now: it is shown this once. Whoever has it reads what you may read.',
    kept: 'I have kept it',
  },
  use: {
    title: 'How to use a key',
    text: 'Tools that let you choose the address of OpenAI’s API take this one:',
    address: 'Address',
    model: 'As the model name “kernos”, or one of the others that the address lists under /models.',
    tools: 'Example for',
    tool: { curl: 'curl', javascript: 'JavaScript', python: 'Python' },
    client: {
      curl: 'Any shell will do.',
      javascript: 'With the official client: npm install openai',
      python: 'With the official client: pip install openai',
    },
    placeholder: 'your-key',
    question: 'How do I begin?',
  },
};
export type KeyWords = typeof en;
