import type { RunAction } from '@codejoust/contract/client';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { describeRun } from '../describe-run.ts';
import { examples } from '../examples.ts';
import { findRun } from '../find-run.ts';
import { causeOption, resumeAll, type ResumeAll } from './holds.ts';
import { safeJson } from '../safe-text.ts';

const SUMMARIES: Readonly<Record<RunAction, string>> = {
	pause: 'pause a run',
	resume: 'resume a paused run',
	cancel: 'cancel a run',
	retry: 'ask the judge again about unscored games',
};
const SAYS: Readonly<Record<RunAction, string>> = {
	pause: 'Pauses a run: games in flight finish, and no new game is asked.',
	resume:
		'Resumes a paused run. Where its judge or endpoint is held, the hold is lifted for all that wait for it.',
	cancel: 'Cancels a run that is not finished; its judgments are kept.',
	retry: 'Asks the judge again about the unscored games of a run.',
};

type Options = ResumeAll & { readonly all?: boolean };

/** `pause`, `resume`, `cancel` and `retry`. */
export function addControl(program: Command, context: CliContext): void {
	const { terminal } = context;
	// The keys of SAYS are the actions.
	for (const action of Object.keys(SAYS) as RunAction[]) {
		const command = program
			.command(action)
			.summary(SUMMARIES[action])
			.description(`${SAYS[action]} Needs an operator’s key.`)
			.argument(action === 'resume' ? '[id]' : '<id>', 'a run, or a submission for its newest one')
			.option('--json', 'print the run as JSON')
			.addHelpText(
				'after',
				action === 'resume'
					? examples('resume run_7k2m', 'resume --all --cause wrong-key')
					: examples(`${action} run_7k2m`),
			)
			.action(async (id: string | undefined, options: Options, command: Command) => {
				if (options.all && id === undefined) return resumeAll(context, options, command);
				if (id === undefined || options.all)
					return command.error('error: name a run or a submission, or give --all');
				const { client } = await connect(command);
				const run = await client.controlRun((await findRun(client, id)).id, action);
				if (options.json) terminal.print(safeJson(run));
				else for (const line of describeRun(run)) terminal.print(line);
			});
		if (action === 'resume')
			command
				.option('--all', 'everything that waits for a held judge or endpoint')
				.addOption(causeOption());
	}
}
