import { error } from '@sveltejs/kit';
import { askApi } from '../../../../../lib/server/api.ts';
import { viewBattles, withoutTexts } from '../../../../../lib/server/battle-page.ts';
import { cacheBoard, cacheNowhere } from '../../../../../lib/server/cache.ts';
import { showHidden } from '../../../../../lib/text/visible-text.ts';
import type { PageServerLoad } from './$types';

const NUMBER = /^\d{1,15}$/;

export const load: PageServerLoad = async (event) => {
	const [from, to] = ['from', 'to'].map((key) => event.url.searchParams.get(key) ?? '');
	if (!from || !to || !NUMBER.test(from) || !NUMBER.test(to))
		error(404, 'Not found', { detail: 'This page takes two battles by their numbers.' });
	const [old, now] = await askApi(event, (client) =>
		Promise.all([client.battle(from), client.battle(to)]),
	);
	const isSame = old.submission_id === now.submission_id && old.question_id === now.question_id;
	const isHere = [old.benchmark, old.benchmark.split('@')[0]].includes(event.params.benchmark);
	if (!isSame || !isHere)
		error(404, 'Not found', {
			detail: `The battles ${from} and ${to} are not of the same answer on ${event.params.benchmark}.`,
		});
	const { views, isBusy } = await viewBattles([old, now] as const);
	// A text may be redacted, or its benchmark made private, at any time.
	if (isBusy) cacheNowhere(event);
	else cacheBoard(event);
	return {
		title: `${showHidden(old.model.name)} on ${old.question_id}, two judges`,
		sides: [
			{ battle: withoutTexts(old), view: views[0] },
			{ battle: withoutTexts(now), view: views[1] },
		] as const,
	};
};
