/** How tools ask with a key: complete, to be copied as it is. */

export const tools = ['curl', 'javascript', 'python'] as const;
export type Tool = (typeof tools)[number];

/** What the code is written in, for colouring. */
export const languageOf: Readonly<Record<Tool, string>> = {
  curl: 'bash',
  javascript: 'javascript',
  python: 'python',
};

interface Asked {
  /** Of this system, ending with `/v1`. */
  readonly address: string;
  readonly key: string;
  readonly question: string;
}

// An apostrophe would end the text for the shell.
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

const examples: Readonly<Record<Tool, (asked: Asked) => string>> = {
  curl: ({ address, key, question }) => {
    const body = JSON.stringify({ model: 'kernos', messages: [{ role: 'user', content: question }] });
    return [
      `curl ${address}/chat/completions \\`,
      `  -H 'Authorization: Bearer ${key}' \\`,
      `  -H 'Content-Type: application/json' \\`,
      `  -d ${quoted(body)}`,
    ].join('\n');
  },
  javascript: ({ address, key, question }) =>
    [
      `import OpenAI from 'openai';`,
      '',
      'const client = new OpenAI({',
      `  baseURL: ${JSON.stringify(address)},`,
      `  apiKey: ${JSON.stringify(key)},`,
      '});',
      'const answer = await client.chat.completions.create({',
      `  model: 'kernos',`,
      `  messages: [{ role: 'user', content: ${JSON.stringify(question)} }],`,
      '});',
      'console.log(answer.choices[0].message.content);',
    ].join('\n'),
  python: ({ address, key, question }) =>
    [
      'from openai import OpenAI',
      '',
      'client = OpenAI(',
      `    base_url=${JSON.stringify(address)},`,
      `    api_key=${JSON.stringify(key)},`,
      ')',
      'answer = client.chat.completions.create(',
      '    model="kernos",',
      `    messages=[{"role": "user", "content": ${JSON.stringify(question)}}],`,
      ')',
      'print(answer.choices[0].message.content)',
    ].join('\n'),
};

export const exampleOf = (tool: Tool, asked: Asked): string => examples[tool](asked);

/** Where the OpenAI-compatible API of this system is. */
export const apiAddress = (): string => `${location.origin}/v1`;
