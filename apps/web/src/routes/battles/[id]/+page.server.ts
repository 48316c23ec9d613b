import { error } from '@sveltejs/kit';
import { readBattleFilter } from '../../../lib/battle/battle-filter.ts';
import { battlePath, previewPath } from '../../../lib/link.ts';
import { askApi } from '../../../lib/server/api.ts';
import { viewBattles, withoutTexts } from '../../../lib/server/battle-page.ts';
import { cacheBoard, cacheNowhere } from '../../../lib/server/cache.ts';
import { describeBattle } from '../../../lib/share/describe.ts';
import { showHidden } from '../../../lib/text/visible-text.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const filter = readBattleFilter(event.url.searchParams);
	const { id } = event.params;
	if (!/^\d+$/.test(id))
		error(404, 'Not found', {
			detail: `There is no battle "${showHidden(id)}": one is named by its number.`,
		});
	const battle = await askApi(event, (client) => client.battle(id, filter));
	const isRaw = event.url.searchParams.get('text') === 'raw';
	const { views, isBusy } = await viewBattles([battle] as const, { isRaw });
	// A text may be redacted, or its benchmark made private, at any time.
	if (isBusy) cacheNowhere(event);
	else cacheBoard(event);
	return {
		title: `${showHidden(battle.model.name)} on ${battle.question_id}`,
		description: describeBattle(battle),
		preview: previewPath(battlePath(battle.id)),
		canonical: new URL(battlePath(battle.id), event.url.origin).href,
		filter,
		battle: withoutTexts(battle),
		view: views[0],
		isRaw,
	};
};
