import { describeDollars } from '../../describe-dollars.ts';
import { listJudgeVersions, type JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { findServiceBudget } from '@codejoust/db/queries/runs/budgets';
import { listWorkers } from '@codejoust/db/queries/runs/workers';
import type { ListedModels } from '@codejoust/judge/endpoint/list-models';
import { type Endpoint, isMissing } from '@codejoust/judge/judge-endpoint';
import type { ApiDeps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { describeForeignModel, describeUnknownEndpoint } from './known-models.ts';

/** An endpoint that this server can ask itself. */
export async function requireOwn(
	{ db, endpoints }: Pick<ApiDeps, 'db' | 'endpoints'>,
	name: string,
): Promise<Endpoint> {
	const endpoint = endpoints.find((one) => one.name === name);
	if (endpoint) return endpoint;
	const elsewhere = (await listWorkers(db)).some((worker) => worker.endpoint === name);
	if (elsewhere)
		throw new Refusal(
			'conflict',
			`The endpoint ${name} is in the settings of workers and not in those of this server: give CODEJOUST_ENDPOINTS to the server of the API too.`,
		);
	const names = endpoints.map((one) => one.name);
	throw new Refusal('not-found', describeUnknownEndpoint(name, names));
}

export function requireAllowed(endpoint: Endpoint, model: string, field: string): void {
	if (endpoint.allows(model)) return;
	const reason = describeForeignModel(endpoint.name, { model, allowed: endpoint.facts.models });
	throw new Refusal('invalid-input', reason, [{ name: field, value: model, reason }]);
}

/** Micro-dollars that the service may still spend, Infinity without a budget. Refused when nothing is left. */
export async function requireBudget({ db }: Pick<ApiDeps, 'db'>): Promise<number> {
	const { limitMicroUsd: limit, spentMicroUsd: spent } = await findServiceBudget(db);
	if (limit === null) return Infinity;
	if (spent < limit) return limit - spent;
	throw new Refusal(
		'conflict',
		`Nothing was asked: the service’s budget of ${describeDollars(limit)} is reached.`,
	);
}

/** The newest judge version that is asked at an endpoint, of the model where one is named. */
export async function findNewestJudge(
	{ db, endpointOf }: Pick<ApiDeps, 'db' | 'endpointOf'>,
	{ endpoint, model }: { readonly endpoint: Endpoint; readonly model?: string | undefined },
): Promise<JudgeVersionRow | undefined> {
	const judges = (await listJudgeVersions(db)).filter((judge) => {
		const at = endpointOf(judge);
		const isHere = !isMissing(at) && at.name === endpoint.name && judge.retiredAt === null;
		return isHere && (model === undefined || judge.model === model);
	});
	const [newest] = judges.toSorted((a, b) => b.releasedAt.getTime() - a.releasedAt.getTime());
	return newest;
}

/** A model of the endpoint for which there is no judge: one that its settings name, else the first that it lists and allows. */
export function chooseModel(endpoint: Endpoint, listed: ListedModels): string | undefined {
	const exact = endpoint.facts.models.find((glob) => !glob.includes('*'));
	const names = listed.kind === 'models' ? listed.ids.filter(endpoint.allows) : [];
	return exact ?? names[0];
}
