import type { Submission } from '@codejoust/contract/client';
import { describePreparation } from '@codejoust/formats/checks/preparation';
import { describeFindable } from '@codejoust/contract/findable-words';
import { describeEstimate } from './describe-estimate.ts';
import { describeRun } from './describe-run.ts';
import { count } from './format-numbers.ts';
import { modelName } from '@codejoust/contract/model-name';
import { safeText } from './safe-text.ts';

/** Everything about a submission, a line each; its runs follow. */
export function describeSubmission(submission: Submission): readonly string[] {
	const { id, benchmark, model, state, visibility, reason, queue, estimate, findable } = submission;
	const { responses, empty_responses: empty, superseded_by: newer } = submission;
	const answers = count(responses, 'answer') + (empty > 0 ? `, ${empty} empty` : '');
	return [
		`Submission ${id}: ${safeText(modelName(model))} on ${benchmark}, ${answers}.`,
		`State ${state}, ${visibility}${reason === null ? '' : `: ${safeText(reason)}`}`,
		...submission.flags.map((flag) => `Flag: ${safeText(flag)}`),
		...describePreparation(submission.preparation),
		...submission.warnings.map(({ message }) => `Warning: ${safeText(message)}`),
		...(newer === null ? [] : [`A newer submission replaces it: ${newer}`]),
		...(queue === null
			? []
			: [`Queue: place ${queue.position}, ${queue.games_before} games before.`]),
		...(estimate === null ? [] : describeEstimate(estimate)),
		...(findable === null ? [] : [describeFindable(findable)]),
		...submission.runs.flatMap((run) => ['', ...describeRun(run)]),
	];
}
