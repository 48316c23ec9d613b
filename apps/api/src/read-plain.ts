import { plainFile } from '@codejoust/formats/tables/plain-file';
import type { TableOptions } from '@codejoust/formats/tables/csv-lines';
import { UnreadableFile } from '@codejoust/formats/tables/unreadable-file';
import { readParquet } from './read-parquet.ts';
import { refuseProblems } from './refuse-problems.ts';

/** A file of records as its reader takes it: unpacked, a table as JSONL; refused under its name where that cannot be done. */
export async function readPlain(
	name: string,
	bytes: Uint8Array,
	options: TableOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
	try {
		return await plainFile(new Blob([new Uint8Array(bytes)]).stream(), readParquet, options);
	} catch (cause) {
		if (!(cause instanceof UnreadableFile)) throw cause;
		refuseProblems(name, { shown: [cause.problem], total: 1 });
		throw cause;
	}
}
