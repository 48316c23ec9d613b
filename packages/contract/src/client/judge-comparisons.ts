import type { JudgeComparison, JudgeFlip } from '../schemas/judge-comparison.ts';
import type { Page, Sender } from './open-sender.ts';

/** Two judge versions on one board. */
export function judgeComparisonMethods({ get }: Sender) {
	const name = encodeURIComponent;
	return {
		/** Two judge versions over the battles that both have judged. */
		judgeComparison: (benchmark: string, query: JudgePairQuery) =>
			get<JudgeComparison>(`/v1/leaderboards/${name(benchmark)}/judges/compare`, query),
		/** The battles whose outcome the second judge changed. */
		judgeFlips: (benchmark: string, query: JudgeFlipQuery) =>
			get<Page<JudgeFlip>>(`/v1/leaderboards/${name(benchmark)}/judges/flips`, query),
	};
}

/** Judge versions as `name@version`, the old one and the new one. */
export type JudgePairQuery = { readonly from: string; readonly to: string };

export type JudgeFlipQuery = JudgePairQuery & {
	/** reversed, win-to-loss, loss-to-win or any. */
	readonly kind?: string;
	/** A slug or a submission's id. */
	readonly model?: string;
	readonly category?: string;
	readonly cursor?: string;
	readonly limit?: number;
};
