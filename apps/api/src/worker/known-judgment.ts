import { isOfProvider, type Judgment } from '@codejoust/arena/rules/judgment';
import type { JudgmentRow } from '@codejoust/db/queries/runs/open-battles';
import type { JudgeDefinition } from '@codejoust/judge/protocol/definition';
import { reAskReason } from '@codejoust/judge/game/play-game';
import { asJudgment } from '../stored-judgment.ts';

/** What an identity's newest judgment leaves to do. */
export type Remaining =
	| { readonly kind: 'nothing'; readonly judgment: Judgment }
	| { readonly kind: 'ask' }
	| { readonly kind: 're-ask'; readonly earlier: Judgment; readonly textHash: string | null };

/**
 * A provider error is an attempt and leaves the identity open; an unreadable reply counts once its one re-ask is made,
 * until somebody asks for unscored games to be retried.
 */
export function whatRemains(
	newest: JudgmentRow | undefined,
	run: { readonly retriedAt: Date | null },
	definition: JudgeDefinition,
): Remaining {
	if (!newest) return { kind: 'ask' };
	const judgment = asJudgment(newest);
	if (judgment.kind === 'scored') return { kind: 'nothing', judgment };
	if (isOfProvider(judgment)) return { kind: 'ask' };
	if (run.retriedAt && newest.receivedAt < run.retriedAt) return { kind: 'ask' };
	if (!newest.isReAsk && reAskReason(judgment, definition) !== undefined)
		return { kind: 're-ask', earlier: judgment, textHash: newest.textHash };
	return { kind: 'nothing', judgment };
}
