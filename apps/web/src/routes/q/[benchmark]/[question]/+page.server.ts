import { askApi } from '../../../../lib/server/api.ts';
import { cacheBoard } from '../../../../lib/server/cache.ts';
import { renderText } from '../../../../lib/server/text/render-text.ts';
import type { PageServerLoad } from './$types';

const MOST_BATTLES = 200;

export const load: PageServerLoad = async (event) => {
	const { benchmark, question: id } = event.params;
	const [found, battles] = await askApi(event, (client) =>
		Promise.all([
			client.question(benchmark, id),
			client.battles({ benchmark, question: id, limit: MOST_BATTLES }),
		]),
	);
	cacheBoard(event);
	const { messages, reference, ...question } = found;
	return {
		title: `Question ${id}`,
		question,
		messages: messages.map(({ role, content }) => ({ role, html: renderText(content) })),
		reference: reference === null ? undefined : renderText(reference),
		battles: battles.items,
		hasMore: battles.next_cursor !== null,
	};
};
