import { countOutcomes, isOutcome, readOutcome } from '../../../../lib/battle/outcome-counts.ts';
import { askApi } from '../../../../lib/server/api.ts';
import { cacheBoard } from '../../../../lib/server/cache.ts';
import { renderText } from '../../../../lib/server/text/render-text.ts';
import type { PageServerLoad } from './$types';

const MOST_BATTLES = 200;

export const load: PageServerLoad = async (event) => {
	const { benchmark, question: id } = event.params;
	const outcome = readOutcome(event.url.searchParams.get('outcome'));
	const judge = event.url.searchParams.get('judge')?.trim() || undefined;
	const scope = { benchmark, question: id, ...(judge === undefined ? {} : { judge }) };
	const [found, known, all] = await askApi(event, (client) =>
		Promise.all([
			client.question(benchmark, id),
			client.benchmark(benchmark),
			client.battles({ ...scope, limit: MOST_BATTLES }),
		]),
	);
	const isWhole = all.next_cursor === null;
	const shown =
		outcome === undefined || isWhole
			? all
			: await askApi(event, (client) => client.battles({ ...scope, outcome, limit: MOST_BATTLES }));
	cacheBoard(event);
	const { messages, reference, ...question } = found;
	return {
		title: `Question ${id}`,
		question,
		messages: messages.map(({ role, content }) => ({ role, html: renderText(content) })),
		reference: reference === null ? undefined : renderText(reference),
		outcome,
		judge,
		judges: known.judges,
		counts: isWhole ? countOutcomes(all.items) : undefined,
		total: all.items.length,
		hasBattles: all.items.length > 0,
		battles: shown.items.filter((battle) => outcome === undefined || isOutcome(battle, outcome)),
		filter: { ...scope, ...(outcome === undefined ? {} : { outcome }) },
		hasMore: shown.next_cursor !== null,
	};
};
