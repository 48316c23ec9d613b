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
import type { Database } from '@codejoust/db/connect';
import { listJuriesWith } from '@codejoust/db/queries/runs/jury-runs';
import { findJudge } from './find-judge.ts';
import { hasMembers } from '../../has-members.ts';

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
		const juries = hasMembers(judge) ? [] : await listLiveJuries(tx, judge.hash);
		if (retired && !evenIfLive && live.length + juries.length > 0)
			throw refuseLive(nameJudge(judge), live, juries);
		await appendAudit(tx, {
			...by,
			action: retired ? 'judge.retire' : 'judge.restore',
			subject: nameJudge(judge),
			before: { retired: !retired },
			after: { retired },
			detail: {
				...(live.length > 0 ? { live_on: live } : {}),
				...(juries.length > 0 ? { member_of: juries.map(({ name }) => name) } : {}),
			},
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

type LiveJury = { readonly name: string; readonly kind: string; readonly live: readonly string[] };

/** The juries and cascades that could not judge any more without this member, and where they are live. */
async function listLiveJuries(tx: Database, memberHash: string): Promise<readonly LiveJury[]> {
	const found: LiveJury[] = [];
	for (const jury of await listJuriesWith(tx, memberHash)) {
		const live = (await listLiveBenchmarks(tx, jury.id)).map(nameBenchmark);
		if (live.length > 0) found.push({ name: nameJudge(jury), kind: jury.kind, live });
	}
	return found;
}

function refuseLive(name: string, own: readonly string[], juries: readonly LiveJury[]): Refusal {
	const places = [
		...(own.length > 0 ? [`live on ${own.join(', ')}`] : []),
		...juries.map(
			({ name: jury, kind, live }) => `a member of the ${kind} ${jury}, live on ${live.join(', ')}`,
		),
	];
	return new Refusal(
		'conflict',
		`The judge ${name} is ${places.join(', and ')}, where nothing could be submitted any more. Make another judge live there first, or send even_if_live.`,
	);
}
