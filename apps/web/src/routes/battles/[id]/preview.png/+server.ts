import { error } from '@sveltejs/kit';
import { askApi } from '../../../../lib/server/api.ts';
import { cacheBoard } from '../../../../lib/server/cache.ts';
import { sendPreview } from '../../../../lib/server/send-preview.ts';
import { battleCard } from '../../../../lib/preview/describe-cards.ts';
import { writeCard } from '../../../../lib/preview/write-card.ts';
import { showHidden } from '../../../../lib/text/visible-text.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const { id } = event.params;
	if (!/^\d+$/.test(id))
		error(404, 'Not found', {
			detail: `There is no battle "${showHidden(id)}": one is named by its number.`,
		});
	const battle = await askApi(event, (client) => client.battle(id));
	cacheBoard(event);
	return sendPreview(event, writeCard(battleCard(battle)));
};
