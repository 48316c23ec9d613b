import { loadRadar } from '../../../../../lib/chart-reads/load-radar.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => loadRadar(event);
