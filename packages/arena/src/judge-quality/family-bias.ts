import {
	hasOutcome,
	type JudgeComparisonInput,
	type JudgeSide,
	type TwiceJudgedEntrant,
} from './judged-twice.ts';
import { OUTCOME_POINTS } from './noise-floor.ts';
import {
	type JudgedBattle,
	measureSelfPreference,
	type SelfPreference,
} from './self-preference.ts';
import { mixSeed } from '../maths/random.ts';

/** Why a judge's self-preference cannot be told from the other judge's view. */
export type NoFamilyBias = 'family-unknown' | 'same-family' | 'no-contestant-of-family';

export type FamilyBias = (
	| ({ readonly kind: 'measured' } & SelfPreference)
	| { readonly kind: 'absent'; readonly reason: NoFamilyBias }
) & {
	/** Who made the judge; absent when it is not known. */
	readonly family?: string;
	/** The baseline is of the judge's family too: then every contestant is compared with a relative of the judge. */
	readonly isBaselineOfFamily: boolean;
};

/** How one judge treats models of its own family, as the other judge sees the same battles. */
export function measureFamilyBias(input: JudgeComparisonInput, side: JudgeSide): FamilyBias {
	const other: JudgeSide = side === 'from' ? 'to' : 'from';
	const family = input.families[side];
	const about = {
		...(family !== undefined && { family }),
		isBaselineOfFamily: family !== undefined && input.families.baseline === family,
	};
	const absent = (reason: NoFamilyBias): FamilyBias => ({ kind: 'absent', reason, ...about });
	const otherFamily = input.families[other];
	if (family === undefined || otherFamily === undefined) return absent('family-unknown');
	if (family === otherFamily) return absent('same-family');
	const families = { [side]: family, [other]: otherFamily };
	const judged = input.entrants.flatMap((entrant) => listJudged(entrant, families));
	const preference = measureSelfPreference(judged, side);
	if (preference.ownBattles === 0) return absent('no-contestant-of-family');
	return { kind: 'measured', ...preference, ...about };
}

/** A model whose maker is not known is of nobody's family, and so counts among the others. */
function listJudged(
	{ id, family = '', battles }: TwiceJudgedEntrant,
	families: Readonly<Record<string, string>>,
): readonly JudgedBattle[] {
	return battles.flatMap(({ questionId, from, to }) => {
		const sides = { from: from.result, to: to.result };
		if (!hasOutcome(sides.from) || !hasOutcome(sides.to)) return [];
		const outcomes = { from: sides.from.outcome, to: sides.to.outcome };
		return (['from', 'to'] as const).map((judgeId) => ({
			battleId: mixSeed(id, questionId),
			judgeId,
			judgeFamily: families[judgeId] ?? '',
			modelFamily: family,
			score: OUTCOME_POINTS[outcomes[judgeId]],
		}));
	});
}
