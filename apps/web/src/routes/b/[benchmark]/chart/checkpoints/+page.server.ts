import { loadCheckpoints } from '../../../../../lib/server/charts/load-checkpoints.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => loadCheckpoints(event);
