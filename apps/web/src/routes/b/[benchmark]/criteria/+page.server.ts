import { viewCriteria } from '../../../../lib/criteria/criteria-view.ts';
import { askApi } from '../../../../lib/server/api.ts';
import { findFresh } from '../../../../lib/server/board-page.ts';
import { cacheBoard } from '../../../../lib/server/cache.ts';
import { showHidden } from '../../../../lib/text/visible-text.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { benchmark } = event.params;
	const { searchParams } = event.url;
	const judge = searchParams.get('judge')?.trim();
	const read = await askApi(event, async (client) => {
		try {
			return { found: await client.criteria(benchmark, judge ? { judge } : {}) };
		} catch (cause) {
			return { fresh: await findFresh(client, benchmark, cause) };
		}
	});
	cacheBoard(event);
	if (read.fresh) return { title: showHidden(read.fresh.name), fresh: read.fresh };
	return {
		title: `Criteria of ${showHidden(read.found.benchmark.name)}`,
		view: viewCriteria(benchmark, searchParams, read.found),
	};
};
