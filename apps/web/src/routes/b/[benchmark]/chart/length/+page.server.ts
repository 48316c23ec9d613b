import { loadLength } from '../../../../../lib/chart-reads/load-length.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => loadLength(event);
