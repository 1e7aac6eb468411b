/** Knowledge, wired. */
import { service } from '@kernos/kernel/service';
import { knowledge } from './contract.ts';
import { addAddress, retryDocument, upload } from './documents/add.ts';
import { removeDocument, updateDocument } from './documents/change.ts';
import { document, documents, documentText, index, sources } from './documents/lists.ts';
import { collectionSubscriptions, courseIndexing } from './pipeline/index-course.ts';
import { documentIndexing } from './pipeline/index-document.ts';
import { passage, passages, readable, retrieve, search, titles, version } from './search/calls.ts';
import { modelSettings } from './settings.ts';
import { addSite, refreshSite, removeSite, sites } from './sites/calls.ts';
import { siteReading } from './sites/crawl.ts';
import { analyseAnew, embedMissing, refresh, refreshing, reindex, renewing } from './upkeep.ts';

export const knowledgeService = service(knowledge, {
  settings: modelSettings,
  migrations: new URL('./migrations/', import.meta.url),
  calls: [
    ...[search, retrieve, passages, readable, version, passage, titles],
    ...[upload, addAddress, documents, document, documentText, updateDocument, retryDocument, removeDocument],
    ...[addSite, sites, refreshSite, removeSite],
    ...[sources, index, reindex],
  ],
  onDeclared: collectionSubscriptions,
  tasks: [refresh, embedMissing, analyseAnew],
  workflows: [courseIndexing, documentIndexing, siteReading],
  schedules: { refreshing, renewing },
});
