import { loadRadar } from '../../../../../lib/server/charts/load-radar.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => loadRadar(event);
