import { error } from '@sveltejs/kit';
import { readChoice } from '../../../lib/compare/compare-choice.ts';
import { askApi } from '../../../lib/server/api.ts';
import { cacheBoard } from '../../../lib/server/cache.ts';
import { sendPreview } from '../../../lib/server/send-preview.ts';
import { comparisonCard } from '../../../lib/preview/describe-cards.ts';
import { writeCard } from '../../../lib/preview/write-card.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const { benchmark, models, slice } = readChoice(event.url.searchParams);
	if (benchmark === undefined || models.length < 2)
		error(404, 'Not found', {
			detail: 'An image of a comparison needs its benchmark and its models: ?b=SLUG&models=A,B',
		});
	const comparison = await askApi(event, (client) =>
		client.comparison(benchmark, { ...slice, models }),
	);
	cacheBoard(event);
	return sendPreview(event, writeCard(comparisonCard(comparison)));
};
