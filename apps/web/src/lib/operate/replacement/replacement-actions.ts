import type { RequestEvent } from '@sveltejs/kit';
import { replacementPath } from '../../link.ts';
import { type Failure, readField } from '../../server/form.ts';
import { act } from '../form.ts';

/** Asks the endpoint of the successor for one game. */
export async function testSuccessor(event: RequestEvent): Promise<Failure> {
	const { old, by } = readPair(event);
	return act(event, replacementPath(old, by), async (client) => {
		const judge = await client.judge(by);
		const endpoint = judge.endpoint ?? '';
		const { finding, sentence } = await client.testEndpoint(endpoint, { model: judge.model });
		return `${endpoint}: ${finding}. ${sentence}`;
	});
}

/** Plans to judge a board by the successor; nothing is asked before its page confirms the figure. */
export async function planSuccessor(event: RequestEvent): Promise<Failure> {
	const { old, by } = readPair(event);
	const benchmark = await readField(event, 'benchmark');
	return act(event, replacementPath(old, by), async (client) => {
		await client.planRejudging({ benchmark, judge: by });
		return `A re-judging of ${benchmark} is planned. The judge is not asked before you confirm the figure.`;
	});
}

function readPair({ url }: RequestEvent) {
	const { searchParams } = url;
	return { old: searchParams.get('old') ?? '', by: searchParams.get('by') ?? '' };
}
