import { loadCriteria } from '../../../../../lib/chart-reads/load-criteria.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => loadCriteria(event);
