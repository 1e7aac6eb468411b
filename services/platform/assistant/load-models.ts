import type { Context } from '@kernos/kernel/context';
import { Models } from './models.ts';

/** The models of the running system, with what is known of how they do. */
export const loadModels = async ({ settings }: Context): Promise<Models> => new Models(settings.models);
