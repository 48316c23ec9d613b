import { openAsBlob } from 'node:fs';
import type { Client, NewSubmission, Submission } from '@codejoust/contract/client';
import { smallSubmission } from '../support/small-benchmark.ts';
import { until } from '../support/until.ts';
import type { InstallationMarks } from './fill-installation.ts';

const SECOND_JUDGE = 'codejoust-rehearsal-2';
const PAIRS = new URL('../../sample/labelled-pairs.jsonl', import.meta.url);

/** A model's answers of different lengths and forms, so that the rehearsal judge finds wins, ties and losses. */
export function answersOf(benchmark: string, model: string, count: number): NewSubmission {
	const submission = smallSubmission(benchmark, model, count);
	return {
		...submission,
		variant: { label: 'effort high', effort: 'high', temperature: 0.5 },
		responses: submission.responses.map(({ question_id, response }, at) => ({
			question_id,
			response:
				(at + model.length) % 3 === 0
					? ''
					: (at + model.length) % 2 === 0
						? `${response}\n\n\`\`\`python\ndef reverse(items):\n    return items[::-1]\n\`\`\`\n\nIt copies the list.`
						: response,
		})),
	};
}

/** An organisation with quotas and two keys: one that submits, rotated once, and one that operates. */
export async function makeKeys(
	client: Client,
): Promise<Pick<InstallationMarks['keys'], 'submit' | 'operate'>> {
	const quotas = { submissions_per_day: 50, games_per_month: 100_000 };
	await client.createOrganisation({ slug: 'growers', name: 'Growers', quotas });
	const order = { organisation: 'growers', member: 'Ada' };
	const made = await client.createKey({ ...order, label: 'submits' });
	const { key: submit } = await client.rotateKey(made.id);
	const { key: operate } = await client.createKey({
		organisation: 'operators',
		label: 'operates',
		scopes: ['operate'],
	});
	const { id } = await client.createKey({ ...order, label: 'revoked' });
	await client.revokeKey(id);
	if (submit === null || operate === null) throw new Error('a new key was not shown');
	return { submit, operate };
}

/** The submission once all its runs are done; a public one, once it is on its board. */
export async function untilJudged(
	client: Client,
	{ id, benchmark, visibility }: Submission,
): Promise<Submission> {
	if (visibility === 'public')
		await until(
			() => client.leaderboard(benchmark).catch(() => ({ rows: [] })),
			({ rows }) => rows.some((row) => row.submission_id === id && row.missing === 0),
		);
	return until(
		() => client.submission(id),
		({ runs }) => runs.length > 0 && runs.every(({ state }) => state === 'done'),
	);
}

/** Removes an answer of one battle, as an operator does. */
export async function removeText(client: Client, benchmark: string): Promise<void> {
	const { items } = await client.battles({ benchmark, model: 'cedar', question: 'q1' });
	const battle = items[0]?.id;
	if (battle === undefined) throw new Error('there is no battle whose text could be removed');
	await client.redact({ battle, parts: ['answer'], reason: 'made up for the fixture' });
}

/** Judges a board again by a second judge, up to the report. Returns the id of the re-judging. */
export async function rejudge(client: Client, benchmark: string): Promise<string> {
	const definition = { model: SECOND_JUDGE };
	const order = { slug: SECOND_JUDGE, from: 'codejoust-rehearsal-1@1', definition };
	const judge = await client.createJudge(order);
	const { id, confirmation } = await client.planRejudging({ benchmark, judge: judge.name });
	if (confirmation === null) throw new Error('the plan has no figure to confirm');
	await client.startRejudging(id, confirmation);
	await until(
		() => client.rejudging(id),
		({ state }) => state === 'reported',
	);
	return id;
}

/** Measures a judge against our labelled pairs. */
export async function checkJudge(client: Client): Promise<void> {
	const { name } = await client.importCheckSet({
		metadata: { slug: 'pairs', version: '1', name: 'Pairs' },
		pairs: await openAsBlob(PAIRS),
	});
	const { id } = await client.startCheck({ set: name, judge: 'codejoust-rehearsal-1@1' });
	await until(
		() => client.judgeCheck(id),
		({ results }) => results !== null,
	);
}
