import { benchmarkName } from '../../../lib/link.ts';
import { signIn } from '../../../lib/operate/form-actions.ts';
import { importJudgments, importPairs } from '../../../lib/operate/judgments/judgment-actions.ts';
import { readOperatorPage } from '../../../lib/operate/operator-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	readOperatorPage(event, 'Judgments of others', async (client) => {
		const [benchmarks, judges] = await Promise.all([
			client.benchmarks({ include: 'all' }),
			client.judges(),
		]);
		return {
			benchmarks: benchmarks.items.filter(({ retired_at: at }) => at === null).map(benchmarkName),
			recorded: judges.items.filter(({ recorded }) => recorded !== null),
		};
	});

export const actions: Actions = { signIn, importJudgments, importPairs };
