import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import type { Files } from '../ports/files.ts';
import type { Store } from '../store/store.ts';
import { localFiles } from './local-files.ts';
import { postgresFiles } from './postgres-files.ts';

/** The engine behind `Files` that the settings name. */
export const openFiles = ({ files, dataDir }: Pick<Config, 'files' | 'dataDir'>, store: Store): Files =>
  files === 'postgres' ? postgresFiles(store) : localFiles(join(dataDir, 'files'));
