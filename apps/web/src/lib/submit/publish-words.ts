import type { Submission, SubmissionPlace } from '@codejoust/contract/client';
import { describeVariant } from '../board/variant-text.ts';
import { formatPercent, formatRange } from '../format/percent.ts';
import { formatUnits } from '../format/quantity.ts';
import { showHidden } from '../text/visible-text.ts';

type Placed = Pick<SubmissionPlace, 'standing' | 'models' | 'summary'> | undefined;
type Told = Pick<
	Submission,
	'model' | 'benchmark' | 'responses' | 'flags' | 'warnings' | 'checkpoint' | 'state' | 'own'
>;

/** What everybody sees once a submission is published, a sentence each. */
export function listPublished(submission: Told, place: Placed): readonly string[] {
	const { model, benchmark, responses, checkpoint } = submission;
	const variant = describeVariant(model.variant);
	const replaced = place?.models.some((one) => one.is_replaced) ?? false;
	return [
		`The model: ${showHidden(model.name)}${variant === '' ? '' : `, variant ${showHidden(variant)}`}, with its page.`,
		...(checkpoint ? ['That it is a checkpoint, and of which training.'] : []),
		describeScore(benchmark, place),
		hasHiddenTexts(place)
			? `The outcomes of its ${formatUnits(responses, 'battle')}, without the texts: the questions of ${benchmark} are private.`
			: `All its ${formatUnits(responses, 'answer')}, each in a battle with the question, the answer of the baseline, and the words of the judge.`,
		...(submission.warnings.length > 0
			? [`${formatUnits(submission.warnings.length, 'warning')} about its answers.`]
			: []),
		...(replaced ? ['It takes the place of your earlier submission on the board.'] : []),
		...(submission.flags.length > 0
			? [
					`Not before an operator has reviewed it, because of ${submission.flags.map(showHidden).join(', ')}.`,
				]
			: []),
	];
}

function describeScore(benchmark: string, place: Placed): string {
	const row = place?.standing?.row;
	if (!row) return `Its result on ${benchmark}, as soon as it is judged.`;
	const score = row.score
		? `the score ${formatPercent(row.score.value)} (${formatRange(row.score)})`
		: 'no score';
	return `Its result on ${benchmark}: ${score}. ${place.summary}`;
}

/** What stays between its owner and the operators. */
export function listKeptPrivate(submission: Told, place: Placed): readonly string[] {
	const hasContact = (submission.own?.contact ?? null) !== null;
	return [
		hasContact ? 'Your contact, and the key that sent it.' : 'The key that sent it.',
		'The links that you have made, and whom they are for.',
		...(hasHiddenTexts(place) ? ['The texts of its answers, and the words of the judge.'] : []),
	];
}

function hasHiddenTexts(place: Placed): boolean {
	return place?.standing?.benchmark.visibility === 'private';
}
