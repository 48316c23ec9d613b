import type { Outcome } from '../rules/battle.ts';
import { agreeOnGames, type VerdictAgreement } from './judge-agreement.ts';
import { hasOutcome, type JudgeSide, type TwiceJudgedEntrant } from './judged-twice.ts';
import { measureNoiseFloor, type NoiseFloor } from './noise-floor.ts';
import { mixSeed } from '../maths/random.ts';

/** A judge against itself, asked again: what agreement with another judge is to be read beside. */
export type JudgeFloor = {
	/** Over battles; `reversals` stands beside the reversals of two judges. */
	readonly outcomes: NoiseFloor;
	/** Over every pair of askings of a game that both gave a verdict in. */
	readonly verdicts: Pick<VerdictAgreement, 'labels' | 'sides'>;
	/** The most times that a battle was asked. */
	readonly askings: number;
};

/** The floor of one judge; undefined when no battle was asked twice. */
export function measureJudgeFloor(
	entrants: readonly TwiceJudgedEntrant[],
	side: JudgeSide,
): JudgeFloor | undefined {
	const battles = entrants.flatMap(({ id, repeated }) =>
		repeated[side]
			.filter(({ askings }) => askings.length > 1)
			.map((battle) => ({ ...battle, battleId: mixSeed(id, battle.questionId) })),
	);
	if (battles.length === 0) return undefined;
	return {
		outcomes: measureNoiseFloor(
			battles.map(({ battleId, askings }) => ({
				battleId,
				outcomes: askings.map(({ result }): Outcome | undefined =>
					hasOutcome(result) ? result.outcome : undefined,
				),
			})),
		),
		verdicts: agreeOnGames(battles.flatMap(pairAskings)),
		askings: Math.max(...battles.map(({ askings }) => askings.length)),
	};
}

function pairAskings({
	questionId,
	askings,
}: TwiceJudgedEntrant['repeated'][JudgeSide][number]): readonly {
	readonly questionId: string;
	readonly first: NonNullable<(typeof askings)[number]['verdicts']['swapped']>;
	readonly second: NonNullable<(typeof askings)[number]['verdicts']['swapped']>;
}[] {
	return (['baselineFirst', 'swapped'] as const).flatMap((order) =>
		askings.flatMap((asking, at) =>
			askings.slice(at + 1).flatMap((again) => {
				const [first, second] = [asking.verdicts[order], again.verdicts[order]];
				return first && second ? [{ questionId, first, second }] : [];
			}),
		),
	);
}
