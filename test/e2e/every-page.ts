import type { CodejoustServer } from '../support/codejoust-server.ts';

/** One address of every kind of page, over the sample. */
export async function everyPage({ client }: CodejoustServer): Promise<readonly string[]> {
	const { items } = await client.battles({ benchmark: 'sample', limit: 1 });
	const [battle] = items;
	if (!battle) throw new Error('the sample has no battle');
	return [
		'/',
		'/b/sample',
		'/b/sample?language=python&sort=length',
		'/b/sample/chart',
		'/b/sample/versions',
		'/battles',
		'/battles?benchmark=sample&outcome=unscored',
		`/battles/${battle.id}`,
		`/m/${battle.model.slug}`,
		'/m/sample-baseline',
		`/q/sample/${battle.question_id}`,
		`/j/${battle.judge.name}`,
		'/methodology',
	];
}
