import { type Client, ProblemError, type SubmissionPlace } from '@codejoust/contract/client';
import { makeLink, publish, revokeLink, withdraw } from '../../../lib/submit/form-actions.ts';
import { mayChangeBy } from '../../../lib/submit/signed-in.ts';
import { statePrice } from '../../../lib/submit/price-action.ts';
import { takeNote } from '../../../lib/submit/session.ts';
import { visitSubmission } from '../../../lib/submit/visit.ts';
import type { Actions, PageServerLoad } from './$types';

const SHOWN_LOSSES = 10;

/** Its owner sees all of it, who has its link the result, everybody what is published. */
export const load: PageServerLoad = async (event) => {
	const { scope, found } = await visitSubmission(event, async (client, id) => {
		const [submission, place] = await Promise.all([client.submission(id), readPlace(client, id)]);
		const isOwn = submission.own !== null;
		return {
			submission,
			place,
			losses: await readLosses(client, id, place),
			mayChange: isOwn && mayChangeBy(await client.session('current')),
			shareLinks: isOwn ? (await client.shareLinks(id)).items : [],
		};
	});
	const { submission } = found;
	const asked = event.url.searchParams;
	return {
		title: `${submission.model.name} on ${submission.benchmark}`,
		now: new Date(),
		...{ scope, ...found },
		act: asked.has('withdraw') ? 'withdraw' : asked.has('publish') ? 'publish' : undefined,
		toRevoke: asked.get('revoke'),
		note: takeNote(event),
	} as const;
};

/** Undefined while too much else is being computed. */
async function readPlace(client: Client, id: string): Promise<SubmissionPlace | undefined> {
	try {
		return await client.submissionPlace(id);
	} catch (cause) {
		if (cause instanceof ProblemError && cause.problem.code === 'not-ready') return undefined;
		throw cause;
	}
}

async function readLosses(client: Client, id: string, place: SubmissionPlace | undefined) {
	const run = place?.run_id ?? undefined;
	if (run === undefined || place?.standing?.row.losses === 0) return [];
	const query = {
		submission: id,
		run,
		outcome: 'loss',
		order: 'worst',
		limit: SHOWN_LOSSES,
	} as const;
	return (await client.battles(query)).items;
}

export const actions: Actions = { publish, withdraw, makeLink, revokeLink, statePrice };
