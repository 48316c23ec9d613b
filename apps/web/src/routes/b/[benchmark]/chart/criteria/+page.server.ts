import { loadCriteria } from '../../../../../lib/server/charts/load-criteria.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => loadCriteria(event);
