import { error } from '@sveltejs/kit';
import { viewBattles, withoutTexts } from '../../../../../lib/server/battle-page.ts';
import { pickPrivateFilter } from '../../../../../lib/submit/private-paths.ts';
import { visitSubmission } from '../../../../../lib/submit/visit.ts';
import { showHidden } from '../../../../../lib/text/visible-text.ts';
import type { PageServerLoad } from './$types';

/** One battle of one submission, also of a private one. */
export const load: PageServerLoad = async (event) => {
	const number = event.params.battle;
	const absent = { detail: `This submission has no battle "${showHidden(number)}".` };
	if (!/^\d{1,15}$/.test(number)) error(404, 'Not found', absent);
	const search = event.url.searchParams;
	const filter = pickPrivateFilter((name) => search.get(name));
	const { scope, found: battle } = await visitSubmission(event, async (client, id) => {
		const isFiltered = Object.keys(filter).length > 0;
		const run = isFiltered ? (await client.submissionPlace(id)).run_id : null;
		const within = { submission: id, ...(run === null ? {} : { run }) };
		return client.battle(number, isFiltered ? { ...filter, ...within } : {});
	});
	if (battle.submission_id !== scope.id) error(404, 'Not found', absent);
	const isRaw = search.get('text') === 'raw';
	const { views } = await viewBattles([battle] as const, { isRaw });
	return {
		title: `${showHidden(battle.model.name)} on ${battle.question_id}`,
		...{ scope, filter, battle: withoutTexts(battle), view: views[0], isRaw },
	};
};
