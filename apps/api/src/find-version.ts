import type { Database } from '@codejoust/db/connect';
import {
	type BenchmarkVersionRow,
	findBenchmarkVersion,
} from '@codejoust/db/queries/benchmarks/benchmarks';
import { parseBenchmarkName } from './benchmark-name.ts';
import { Refusal } from './refusal.ts';

/** The benchmark version of a name; refused where there is none. */
export async function findVersion(db: Database, name: string): Promise<BenchmarkVersionRow> {
	const version = await findBenchmarkVersion(db, parseBenchmarkName(name));
	if (!version) throw new Refusal('not-found', `There is no benchmark "${name}".`);
	return version;
}
