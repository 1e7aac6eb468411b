/** Settings of search by meaning, and of what is said in sound and film. */
import { setting, settings } from '@kernos/kernel/settings';
import { Type } from 'typebox';
import { modelServer, modelsWithoutServer } from './contract-settings.ts';

const fields = {
  ...modelServer,
  embeddingModel: setting(Type.String({ maxLength: 200 }), {
    env: 'EMBEDDING_MODEL',
    doc: 'Model that makes vectors of passages and questions. Without it, search goes by words alone.',
    right: 'the name of an embedding model that OPENAI_BASE_URL offers',
  }),
  rerankModel: setting(Type.String({ maxLength: 200 }), {
    env: 'RERANK_MODEL',
    doc: 'Model behind OPENAI_BASE_URL/rerank that puts the best passages in order. Without it, ranks do.',
    right: 'the name of a reranking model that OPENAI_BASE_URL offers',
  }),
  transcriptionModel: setting(Type.String({ maxLength: 200 }), {
    env: 'TRANSCRIPTION_MODEL',
    doc: 'Model that writes down what is said in sound and film. Without it, these are refused.',
    right: 'the name of a transcription model that OPENAI_BASE_URL offers',
  }),
};

export const modelSettings = settings(fields, {
  problems: ({ baseUrl, embeddingModel, rerankModel, transcriptionModel }) =>
    modelsWithoutServer(baseUrl, {
      EMBEDDING_MODEL: embeddingModel,
      RERANK_MODEL: rerankModel,
      TRANSCRIPTION_MODEL: transcriptionModel,
    }),
  read: ({ timeoutSeconds, ...values }) => ({
    ...values,
    baseUrl: values.baseUrl?.replace(/(?<!\/)\/+$/, ''),
    /** To a whole answer. */
    timeoutMs: timeoutSeconds * 1_000,
  }),
});
export type ModelSettings = ReturnType<typeof modelSettings.read>;
