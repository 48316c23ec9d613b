import { readOperatorPage } from '../../../lib/operate/operator-page.ts';
import { signIn } from '../../../lib/operate/form-actions.ts';
import { addRule, promoteJudge, removeRule } from '../../../lib/operate/rejudging/live-actions.ts';
import { planRejudging, setGates } from '../../../lib/operate/rejudging/rejudging-actions.ts';
import type { Actions, PageServerLoad } from './$types';

const MOST = 100;

export const load: PageServerLoad = (event) =>
	readOperatorPage(event, 'Re-judging', async (client) => {
		const [rejudgings, notices, boards, judges, gates, rules] = await Promise.all([
			client.rejudgings({ limit: MOST }),
			client.notices({ limit: 20 }),
			client.leaderboards(),
			client.judges(),
			client.promotionGates(),
			client.rejudgingRules(),
		]);
		return {
			now: new Date(),
			rejudgings: rejudgings.items,
			notices: notices.items,
			gates,
			rules: rules.items,
			/** Judges with a board, live or not. */
			judged: [...new Set(boards.items.map(({ judge }) => judge.name))],
			boards: boards.items.filter((board) => board.is_live),
			judges: judges.items.filter(({ retired_at: retiredAt }) => retiredAt === null),
		};
	});

export const actions: Actions = {
	signIn,
	plan: planRejudging,
	setGates,
	promoteJudge,
	addRule,
	removeRule,
};
