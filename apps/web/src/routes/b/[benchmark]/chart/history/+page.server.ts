import { loadHistory } from '../../../../../lib/server/charts/load-history.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => loadHistory(event);
