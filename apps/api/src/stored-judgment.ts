import type { Judgment } from '@codejoust/arena/rules/judgment';
import { asReadJudgment } from '@codejoust/arena/rules/reading';
import type { JudgmentRow } from '@codejoust/db/queries/runs/open-battles';

/** What a stored judgment says. */
export function asJudgment({
	verdict,
	preference,
	unscoredReason,
	errorClass,
}: JudgmentRow): Judgment {
	if (verdict !== null) return asReadJudgment(verdict, preference);
	if (unscoredReason === 'provider-error' && errorClass !== null)
		return { kind: 'unscored', reason: unscoredReason, errorClass };
	if (unscoredReason !== null && unscoredReason !== 'provider-error')
		return { kind: 'unscored', reason: unscoredReason };
	throw new Error('a stored judgment has neither a verdict nor a reason');
}
