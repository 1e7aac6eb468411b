import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { Soft } from '../../../components/soft.tsx';
import { CodeBlock } from '../reading/code-block.tsx';
import { apiAddress, exampleOf, languageOf, type Tool, tools } from './examples.ts';
import styles from './keys.module.css';
import { useKeyWords } from './keys-words.ts';

/** The same question in each tool, with the key where there is one to show. */
export function KeyExamples({ apiKey }: { apiKey?: string }) {
  const words = useKeyWords().use;
  const [tool, setTool] = useState<Tool>('curl');
  const asked = {
    address: apiAddress(),
    key: apiKey ?? words.placeholder,
    question: words.question,
  };
  return (
    <div className={styles.examples}>
      <SegmentedControl
        aria-label={words.tools}
        data={tools.map((value) => ({ value, label: words.tool[value] }))}
        value={tool}
        onChange={(chosen) => setTool(tools.find((one) => one === chosen) ?? 'curl')}
      />
      <Soft>{words.client[tool]}</Soft>
      <CodeBlock text={exampleOf(tool, asked)} language={languageOf[tool]} complete />
    </div>
  );
}
