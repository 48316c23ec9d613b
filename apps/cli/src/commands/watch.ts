import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { findRun } from '../find-run.ts';
import { addPatience } from '../patience-option.ts';
import { safeJson } from '../safe-text.ts';
import { watchRun } from '../watch.ts';

type Options = { readonly patience: number; readonly json?: boolean };

/** `watch`: a run's progress until it stands still. */
export function addWatch(program: Command, context: CliContext): void {
	const command = program
		.command('watch')
		.summary('show a run’s progress until it ends')
		.description('Shows the progress of a run, or of a submission’s newest one, until it ends.')
		.argument('<id>', 'a run or a submission')
		.option('--json', 'print the run as JSON when it has ended');
	addPatience(command)
		.addHelpText('after', examples('watch run_7k2m', 'watch sub_9x4c --json'))
		.action(async (id: string, { patience, json }: Options, self: Command) => {
			const connection = await connect(self);
			const found = await findRun(connection.client, id);
			const run = await watchRun(context, connection, { id: found.id, patienceSeconds: patience });
			if (json && run) context.terminal.print(safeJson(run));
		});
}
