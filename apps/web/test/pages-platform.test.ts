/** The pages of the platform, which every wing shares. */
import { walk } from './walk.fixture.ts';

walk('platform');
