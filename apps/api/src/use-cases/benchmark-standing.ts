import { appendAudit } from '@codejoust/db/queries/access';
import { updateBenchmarkStanding } from '@codejoust/db/queries/benchmark-standing';
import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks';
import type { ApiDeps } from '../deps.ts';
import type { Actor } from '../middleware/authenticate.ts';
import { Refusal } from '../refusal.ts';
import type { BenchmarkChange } from '../schemas/benchmark-change.ts';
import { findVersion } from './find-version.ts';

/** Retires a version, takes that back, or shows it to others than before; what it holds never changes. */
export async function changeBenchmark(
	{ db }: Pick<ApiDeps, 'db'>,
	{ name, change, by }: { name: string; change: BenchmarkChange; by: Actor },
): Promise<void> {
	if (!name.includes('@'))
		throw new Refusal('invalid-input', 'Name the version that is to change.', [
			{
				name: 'benchmark',
				value: name,
				reason: `Say ${name}@version: a change is of one version.`,
			},
		]);
	const before = await findVersion(db, name);
	await db.transaction(async (tx) => {
		await updateBenchmarkStanding(tx, before.id, {
			visibility: change.visibility,
			isRetired: change.retired,
		});
		await appendAudit(tx, {
			...by,
			action: 'benchmark.change',
			subject: name,
			before: { visibility: before.visibility, retired: before.retiredAt !== null },
			after: change,
		});
	});
}

/** A retired version stays readable and takes nothing new. */
export function refuseRetired({ slug, version, retiredAt }: BenchmarkVersionRow): void {
	if (retiredAt === null) return;
	const name = `${slug}@${version}`;
	throw new Refusal(
		'conflict',
		`Benchmark ${name} was retired at ${retiredAt.toISOString()} and takes no submissions any more.`,
	);
}
