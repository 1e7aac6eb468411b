import { Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Soft } from '../../../components/soft.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { When } from '../../../components/when.tsx';
import styles from './admin.module.css';
import { useAdminWords } from './admin-words.ts';
import type { Template } from './template-data.ts';

/** The versions there are, newest first; the one that is shown is marked, and so is the one that answers. */
export function VersionList({ versions, shown }: { versions: readonly Template[]; shown: Template }) {
  const words = useAdminWords().instructions;
  return (
    <nav aria-label={words.versions} className={styles.versionList}>
      <Title order={2} size="h4">
        {words.versions}
      </Title>
      {versions.length === 0 && (
        <Soft>
          {words.noLevel} {words.startFrom}
        </Soft>
      )}
      <ul>
        {versions.map(({ id, version, level, active, note, createdAt }) => (
          <li key={id}>
            <Link
              from="/assistant/instructions/$kind"
              to="/assistant/instructions/$kind"
              search={{ ...(level && { level }), version }}
              replace
              resetScroll={false}
              className={styles.version}
              activeProps={{}}
              aria-current={id === shown.id ? 'true' : undefined}
            >
              <span className={styles.versionName}>
                {words.version(version)}
                {active && <StateMark tone="good">{words.active}</StateMark>}
              </span>
              {version > 0 && note && <span>{note}</span>}
              {createdAt && (
                <span className={styles.soft}>
                  <When at={createdAt} />
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
