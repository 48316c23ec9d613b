import type { QuestionOutlineRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import type { PlannedBattle } from '@codejoust/db/queries/runs/insert-run';
import type { StoredResponse } from '@codejoust/db/queries/submissions/submissions';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { readDefinition } from '@codejoust/judge/protocol/definition';
import { planOf } from '@codejoust/judge/protocol/kinds';
import { isShotOf, type Turns } from '@codejoust/judge/protocol/rotation';

/** What the battles of a submission are planned from: a response and the baseline's response to every question. */
export type BattleInput = {
	/** In position order. */
	readonly questions: readonly BattleQuestion[];
	readonly baseline: readonly Omit<StoredResponse, 'isEmpty'>[];
	readonly responses: readonly StoredResponse[];
};
export type BattleQuestion = Pick<
	QuestionOutlineRow,
	'id' | 'key' | 'position' | 'contentHash' | 'referenceHash' | 'category' | 'subcategory'
>;

/**
 * Every battle of a submission with the identities of its games, in question order; an empty answer, or one that equals the
 * baseline's, has no game. Imported answers need not be complete: a question without one has no battle.
 */
export function planBattles(
	input: BattleInput,
	plan: {
		readonly judge: Pick<JudgeVersionRow, 'hash' | 'definition'>;
		readonly replicate: number;
		/** Keys of the questions to judge; all of them where they are not named. */
		readonly questions?: ReadonlySet<string> | undefined;
		/** Of a jury whose members take turns; all of them are asked where it is absent. */
		readonly turns?: Turns | undefined;
	},
): PlannedBattle[] {
	const { shots, identity, usesReference } = planOf(readDefinition(plan.judge.definition));
	const questions = input.questions.filter(({ key }) => plan.questions?.has(key) ?? true);
	const baselineOf = new Map(input.baseline.map((row) => [row.questionId, row.textHash]));
	const responseOf = new Map(input.responses.map((row) => [row.questionId, row]));
	return questions.flatMap(
		({ id: questionId, position, contentHash: questionHash, ...asked }): PlannedBattle[] => {
			const turn = plan.turns?.get(asked.key);
			const referenceHash = (usesReference && asked.referenceHash) || undefined;
			const response = responseOf.get(questionId);
			const baselineHash = baselineOf.get(questionId);
			if (!baselineHash) throw new Error(`question ${questionId} lacks an answer of the baseline`);
			if (!response) return [];
			if (response.isEmpty) return [{ questionId, position, by: 'empty-answer', games: [] }];
			if (response.textHash === baselineHash)
				return [{ questionId, position, by: 'equal-texts', games: [] }];
			const own = turn === undefined ? shots(asked) : shots(asked).filter(isShotOf(turn));
			const games = own.map((order) => ({
				order,
				identity: identity({
					judgeHash: plan.judge.hash,
					questionHash,
					baselineHash,
					responseHash: response.textHash,
					referenceHash,
					order,
					replicate: plan.replicate,
				}),
			}));
			return [{ questionId, position, by: 'games', referenceHash, games }];
		},
	);
}

/** The identities of all games of battles, in order. */
export function listIdentities(battles: readonly PlannedBattle[]): string[] {
	return battles.flatMap(({ games }) => games.map(({ identity }) => identity));
}
