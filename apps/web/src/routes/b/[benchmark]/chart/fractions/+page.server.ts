import { loadFractions } from '../../../../../lib/chart-reads/load-fractions.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => loadFractions(event);
