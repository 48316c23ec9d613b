import type { SubmissionBrief } from '@codejoust/contract/schemas/submission';

/** How a submission compares with the ranked models of its board. */
export type PlaceRank = {
	/** Another model is on the board. */
	readonly hasOthers: boolean;
	/** Models with a rank, the submission included; 0 where it has none. */
	readonly ranked: number;
	readonly beats: number;
	readonly beatenBy: number;
};

type Placed = Pick<SubmissionBrief, 'benchmark' | 'is_baseline' | 'state' | 'superseded_by'>;

/** Of states in which it is on no board and will not be, whatever was judged of it. */
const ENDED: Readonly<Partial<Record<Placed['state'], string>>> = {
	withdrawn: 'It was withdrawn: it is on no board, and has no rank.',
	rejected: 'An operator has rejected it: it is on no board, and has no rank.',
	cancelled: 'Its judging was cancelled: it has no rank.',
	failed: 'None of its battles could be scored: it has no rank.',
};

/** Where a submission is on its board, or would be, in a sentence; `rank` is undefined until it is judged. */
export function describePlace(submission: Placed, rank: PlaceRank | undefined): string {
	const { benchmark, is_baseline: isBaseline, state, superseded_by: later } = submission;
	if (isBaseline) return `It is the baseline of ${benchmark}, and has no rank.`;
	const ended = ENDED[state];
	if (ended !== undefined) return ended;
	if (!rank) return 'It is not judged yet.';
	if (state === 'published' && later !== null)
		return 'A later submission of the same variant has taken its place on the board: it has no rank now.';
	if (rank.ranked === 0) return 'It has no rank: fewer than 95 % of its battles are scored.';
	const verb = state === 'published' ? 'It is' : 'It would be';
	if (!rank.hasOthers) return `${verb} the only model on the board of ${benchmark}.`;
	const { ranked, beats, beatenBy } = rank;
	const [best, worst] = [1 + beatenBy, ranked - beats];
	const place = best === worst ? `${best}` : `${best}–${worst}`;
	const pairs = listPairs(rank);
	return `${verb} ${place} of ${ranked} on ${benchmark}${pairs === '' ? '' : `: ${pairs}`}.`;
}

/** `better than 19 models, not distinguished from 2, worse than 2`. */
function listPairs({ ranked, beats, beatenBy }: PlaceRank): string {
	const parts: readonly (readonly [string, number])[] = [
		['better than', beats],
		['not distinguished from', ranked - 1 - beats - beatenBy],
		['worse than', beatenBy],
	];
	return parts
		.filter(([, count]) => count > 0)
		.map(([words, count], at) =>
			at > 0 ? `${words} ${count}` : `${words} ${count} ${count === 1 ? 'model' : 'models'}`,
		)
		.join(', ');
}
