import { nameBenchmark } from '../../benchmark-name.ts';
import type { Database } from '@codejoust/db/connect';
import { findAnswers, findBattle } from '@codejoust/db/queries/boards/battles';
import { contentHash } from '@codejoust/judge/identity/identity';
import type { Game } from '@codejoust/judge/game/play-game';
import type { AskedQuestion } from '@codejoust/judge/protocol/protocol';
import { readMessages } from '../../stored-messages.ts';
import { Refusal } from '../../refusal.ts';

/** A stored battle with all that a judge is shown of it. */
export type TrialBattle = {
	readonly benchmark: string;
	readonly questionId: string;
	readonly model: string;
	readonly asked: AskedQuestion;
	readonly texts: Pick<
		Game,
		'question' | 'baseline' | 'response' | 'questionHash' | 'baselineHash' | 'responseHash'
	>;
};

/** A battle as an operator sees it. Refused when a text of it is redacted or its answer empty: no judge is shown that. */
export async function findTrialBattle(db: Database, id: number): Promise<TrialBattle> {
	const row = await findBattle(db, id, { isOperator: true });
	if (!row) throw new Refusal('not-found', `There is no battle ${id}.`);
	const { answer, baseline } = await findAnswers(db, row);
	const [response, other] = [answer?.body, baseline?.body];
	if (row.battle.decidedBy === 'empty-answer')
		throw new Refusal(
			'conflict',
			`The answer in battle ${id} is empty: no judge is asked about it.`,
		);
	if (row.battle.decidedBy === 'equal-texts')
		throw new Refusal(
			'conflict',
			`The answer in battle ${id} equals the baseline's: no judge is asked about it.`,
		);
	if (row.messages === null || typeof response !== 'string' || typeof other !== 'string')
		throw new Refusal('conflict', `A text of battle ${id} is redacted: no judge can be asked.`);
	return {
		benchmark: nameBenchmark(row),
		questionId: row.questionKey,
		model: row.model.slug,
		asked: { category: row.category, subcategory: row.subcategory },
		texts: {
			question: readMessages(row.messages),
			baseline: other,
			response,
			questionHash: row.contentHash,
			baselineHash: contentHash(other),
			responseHash: contentHash(response),
		},
	};
}
