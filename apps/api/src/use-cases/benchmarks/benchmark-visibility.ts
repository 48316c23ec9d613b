import { appendAudit } from '@codejoust/db/queries/keys/audit';
import { updateBenchmarkVisibility } from '@codejoust/db/queries/benchmarks/benchmark-visibility';
import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import type { ApiDeps } from '../../deps.ts';
import type { Actor } from '../../actor.ts';
import { Refusal } from '../../refusal.ts';
import type { BenchmarkChange } from '@codejoust/contract/schemas/benchmark-change';
import { findVersion } from '../../find-version.ts';

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
				reason: `Write ${name}@version: a change applies to one version.`,
			},
		]);
	const before = await findVersion(db, name);
	await db.transaction(async (tx) => {
		await updateBenchmarkVisibility(tx, before.id, {
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
