import type { Client, JudgeComparison, RejudgingDetail } from '@codejoust/contract/client';
import { readConsequences } from './describe-promotion.ts';
import { describeTrouble } from '../../server/api.ts';

/** A re-judging, and once it is reported what its promotion would change. */
export type Decision = {
	readonly rejudging: RejudgingDetail;
	/** Of the live judge and the new one. */
	readonly comparison?: JudgeComparison;
	/** What its promotion changes, in numbers. */
	readonly consequences?: readonly string[];
	/** Why it is absent though the re-judging is reported. */
	readonly trouble?: string;
};

/** Reads what an operator looks at before a re-judging is promoted. Throws what the API refuses but for the comparison. */
export async function readDecision(client: Client, id: string): Promise<Decision> {
	const rejudging = await client.rejudging(id);
	const { live_judge: from, to, benchmark } = rejudging;
	if (rejudging.state !== 'reported' || from === null || from === to.name) return { rejudging };
	try {
		const { comparison, sentences } = await readConsequences(client, {
			benchmark,
			from,
			to: to.name,
		});
		return { rejudging, comparison, consequences: sentences };
	} catch (cause) {
		const trouble = describeTrouble(cause);
		if (!trouble) throw cause;
		return { rejudging, trouble: trouble.detail };
	}
}
