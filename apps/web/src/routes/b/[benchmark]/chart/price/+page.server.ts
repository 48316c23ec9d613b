import { loadPrice } from '../../../../../lib/chart-reads/load-price.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => loadPrice(event);
