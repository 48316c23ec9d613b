import { askApi } from '../../../lib/server/api.ts';
import { viewBattle } from '../../../lib/server/battle-page.ts';
import { cacheBoard } from '../../../lib/server/cache.ts';
import { showHidden } from '../../../lib/text/visible-text.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const battle = await askApi(event, (client) => client.battle(event.params.id));
	// A text may be redacted, or its benchmark made private, at any time.
	cacheBoard(event);
	return {
		title: `${showHidden(battle.model.name)} on ${battle.question_id}`,
		battle,
		view: viewBattle(battle),
	};
};
