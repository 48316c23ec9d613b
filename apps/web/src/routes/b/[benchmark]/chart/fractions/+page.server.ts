import { readSlice } from '../../../../../lib/board/slice.ts';
import { askApi } from '../../../../../lib/server/api.ts';
import { cacheBoard } from '../../../../../lib/server/cache.ts';
import { chartHead } from '../../../../../lib/chart/chart-head.ts';
import type { PageServerLoad } from './$types';

const SIZES = [10, 20, 40] as const;
const USUAL = 20;

export const load: PageServerLoad = async (event) => {
	const { benchmark } = event.params;
	const search = event.url.searchParams;
	const size = SIZES.find((one) => String(one) === search.get('top')) ?? USUAL;
	const fractions = await askApi(event, (client) =>
		client.winFractions(benchmark, { ...readSlice(search), limit: size }),
	);
	cacheBoard(event);
	const head = chartHead({ benchmark, search }, fractions, 'fractions');
	return { title: head.title, head, fractions, size, sizes: SIZES };
};
