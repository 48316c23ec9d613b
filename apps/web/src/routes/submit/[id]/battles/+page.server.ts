import { pickPrivateFilter } from '../../../../lib/submit/private-paths.ts';
import { visitSubmission } from '../../../../lib/submit/visit.ts';
import type { PageServerLoad } from './$types';

const PAGE_SIZE = 50;

/** The battles of one submission, also of a private one; what it lost most first, where only losses are asked for. */
export const load: PageServerLoad = async (event) => {
	const search = event.url.searchParams;
	const filter = pickPrivateFilter((name) => search.get(name));
	const cursor = search.get('cursor');
	const isWorst = filter.outcome === 'loss';
	const { scope, found } = await visitSubmission(event, async (client, id) => {
		const { submission, run_id: run, standing } = await client.submissionPlace(id);
		const battles = await client.battles({
			...{ ...filter, submission: id, limit: isWorst ? MOST_WORST : PAGE_SIZE },
			...(run === null ? {} : { run }),
			...(isWorst ? { order: 'worst' as const } : cursor ? { cursor } : {}),
		});
		return { submission, row: standing?.row, battles };
	});
	const { submission, row, battles } = found;
	return {
		title: `Battles of ${submission.model.name}`,
		...{ scope, filter, submission, battles: battles.items, next: battles.next_cursor },
		isFirst: cursor === null,
		isCut: isWorst && battles.items.length === MOST_WORST,
		counts: row && { win: row.wins, tie: row.ties, loss: row.losses, unscored: row.unscored },
	};
};

const MOST_WORST = 200;
