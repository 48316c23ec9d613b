import { askApi } from '../../lib/server/api.ts';
import { cacheBoard } from '../../lib/server/cache.ts';
import { sendPreview } from '../../lib/server/send-preview.ts';
import { homeCard } from '../../lib/preview/describe-cards.ts';
import { writeCard } from '../../lib/preview/write-card.ts';
import type { RequestHandler } from './$types';

/** The image of the home page: its first boards, each with its first model. */
export const GET: RequestHandler = async (event) => {
	const { items } = await askApi(event, (client) => client.overview({ limit: 1 }));
	cacheBoard(event);
	return sendPreview(event, writeCard(homeCard(items)));
};
