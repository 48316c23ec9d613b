import { loadScores } from '../../../../lib/server/charts/load-scores.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => loadScores(event);
