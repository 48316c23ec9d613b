import { appendAudit } from '@codejoust/db/queries/access';
import { listLiveBenchmarks, retireJudgeVersion } from '@codejoust/db/queries/judge-standing';
import type { z } from 'zod';
import type { ApiDeps } from '../deps.ts';
import type { Actor } from '../middleware/authenticate.ts';
import { nameJudge, presentBenchmarkName } from '../present/names.ts';
import { Refusal } from '../refusal.ts';
import type { judgeChange } from '../schemas/judge-registry.ts';
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
		const live = (await listLiveBenchmarks(tx, judge.id)).map(presentBenchmarkName);
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
		{ name: 'judge', value: name, reason: `Say ${name}@version: a change is of one version.` },
	]);
}

function refuseLive(name: string, live: readonly string[]): Refusal {
	return new Refusal(
		'conflict',
		`The judge ${name} is live on ${live.join(', ')}, where nothing could be submitted any more. Make another judge live there first, or say even_if_live.`,
	);
}
