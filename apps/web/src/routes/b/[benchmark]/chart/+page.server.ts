import { loadScores } from '../../../../lib/chart-reads/load-scores.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => loadScores(event);
