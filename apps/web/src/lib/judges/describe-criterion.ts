import type { JudgeBrief } from '@codejoust/contract/client';
import { showHidden } from '../text/visible-text.ts';

/** What stands after a judge's name or kind: the criterion that it judges by alone; nothing without one. */
export function describeCriterion({ criterion }: Pick<JudgeBrief, 'criterion'>): string {
	return criterion === null ? '' : `, under the criterion: ${showHidden(criterion)}`;
}
