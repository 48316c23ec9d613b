import type { EndpointTest } from '@codejoust/contract/client';
import type { RequestEvent } from '@sveltejs/kit';
import { type Failure, readField } from '../../server/form.ts';
import { act, asOperator } from '../form.ts';

/** Binds a judge version to the endpoint that was chosen; an empty choice ends its binding. */
export async function bindJudge(event: RequestEvent): Promise<Failure> {
	const judge = await readField(event, 'judge');
	const endpoint = await readField(event, 'endpoint');
	return act(event, '/operate/endpoints#judges', async (client) => {
		const bound = await client.bindJudge(judge, endpoint === '' ? null : endpoint);
		if (bound.bound_endpoint !== null) return `${judge} is bound to ${bound.bound_endpoint}.`;
		return `${judge} is bound to no endpoint; it is asked at ${bound.endpoint ?? 'none'}.`;
	});
}

/** Asks an endpoint for its models and one game. */
export async function testEndpoint(
	event: RequestEvent,
): Promise<Failure | { readonly tested: EndpointTest }> {
	const name = await readField(event, 'endpoint');
	const model = (await readField(event, 'model')).trim();
	let tested: EndpointTest | undefined;
	const trouble = await asOperator(event, async (client) => {
		tested = await client.testEndpoint(name, model === '' ? {} : { model });
	});
	if (trouble) return trouble;
	if (!tested) throw new Error('a test that was not refused has a result');
	return { tested };
}
