import { error } from '@sveltejs/kit';
import { askApi } from '../../../../lib/server/api.ts';
import { cacheBoard } from '../../../../lib/server/cache.ts';
import { viewPrompts } from '../../../../lib/server/battle-page.ts';
import { showHidden } from '../../../../lib/text/visible-text.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { id } = event.params;
	if (!/^\d+$/.test(id))
		error(404, 'Not found', {
			detail: `There is no battle "${showHidden(id)}": one is named by its number.`,
		});
	const [battle, prompts] = await askApi(event, (client) =>
		Promise.all([client.battle(id), client.battlePrompts(id)]),
	);
	cacheBoard(event);
	return {
		title: `What the judge was sent: ${showHidden(battle.model.name)} on ${battle.question_id}`,
		battle: { id, model: battle.model, judge: battle.judge, question_id: battle.question_id },
		prompts: viewPrompts(prompts),
	};
};
