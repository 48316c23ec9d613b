import { askApi } from '../../../lib/server/api.ts';
import { viewBattle } from '../../../lib/server/battle-page.ts';
import { cacheRecord } from '../../../lib/server/cache.ts';
import { showHidden } from '../../../lib/text/visible-text.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const battle = await askApi(event, (client) => client.battle(event.params.id));
	cacheRecord(event);
	return {
		title: `${showHidden(battle.model.name)} on ${battle.question_id}`,
		battle,
		view: viewBattle(battle),
	};
};
