import { schedule, service } from '@kernos/kernel/service';
import { identity } from '../identity/contract.ts';
import { knowledge } from '../knowledge/contract.ts';
import { answerEvents, feedback, giveFeedback, oneAnswer, stop, withdrawFeedback } from './answers.ts';
import { ask } from './ask.ts';
import { setBudget, usage } from './budgets.ts';
import { chatCompletions, models } from './chat-completions.ts';
import { evaluate, evaluation, evaluations, previewTemplates } from './compare-templates.ts';
import { assistant } from './contract.ts';
import {
  answers,
  conversation,
  conversations,
  deleteConversation,
  exportConversation,
  renameConversation,
} from './conversations.ts';
import { evaluating } from './evaluate.ts';
import { authenticateKey, createKey, forgetKeys, keys, revokeKey } from './keys.ts';
import { modelSettings } from './settings.ts';
import { status } from './status.ts';
import { sweep } from './sweep.ts';
import { activateTemplate, addTemplate, deactivateTemplate, templates } from './templates.ts';
import { why } from './why.ts';

export const assistantService = service(assistant, {
  settings: modelSettings,
  needs: [knowledge, identity],
  migrations: new URL('./migrations/', import.meta.url),
  authenticateKey,
  calls: [
    status,
    ask,
    oneAnswer,
    answerEvents,
    stop,
    why,
    giveFeedback,
    withdrawFeedback,
    conversations,
    conversation,
    answers,
    renameConversation,
    deleteConversation,
    exportConversation,
    usage,
    setBudget,
    feedback,
    templates,
    addTemplate,
    activateTemplate,
    deactivateTemplate,
    previewTemplates,
    evaluate,
    evaluations,
    evaluation,
    createKey,
    keys,
    revokeKey,
    chatCompletions,
    models,
  ],
  on: [forgetKeys],
  workflows: [evaluating],
  schedules: { sweep: schedule(assistant, '* * * * *', sweep) },
});
