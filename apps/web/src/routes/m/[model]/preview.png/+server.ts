import { askApi } from '../../../../lib/server/api.ts';
import { cacheBoard } from '../../../../lib/server/cache.ts';
import { sendPreview } from '../../../../lib/server/send-preview.ts';
import { modelCard } from '../../../../lib/preview/describe-cards.ts';
import { writeCard } from '../../../../lib/preview/write-card.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const judge = event.url.searchParams.get('judge')?.trim() || undefined;
	const model = await askApi(event, (client) =>
		client.model(event.params.model, judge === undefined ? {} : { judge }),
	);
	cacheBoard(event);
	return sendPreview(event, writeCard(modelCard(model)));
};
