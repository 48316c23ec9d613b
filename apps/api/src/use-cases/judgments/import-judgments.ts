import { createHash } from 'node:crypto';
import { listNames } from '@codejoust/arena/text/printable';
import type { ImportMetadata, JudgmentImport } from '@codejoust/contract/schemas/judgment-import';
import type { Database } from '@codejoust/db/connect';
import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import { retryDeadlocks } from '@codejoust/db/retry-deadlocks';
import { findSubmission, listResponses } from '@codejoust/db/queries/submissions/submissions';
import { createProblemList } from '@codejoust/formats/checks/problem-list';
import { groupDigits } from '@codejoust/formats/checks/limits';
import { readJudgments } from '@codejoust/formats/judgments/judgments';
import type { Actor } from '../../actor.ts';
import { findVersion } from '../../find-version.ts';
import { Refusal } from '../../refusal.ts';
import { readPlain } from '../../read-plain.ts';
import { refuseProblems } from '../../refuse-problems.ts';
import { listAskedQuestions } from '../benchmarks/asked-benchmark.ts';
import { refuseRetired } from '../benchmarks/benchmark-visibility.ts';
import { listContestants } from './contestants.ts';
import { orientJudgments, type OrientedJudgment, type OtherPairs } from './orient-judgments.ts';
import { storeImport } from './store-import.ts';
import { unpackFile } from '../../unpack-file.ts';

type NamedFile = { readonly name: string; readonly bytes: Uint8Array };

/** Of one file; a judge for each would make boards of one row. */
const MOST_JUDGES = 20;

/**
 * Imports judgments that somebody else had made, as runs of judges that ask nothing: all of them or none. The same files
 * again change nothing.
 */
export async function importJudgments(
	db: Database,
	{
		benchmark,
		files,
		metadata,
		by,
	}: {
		readonly benchmark: string;
		readonly files: readonly NamedFile[];
		readonly metadata: ImportMetadata;
		readonly by: Actor;
	},
): Promise<JudgmentImport> {
	const version = await findVersion(db, benchmark);
	refuseRetired(version);
	const unpacked = files.map(({ name, bytes }) => ({ name, bytes: unpackFile(name, bytes) }));
	const plain = await readTables(unpacked, Object.values(metadata.map ?? {}));
	const problems = createProblemList();
	const read = readJudgments(plain, problems, { map: metadata.map });
	const { format } = read;
	if (!format) {
		refuseProblems('judgments', problems.list());
		throw new Refusal('invalid-input', 'The files hold no judgments.');
	}
	const questions = await listAskedQuestions(db, version.id);
	const isOne = read.judgments.every(({ games }) => games.length === 1);
	const orders = isOne ? 'one' : 'both';
	const { rows, others } = orientJudgments(
		read.judgments,
		{ questions, baseline: await readBaseline(db, version), orders, given: metadata },
		problems,
	);
	const contestants = listContestants(rows, problems);
	refuseProblems('judgments', problems.list());
	refuseOthers(others, { metadata, rows: rows.length, version });
	refuseManyJudges(rows);
	const given = unpacked.map(({ name, bytes }, at) => ({
		name,
		sha256: createHash('sha256').update(bytes).digest('hex'),
		records: read.records[at] ?? 0,
	}));
	const stored = await retryDeadlocks(() =>
		storeImport(db, {
			asked: { version, questions },
			rows,
			contestants,
			files: given,
			format,
			orders,
			metadata,
			by,
		}),
	);
	return {
		benchmark: `${version.slug}@${version.version}`,
		dry_run: metadata.dry_run,
		detected: read.detected.words,
		files: given,
		notes: [...read.notes, ...describeOthers(others)],
		...stored,
	};
}

async function readTables(files: readonly NamedFile[], columns: readonly string[]) {
	const options = { hasEmptyCellsDropped: true, columns };
	const plain: NamedFile[] = [];
	for (const { name, bytes } of files)
		plain.push({ name, bytes: await readPlain('judgments', bytes, options) });
	return plain;
}

async function readBaseline(db: Database, version: BenchmarkVersionRow) {
	const submission = await findSubmission(db, version.baselineId);
	if (!submission) throw new Error(`the baseline ${version.baselineId} vanished`);
	const responses = await listResponses(db, version.baselineId);
	const { slug, name } = submission.model;
	return { slug, name, hashOf: new Map(responses.map(({ key, textHash }) => [key, textHash])) };
}

function refuseOthers(
	{ count, examples }: OtherPairs,
	{
		metadata,
		rows,
		version,
	}: {
		readonly metadata: ImportMetadata;
		readonly rows: number;
		readonly version: BenchmarkVersionRow;
	},
): void {
	const name = `${version.slug}@${version.version}`;
	if (count > 0 && metadata.others === 'refuse')
		throw new Refusal(
			'invalid-input',
			`In ${count} of ${count + rows} records neither model is the baseline of ${name} (${examples.join('; ')}): a board compares every model with its baseline. Send others: skip to leave these records out, or import them for a benchmark with such a baseline.`,
		);
	if (rows === 0)
		throw new Refusal('invalid-input', `No record compares a model with the baseline of ${name}.`);
}

function describeOthers({ count, examples }: OtherPairs): readonly string[] {
	return count === 0
		? []
		: [
				`${count === 1 ? '1 record was' : `${groupDigits(count)} records were`} left out, since neither of the models is the baseline (${examples.join('; ')}).`,
			];
}

function refuseManyJudges(rows: readonly OrientedJudgment[]): void {
	const judges = [...new Set(rows.map(({ judge }) => judge))];
	if (judges.length <= MOST_JUDGES) return;
	throw new Refusal(
		'invalid-input',
		`The file has judgments of ${judges.length} judges (${listNames(judges, judges.length, 3)}), and at most ${MOST_JUDGES} are imported together: name them together with judged_by.`,
	);
}
