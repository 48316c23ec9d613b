import { type Client, ProblemError } from '@codejoust/api/client';

/** What a key may do. Throws the server's refusal when it is not known there. */
export async function probeKey(client: Client): Promise<'operate' | 'submit'> {
	try {
		// No submission has this id, so nothing is estimated; the key is looked at before the plan is.
		await client.estimateRun({ submission: '-', judge: '-' });
		return 'operate';
	} catch (error) {
		if (!(error instanceof ProblemError)) throw error;
		const { code, status } = error.problem;
		if (code === 'forbidden') return 'submit';
		if (code === 'unauthenticated' || status >= 500) throw error;
		return 'operate';
	}
}
