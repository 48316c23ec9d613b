import { loadCategories } from '../../../../../lib/server/charts/load-categories.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => loadCategories(event);
