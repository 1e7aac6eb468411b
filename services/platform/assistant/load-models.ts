import type { Context } from '@kernos/kernel/context';
import { Models } from './models.ts';
import { modelSettings } from './settings.ts';

/** The models of the running system, with what is known of how they do. */
export const loadModels = async (ctx: Context): Promise<Models> => new Models(ctx.settingsOf(modelSettings));
