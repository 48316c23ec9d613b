import { loadLength } from '../../../../../lib/server/charts/load-length.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => loadLength(event);
