import { loadCheckpoints } from '../../../../../lib/chart-reads/load-checkpoints.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => loadCheckpoints(event);
