import type { GameJudgment, Judgment, RatingJudgment, VerdictJudgment } from './judgment.ts';
import { asRating, type Rating } from './rating.ts';
import { type Verdict, VERDICTS } from './verdict.ts';

/** What was read of a reply, as a text: a label, or a rating in digits. */
export type Reading = Verdict | `${Rating}`;

/** As it is stored. */
export function writeReading(judgment: VerdictJudgment | RatingJudgment): Reading {
	return 'rating' in judgment ? `${judgment.rating}` : judgment.verdict;
}

/** The judgment that a stored reading is; `preference` only where the judge was read by its probabilities. Throws where it is none. */
export function asReadJudgment(
	reading: string,
	preference?: number | null,
): VerdictJudgment | RatingJudgment {
	const verdict = VERDICTS.find((label) => label === reading);
	if (verdict !== undefined)
		return { kind: 'scored', verdict, ...(preference == null ? {} : { preference }) };
	const rating = /^[1-9]\d?$/.test(reading) ? asRating(Number(reading)) : undefined;
	if (rating === undefined)
		throw new Error(`a stored judgment says ${reading}, which is no reading`);
	return { kind: 'scored', rating };
}

/** The judgment of a game. Throws for a rating, which no game has. */
export function asGameJudgment(judgment: Judgment): GameJudgment {
	if ('rating' in judgment) throw new Error('a game has a verdict, and this judgment is a rating');
	return judgment;
}

/** The label of a judgment; undefined where it has none. */
export function verdictOf(judgment: Judgment | undefined): Verdict | undefined {
	return judgment?.kind === 'scored' && 'verdict' in judgment ? judgment.verdict : undefined;
}
