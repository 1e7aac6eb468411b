/** The pages of the learning wing. */
import { walk } from './walk.fixture.ts';

walk('learning');
