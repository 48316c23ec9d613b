import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { describeRun } from '../describe-run.ts';
import { describeSubmission } from '../describe-submission.ts';
import { examples } from '../examples.ts';
import { isRunId } from '../find-run.ts';
import { safeJson } from '../safe-text.ts';

/** `status`: a run, or a submission with all its runs, as it is now. */
export function addStatus(program: Command, { terminal }: CliContext): void {
	program
		.command('status')
		.summary('show a run or a submission as it is now')
		.description('Shows a run, or a submission with all its runs, as it is now.')
		.argument('<id>', 'a run or a submission')
		.option('--json', 'print it as JSON')
		.addHelpText('after', examples('status run_7k2m', 'status sub_9x4c --json'))
		.action(async (id: string, options: { readonly json?: boolean }, command: Command) => {
			const { client } = await connect(command);
			const found = isRunId(id) ? await client.run(id) : await client.submission(id);
			if (options.json) terminal.print(safeJson(found));
			else {
				const lines = 'runs' in found ? describeSubmission(found) : describeRun(found);
				for (const line of lines) terminal.print(line);
			}
		});
}
