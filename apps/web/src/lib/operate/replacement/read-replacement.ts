import type { Client, Hold, JudgeVersion } from '@codejoust/contract/client';
import type { Replacement } from './replacement-steps.ts';

/** The parts of it that the page itself shows are whole. */
type ReadReplacement = Omit<Replacement, 'old' | 'next' | 'holds'> & {
	readonly old: JudgeVersion;
	readonly next: JudgeVersion | undefined;
	readonly holds: readonly Hold[];
	readonly candidates: readonly string[];
};

/** As many re-judgings and tests are looked at. */
const MOST = 100;

/** What the console knows of replacing a judge version by another one, and which versions could take its place. */
export async function readReplacement(
	client: Client,
	asked: { readonly old: string; readonly by: string | null },
): Promise<ReadReplacement> {
	const [old, judges, rejudgings, holds] = await Promise.all([
		client.judge(asked.old),
		client.judges(),
		client.rejudgings({ limit: MOST }),
		client.holds(),
	]);
	const candidates = judges.items
		.filter(({ name, retired_at: at }) => at === null && name !== old.name)
		.map(({ name }) => name);
	const next = asked.by === null ? undefined : await client.judge(asked.by);
	const known = { old, next, candidates, rejudgings: rejudgings.items, holds: holds.items };
	if (!next) return { ...known, tests: [], checks: [] };
	const [tests, checks] = await Promise.all([
		next.endpoint === null
			? undefined
			: client.audit({ action: 'endpoint.test', subject: next.endpoint, limit: MOST }),
		client.checksOfJudge(next.name),
	]);
	return { ...known, tests: tests?.items ?? [], checks: checks.items };
}
