import type { RunAction } from '@codejoust/api/client';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { describeRun } from '../describe-run.ts';
import { examples } from '../examples.ts';
import { findRun } from '../find-run.ts';
import { safeJson } from '../safe-text.ts';

const SUMMARIES: Readonly<Record<RunAction, string>> = {
	pause: 'pause a run',
	resume: 'go on with a paused run',
	cancel: 'end a run before its time',
	retry: 'ask the judge again about unscored games',
};
const SAYS: Readonly<Record<RunAction, string>> = {
	pause: 'Pauses a run: games in flight are kept, no new one is asked.',
	resume: 'Goes on with a paused run.',
	cancel: 'Ends a run that is not finished; what was judged is kept.',
	retry: 'Asks the judge again about the unscored games of a run.',
};

/** `pause`, `resume`, `cancel` and `retry`. */
export function addControl(program: Command, { terminal }: CliContext): void {
	// The keys of SAYS are the actions.
	for (const action of Object.keys(SAYS) as RunAction[]) {
		program
			.command(action)
			.summary(SUMMARIES[action])
			.description(`${SAYS[action]} Needs an operator’s key.`)
			.argument('<id>', 'a run, or a submission for its newest one')
			.option('--json', 'print the run as JSON')
			.addHelpText('after', examples(`${action} run_7k2m`))
			.action(async (id: string, options: { readonly json?: boolean }, command: Command) => {
				const { client } = await connect(command);
				const run = await client.controlRun((await findRun(client, id)).id, action);
				if (options.json) terminal.print(safeJson(run));
				else for (const line of describeRun(run)) terminal.print(line);
			});
	}
}
