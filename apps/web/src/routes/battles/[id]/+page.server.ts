import { readBattleFilter } from '../../../lib/battle/battle-filter.ts';
import { battlePath } from '../../../lib/link.ts';
import { askApi } from '../../../lib/server/api.ts';
import { viewBattle } from '../../../lib/server/battle-page.ts';
import { cacheBoard } from '../../../lib/server/cache.ts';
import { showHidden } from '../../../lib/text/visible-text.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const filter = readBattleFilter(event.url.searchParams);
	const battle = await askApi(event, (client) => client.battle(event.params.id, filter));
	// A text may be redacted, or its benchmark made private, at any time.
	cacheBoard(event);
	return {
		title: `${showHidden(battle.model.name)} on ${battle.question_id}`,
		canonical: new URL(battlePath(battle.id), event.url.origin).href,
		filter,
		battle,
		view: viewBattle(battle),
	};
};
