import type { RunPlan } from '@codejoust/contract/client';
import type { RequestEvent } from '@sveltejs/kit';
import { formatUnits } from '../../format/quantity.ts';
import { wayOf } from '../forms/choices.ts';
import { given } from '../forms/given.ts';
import { microUsdOf, wholeOf } from '../forms/read-form.ts';
import { submitForm } from '../forms/submit-form.ts';
import type { Fields } from '../keys/key-fields.ts';
import { describeEstimate } from '../runs/describe-estimate.ts';
import { REVIEW, REVOKE_LINK, START_RUN, WITHDRAW } from './submission-forms.ts';

const PAGE = '/operate/submissions';

/** Has a stored submission judged by a judge version, once its games and its cost are confirmed. */
export function startRun(event: RequestEvent) {
	return submitForm(event, START_RUN, {
		place: '/operate#unfinished',
		ask: async (client, { fields }) =>
			describeEstimate(await client.estimateRun(planOf(fields)), microUsdOf(fields, 'dollars')),
		work: async (client, { fields }) => {
			const run = await client.createRun(planOf(fields));
			return `The run of ${run.model.name} on ${run.benchmark} by ${run.judge.name} is started.`;
		},
	});
}

function planOf(fields: Fields): RunPlan {
	const { submission = '', judge = '', via } = fields;
	return {
		submission,
		judge,
		via: wayOf(via),
		...given({
			replicate: wholeOf(fields, 'replicate'),
			priority: wholeOf(fields, 'priority'),
			budget_micro_usd: microUsdOf(fields, 'dollars'),
		}),
	};
}

/** Decides about a submission that is withheld because of its flags. */
export function review(event: RequestEvent) {
	return submitForm(event, REVIEW, {
		place: PAGE,
		work: async (client, { fields }) => {
			const { submission = '', decision, reason = '' } = fields;
			const made = await client.reviewSubmission(
				submission,
				decision === 'clear' ? { decision } : { decision: 'reject', reason },
			);
			return `The submission of ${made.model.name} on ${made.benchmark} is ${made.state}.`;
		},
	});
}

/** Takes a submission off its boards, once the question with its answers is confirmed. */
export function withdraw(event: RequestEvent) {
	return submitForm(event, WITHDRAW, {
		place: PAGE,
		ask: async (client, { fields }) => {
			const one = await client.submission(fields['submission'] ?? '');
			return `Withdraw the submission of ${one.model.name} on ${one.benchmark}, ${formatUnits(one.responses, 'answer')}, now ${one.state}? It leaves its boards; its judgments stay stored.`;
		},
		work: async (client, { fields }) => {
			const { submission = '', reason = '' } = fields;
			const gone = await client.withdrawSubmission(submission, { reason });
			return `The submission of ${gone.model.name} on ${gone.benchmark} is withdrawn.`;
		},
	});
}

/** Ends a link to a submission, once it is confirmed whom it is for. */
export function revokeLink(event: RequestEvent) {
	return submitForm(event, REVOKE_LINK, {
		place: PAGE,
		ask: async (client, { fields }) => {
			const { submission = '', link = '' } = fields;
			const { items } = await client.shareLinks(submission);
			const found = items.find(({ id }) => id === link);
			const open = items.filter(({ is_open: isOpen }) => isOpen).map(({ id }) => id);
			const has = `It has ${open.length === 0 ? 'no open link' : `the open links ${open.join(', ')}`}.`;
			if (!found) return `Submission ${submission} has no link "${link}". ${has}`;
			return `Revoke the link ${link}${found.note === null ? '' : ` for ${found.note}`} to submission ${submission}? It opens nothing any more.`;
		},
		work: async (client, { fields }) => {
			const { submission = '', link = '' } = fields;
			const revoked = await client.revokeShareLink(submission, link);
			return `The link ${revoked.id} opens nothing any more.`;
		},
	});
}
