import { loadFractions } from '../../../../../lib/server/charts/load-fractions.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => loadFractions(event);
