import type { CodejoustServer } from '../support/codejoust-server.ts';

/** One address of every kind of page, over the sample; two of its models have prices from then on. */
export async function everyPage({ client }: CodejoustServer): Promise<readonly string[]> {
	const { items } = await client.battles({ benchmark: 'sample', limit: 1 });
	const [battle] = items;
	if (!battle) throw new Error('the sample has no battle');
	await statePrices(client);
	return [
		'/',
		'/b/sample',
		'/b/sample?language=python&sort=length',
		'/b/sample?q=lancer&cols=score.loss.rating',
		'/b/sample/categories',
		'/b/sample/categories?category=Development+and+Programming',
		'/b/sample/criteria',
		'/b/sample/published',
		'/b/sample/chart',
		'/b/sample/benchmark',
		'/b/sample/versions',
		'/b/sample/judges',
		'/b/sample/chart/length?language=python',
		'/b/sample/chart/price',
		'/b/sample/chart/checkpoints',
		'/b/sample/chart/categories?model=sample-close',
		'/b/sample/chart/radar',
		'/b/sample/chart/fractions',
		'/b/sample/chart/history',
		'/battles',
		'/battles?benchmark=sample&outcome=unscored',
		`/battles/${battle.id}`,
		`/battles/${battle.id}?benchmark=sample@1&outcome=${battle.outcome}`,
		'/battles?benchmark=sample&q=error',
		`/battles/${battle.id}?text=raw`,
		`/battles/${battle.id}/prompts`,
		`/battles/changes?from=${battle.run_id}&to=${battle.run_id}`,
		`/m/${battle.model.slug}`,
		'/m/sample-baseline',
		`/q/sample/${battle.question_id}`,
		'/compare',
		'/compare?b=sample&models=sample-strong,sample-close',
		'/compare?b=sample&models=sample-strong,sample-close,sample-weak',
		'/compare?b=sample&models=sample-strong,nobody',
		'/changelog',
		`/j/${battle.judge.name}`,
		`/m/${battle.model.slug}?judge=${battle.judge.name}`,
		'/methodology',
		'/cli',
		'/embed/sample',
	];
}

/** Only where none is stated: the chart of prices needs two. */
export async function statePrices({
	leaderboard,
	statePrice,
}: CodejoustServer['client']): Promise<void> {
	const { rows } = await leaderboard('sample');
	for (const [at, row] of rows.slice(0, 2).entries())
		if (row.stated_price === null)
			await statePrice(row.submission_id, { price: { total_micro_usd: 370_000 * (at + 1) } });
}
