import { nameJudge, nameBenchmark } from '../../benchmark-name.ts';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import {
	listLiveBenchmarks,
	retireJudgeVersion,
} from '@codejoust/db/queries/judges/judge-retirement';
import type { z } from 'zod';
import type { ApiDeps } from '../../deps.ts';
import type { Actor } from '../../actor.ts';
import { Refusal } from '../../refusal.ts';
import type { judgeChange } from '@codejoust/contract/schemas/judge-registry';
import { findJudge } from './find-judge.ts';

/** Retires a judge version, or takes that back. Its boards and judgments stay as they are. */
export async function changeJudge(
	{ db }: Pick<ApiDeps, 'db'>,
	{
		name,
		change,
		by,
	}: {
		readonly name: string;
		readonly change: z.output<typeof judgeChange>;
		readonly by: Actor;
	},
): Promise<void> {
	const { retired, even_if_live: evenIfLive } = change;
	const judge = await findJudge(db, requireVersion(name));
	await db.transaction(async (tx) => {
		const isChanged = await retireJudgeVersion(tx, { id: judge.id, isRetired: retired });
		if (!isChanged) return;
		const live = (await listLiveBenchmarks(tx, judge.id)).map(nameBenchmark);
		if (retired && !evenIfLive && live.length > 0) throw refuseLive(nameJudge(judge), live);
		await appendAudit(tx, {
			...by,
			action: retired ? 'judge.retire' : 'judge.restore',
			subject: nameJudge(judge),
			before: { retired: !retired },
			after: { retired },
			detail: live.length > 0 ? { live_on: live } : {},
		});
	});
}

function requireVersion(name: string): string {
	if (name.includes('@')) return name;
	throw new Refusal('invalid-input', 'Name the version that is to change.', [
		{
			name: 'judge',
			value: name,
			reason: `Write ${name}@version: a change applies to one version.`,
		},
	]);
}

function refuseLive(name: string, live: readonly string[]): Refusal {
	return new Refusal(
		'conflict',
		`The judge ${name} is live on ${live.join(', ')}, where nothing could be submitted any more. Make another judge live there first, or send even_if_live.`,
	);
}
