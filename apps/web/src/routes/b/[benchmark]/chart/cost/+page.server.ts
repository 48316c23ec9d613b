import { loadFrontier } from '../../../../../lib/server/load-frontier.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => loadFrontier(event, 'cost');
