import type { QuestionShare as ComputedShare } from '@codejoust/arena/judge-quality/question-shares';
import type { QuestionShare } from '@codejoust/contract/schemas/judge-comparison';

export function presentShare({ n, hits, share, interval }: ComputedShare): QuestionShare {
	return {
		n,
		hits,
		share: share ?? null,
		low: interval?.low ?? null,
		high: interval?.high ?? null,
	};
}
