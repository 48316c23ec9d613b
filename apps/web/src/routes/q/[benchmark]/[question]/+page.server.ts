import { countOutcomes, isOutcome, readOutcome } from '../../../../lib/battle/outcome-counts.ts';
import { askApi } from '../../../../lib/server/api.ts';
import { cacheBoard, cacheNowhere } from '../../../../lib/server/cache.ts';
import { cutTexts } from '../../../../lib/server/text/page-texts.ts';
import { showTexts } from '../../../../lib/server/text/show-texts.ts';
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
	const { messages, reference, ...question } = found;
	const texts = [...messages.map(({ content }) => content), reference ?? ''];
	const { htmls, isBusy } = await showTexts({ texts: cutTexts(texts), compared: [] });
	if (isBusy) cacheNowhere(event);
	else cacheBoard(event);
	return {
		title: `Question ${id}`,
		question,
		messages: messages.flatMap(({ role }, at) => {
			const html = htmls[at];
			return html === undefined ? [] : [{ role, html }];
		}),
		reference: reference === null ? undefined : htmls.at(-1),
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
