import { nameBenchmark } from '../../benchmark-name.ts';
import type { Database } from '@codejoust/db/connect';
import { type BattleRow, findAnswers, findBattle } from '@codejoust/db/queries/boards/battles';
import { findQuestion } from '@codejoust/db/queries/benchmarks/benchmarks';
import { contentHash } from '@codejoust/judge/identity/identity';
import type { Game } from '@codejoust/judge/game/play-game';
import type { AskedQuestion, Protocol } from '@codejoust/judge/protocol/protocol';
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
		| 'question'
		| 'baseline'
		| 'response'
		| 'reference'
		| 'questionHash'
		| 'baselineHash'
		| 'responseHash'
		| 'referenceHash'
	>;
};

/**
 * A battle as an operator sees it, with the reference of its question where the judge uses it. Refused when a text of it is
 * redacted or its answer empty: no judge is shown that.
 */
export async function findTrialBattle(
	db: Database,
	id: number,
	{ usesReference }: Pick<Protocol, 'usesReference'>,
): Promise<TrialBattle> {
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
		throw refuseRedacted(id);
	const reference = usesReference ? await readReference(db, row) : {};
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
			...reference,
		},
	};
}

/** Of the battle's question, whatever its own judge was shown. */
async function readReference(
	db: Database,
	{ battle }: BattleRow,
): Promise<Pick<TrialBattle['texts'], 'reference' | 'referenceHash'>> {
	const question = await findQuestion(db, battle.questionId);
	if (!question?.referenceHash) return {};
	const { reference, referenceHash } = question;
	if (reference === null) throw refuseRedacted(battle.id);
	return { reference, referenceHash };
}

function refuseRedacted(id: number): Refusal {
	return new Refusal('conflict', `A text of battle ${id} is redacted: no judge can be asked.`);
}
