import type { Run } from '@codejoust/contract/client';
import type { CliContext } from './cli-context.ts';
import type { Connection } from './connect.ts';
import { exitCodeOf, reportEnd } from './describe-run.ts';
import { EXIT } from './exit-code.ts';
import { followRun } from './follow-run.ts';
import { createProgressView } from './progress-line.ts';

/** Shows a run until it stands still or Ctrl-C is pressed, and sets the exit code. Undefined when interrupted. */
export async function watchRun(
	{ terminal, finish }: CliContext,
	connection: Connection,
	{ id, patienceSeconds }: { readonly id: string; readonly patienceSeconds: number },
): Promise<Run | undefined> {
	const interrupt = new AbortController();
	const onInterrupt = () => interrupt.abort();
	process.once('SIGINT', onInterrupt);
	try {
		const run = await followRun(connection, id, {
			onRun: createProgressView(terminal),
			signal: interrupt.signal,
			patienceMs: 1000 * patienceSeconds,
		});
		if (run) {
			reportEnd(terminal, run);
			finish(exitCodeOf(run));
			return run;
		}
		terminal.error(`The run continues on the server. Watch it again with: codejoust watch ${id}`);
		finish(EXIT.interrupted);
		return undefined;
	} finally {
		process.off('SIGINT', onInterrupt);
	}
}
