import type { Battle, Comparison, ModelDetail } from '@codejoust/contract/client';
import { formatPercent, formatRange } from '../format/percent.ts';
import { formatRank } from '../format/quantity.ts';
import { showHidden } from '../text/visible-text.ts';

/** One sentence about a model for a preview of its page: its place on the first of its boards. */
export function describeModel({
	name,
	standings,
	baseline_of: baselineOf,
}: Pick<ModelDetail, 'name' | 'baseline_of'> & {
	readonly standings: readonly Pick<
		ModelDetail['standings'][number],
		'benchmark' | 'judge' | 'models' | 'row'
	>[];
}): string {
	const [first] = standings;
	const who = showHidden(name);
	const [own] = baselineOf;
	if (first === undefined)
		return own === undefined
			? `${who} is on no board yet.`
			: `${who} is the baseline of ${showHidden(own.name)}: other models are compared with its answers.`;
	const on = `on ${showHidden(first.benchmark.name)}`;
	const by = `, judged by ${showHidden(first.judge.name)}${sayRehearsal(first.judge)}`;
	const { rank, score } = first.row;
	if (rank === null || score === null) return `${who} has no rank ${on}${by}.`;
	return `${who} has rank ${formatRank(rank)} of ${first.models} ${on}${by}: score ${formatPercent(score.value)}, 95 % interval ${formatRange(score)}.`;
}

/** One sentence about a comparison: each model with its score and interval. */
export function describeComparison({ benchmark, judge, models }: Compared): string {
	const scores = models.map(({ model, score }) =>
		score === null
			? `${showHidden(model.name)} (no score)`
			: `${showHidden(model.name)} ${formatPercent(score.value)} (${formatRange(score)})`,
	);
	return `Scores on ${showHidden(benchmark.name)}, judged by ${showHidden(judge.name)}${sayRehearsal(judge)}: ${scores.join(', ')}.`;
}

type Compared = Pick<Comparison, 'benchmark' | 'judge'> & {
	readonly models: readonly Pick<Comparison['models'][number], 'model' | 'score'>[];
};

/** The names of the models of a comparison as a title. */
export function nameComparison({ models }: Pick<Compared, 'models'>): string {
	return models.map(({ model }) => showHidden(model.name)).join(' and ');
}

/** One sentence about a battle: whose answer, to which question, and what became of it. */
export function describeBattle({
	model,
	benchmark,
	judge,
	outcome,
	question_id: id,
}: Told): string {
	const became = outcome === 'unscored' ? 'unscored' : `a ${outcome}`;
	return `The answer of ${showHidden(model.name)} to question ${showHidden(id)} of ${showHidden(benchmark)}, beside the baseline’s: ${became}, judged by ${showHidden(judge.name)}${sayRehearsal(judge)}.`;
}

type Told = Pick<Battle, 'model' | 'benchmark' | 'judge' | 'outcome' | 'question_id'>;

function sayRehearsal({ is_rehearsal: isRehearsal }: { readonly is_rehearsal: boolean }): string {
	return isRehearsal ? ' (a rehearsal that measures no model)' : '';
}
