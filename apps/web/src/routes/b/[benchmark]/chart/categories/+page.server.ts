import { loadCategories } from '../../../../../lib/chart-reads/load-categories.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => loadCategories(event);
