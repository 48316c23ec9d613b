import { loadHistory } from '../../../../../lib/chart-reads/load-history.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => loadHistory(event);
