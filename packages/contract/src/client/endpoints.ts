import type {
	EndpointList,
	EndpointPrice,
	EndpointTest,
	NewEndpointPrice,
	NewEndpointTest,
} from '../schemas/endpoint.ts';
import type { FirstHourRun, NewFirstHour } from '../schemas/first-hour.ts';
import type { JudgeVersion } from '../schemas/judge.ts';
import type { Sender } from './open-sender.ts';

/** Where judges are asked; needs an operator's key. */
export function endpointMethods({ get, post, call }: Sender) {
	const name = encodeURIComponent;
	return {
		endpoints: () => get<EndpointList>('/v1/endpoints'),
		/** Asks the endpoint for its models and one game, which costs that game. */
		testEndpoint: (endpoint: string, test: NewEndpointTest = {}) =>
			post<EndpointTest>(`/v1/endpoints/${name(endpoint)}/test`, test),
		/** Begins to ask the endpoint questions of the sample, which costs at most the limit. */
		startFirstHour: (endpoint: string, hour: NewFirstHour = {}) =>
			post<FirstHourRun>(`/v1/endpoints/${name(endpoint)}/first-hour`, hour),
		/** What the endpoint has done so far. */
		firstHour: (id: string) => get<FirstHourRun>(`/v1/first-hours/${name(id)}`),
		/** What a model's tokens cost at the endpoint from now on. */
		setEndpointPrice: (endpoint: string, price: NewEndpointPrice) =>
			call<EndpointPrice>('PUT', `/v1/endpoints/${name(endpoint)}/price`, { json: price }),
		/** Returns the price that was removed. */
		removeEndpointPrice: (endpoint: string, model: string) =>
			call<EndpointPrice>('DELETE', `/v1/endpoints/${name(endpoint)}/price`, { query: { model } }),
		/** Binds a judge version to an endpoint, or with null to none; takes effect on queued games too. */
		bindJudge: (judge: string, endpoint: string | null) =>
			call<JudgeVersion>('PUT', `/v1/judges/${name(judge)}/endpoint`, { json: { endpoint } }),
	};
}
