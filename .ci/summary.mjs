import { readFileSync } from 'node:fs';

/** Prints "N passed, N failed[, N skipped]" of a vitest JSON report and exits 1 when anything failed. */
const [report = '', exitCode = '1', failedChecks = '0'] = process.argv.slice(2);
const counts = read(report);
// The runner can fail without a failed test: a crash, an unhandled rejection, a file that will not load.
const unseen = exitCode !== '0' && counts.failed === 0 ? 1 : 0;
const failed = counts.failed + unseen + Number(failedChecks);
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
process.stdout.write(`${counts.passed} passed, ${failed} failed${skipped}\n`);
process.exitCode = failed > 0 ? 1 : 0;

function read(path) {
	try {
		const result = JSON.parse(readFileSync(path, 'utf8'));
		return {
			passed: result.numPassedTests,
			failed: result.numFailedTests,
			skipped: result.numPendingTests + result.numTodoTests,
		};
	} catch {
		return { passed: 0, failed: exitCode === '0' ? 1 : 0, skipped: 0 };
	}
}
