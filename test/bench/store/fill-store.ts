/**
 * Fills an empty database with the games of many judges: `node test/bench/store/fill-store.ts DATABASE_URL [judges, 10 unless told]
 * [models, 1000 unless told] [questions, 500 unless told]`, that is 10⁷ games. `measure-store.ts` reads them. Rows are made in SQL.
 */
import { startCodejoust } from '../../support/codejoust-server.ts';
import { registerJudge } from '../../support/register-judge.ts';
import { fillBoard, gamesPerReplicate } from '../fill-board.ts';
import { largeBenchmark } from '../large-board.ts';
import { fillJudge } from './fill-judge.ts';

const [databaseUrl, ...counts] = process.argv.slice(2);
if (databaseUrl === undefined) throw new Error('Say which database is to be filled: its URL.');
const [judges = 10, models = 1000, questions = 500] = counts.map(Number);

const filling = { benchmark: 'filled', models, questions };
const server = await startCodejoust({ databaseUrl, config: { roles: new Set(['api']) } });
try {
	const startedAt = performance.now();
	await server.client.createBenchmark(largeBenchmark(questions));
	await fillBoard(server.db, filling);
	tell(1);
	for (let judge = 2; judge <= judges; judge++) {
		const name = await registerJudge(server, `judge-${judge}`);
		await fillJudge(server.db, { benchmark: filling.benchmark, judge: name });
		tell(judge);
	}

	function tell(filled: number): void {
		const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
		console.log(`${(filled * gamesPerReplicate(filling)).toExponential(0)} games: ${seconds} s`);
	}
} finally {
	await server.stop();
}
