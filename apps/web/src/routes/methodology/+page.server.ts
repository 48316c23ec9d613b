import methodology from '../../../../../docs/methodology.md?raw';
import { cacheRecord } from '../../lib/server/cache.ts';
import { renderDocument } from '../../lib/server/text/render-text.ts';
import type { PageServerLoad } from './$types';

const TITLE = /^# .*\n/;

export const load: PageServerLoad = (event) => {
	cacheRecord(event);
	return { title: 'Methodology', ...renderDocument(methodology.replace(TITLE, '')) };
};
