import { type NewModel, ProblemError } from '@codejoust/contract/client';
import type { Connection } from '../connect.ts';
import { safeText } from '../safe-text.ts';
import { sayHowToAdd } from '../send-submission.ts';
import { UsageError } from '../usage-error.ts';

type Asked = {
	/** With its version. */
	readonly benchmark: string;
	readonly model: string | NewModel;
	readonly gate: string | undefined;
};

/**
 * Looks before anything is asked and paid for whether its end can be reached: the key may submit, the server knows the model or
 * is told of it, and the model of the gate is on the board. Throws a `UsageError` with everything that is missing.
 */
export async function requireSendable(connection: Connection, asked: Asked): Promise<void> {
	const missing = [
		await sayKey(connection),
		await sayModel(connection, asked.model),
		await sayGate(connection, asked),
	].filter((sentence) => sentence !== undefined);
	if (missing.length > 0) throw new UsageError(`${missing.join('\n')}\nNothing was asked.`);
}

async function sayKey({ client, server, key }: Connection): Promise<string | undefined> {
	if (key === undefined)
		return `No key is stored for ${server}: store one with "codejoust login", so that the answers can be submitted.`;
	const { scopes, id } = (await client.ownKey()).key;
	const may = scopes.some((scope) => scope !== 'read');
	return may ? undefined : `The key ${id} may only read: submitting needs a key that may submit.`;
}

async function sayModel(
	{ client }: Connection,
	model: string | NewModel,
): Promise<string | undefined> {
	if (typeof model !== 'string') return undefined;
	try {
		await client.model(model);
		return undefined;
	} catch (error) {
		if (error instanceof ProblemError && error.problem.status === 404) return sayHowToAdd(model);
		throw error;
	}
}

async function sayGate(
	{ client }: Connection,
	{ benchmark, gate }: Asked,
): Promise<string | undefined> {
	if (gate === undefined) return undefined;
	const { rows } = await client.leaderboard(benchmark);
	const isThere = rows.some((row) => row.model.slug === gate || row.submission_id === gate);
	return isThere
		? undefined
		: `The board of ${benchmark} has no model ${safeText(gate)} for --gate.`;
}
