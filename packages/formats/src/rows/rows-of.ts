import { problemInFile } from '../checks/problem.ts';
import { readRows } from './decode.ts';
import type { Row } from './json-row.ts';

/** Reads a file row by row; where it has a name, since it is one of several, every place and problem has that name too. */
export function* readRowsOf({
	bytes,
	file,
}: {
	readonly bytes: Uint8Array;
	readonly file: string | undefined;
}): Generator<Row> {
	for (const row of readRows(bytes)) {
		if (file === undefined) yield row;
		else if (row.kind === 'record') yield { ...row, file };
		else yield { kind: 'problem', problem: problemInFile(row.problem, file) };
	}
}
