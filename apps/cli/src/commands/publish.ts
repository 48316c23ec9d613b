import type { Client, Submission } from '@codejoust/contract/client';
import { type Command, Option } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { describeSubmission } from '../describe-submission.ts';
import { examples } from '../examples.ts';
import { safeJson } from '../safe-text.ts';
import { UsageError } from '../usage-error.ts';

type Options = { readonly reason?: string; readonly json?: boolean };
type Work<Given> = (client: Client, id: string, options: Given) => Promise<Submission>;

/** `publish`, `withdraw` and `review`: who sees a submission; `rerun`: what operators say of its answers. */
export function addPublish(program: Command, context: CliContext): void {
	change<Options>(program, context, 'publish', 'make a private submission public', (client, id) =>
		client.publishSubmission(id),
	).addHelpText('after', examples('publish sub_9x4c'));
	change<Options>(program, context, 'withdraw', 'withdraw a submission', (client, id, { reason }) =>
		client.withdrawSubmission(id, reason === undefined ? {} : { reason }),
	)
		.option('--reason <text>', 'why; everybody sees it')
		.addHelpText('after', examples('withdraw sub_9x4c --reason "wrong checkpoint"'));
	change<Options & Decision>(
		program,
		context,
		'review',
		'decide about a flagged submission',
		review,
	)
		.addOption(new Option('--clear', 'it may appear on public boards').conflicts('reject'))
		.option('--reject <reason>', 'it may not; the reason is shown')
		.addHelpText(
			'after',
			examples('review sub_9x4c --clear', 'review sub_9x4c --reject "speaks to the judge"'),
		);
	change<Options & { readonly remove?: boolean }>(
		program,
		context,
		'rerun',
		'mark that an operator has made the answers of a submission again',
		(client, id, { reason, remove = false }) => {
			if (reason === undefined)
				throw new UsageError('Say what was done, for the audit log: --reason TEXT.');
			return client.markRerun(id, { is_rerun: !remove, reason });
		},
	)
		.option('--reason <text>', 'what was done; for the audit log')
		.option('--remove', 'take the mark away')
		.addHelpText(
			'after',
			examples('rerun sub_9x4c --reason "vLLM 0.9, the published weights, same answers"'),
		);
}

type Decision = { readonly clear?: boolean; readonly reject?: string };

async function review(
	client: Client,
	id: string,
	{ clear, reject }: Decision,
): Promise<Submission> {
	if (reject !== undefined)
		return client.reviewSubmission(id, { decision: 'reject', reason: reject });
	if (clear) return client.reviewSubmission(id, { decision: 'clear' });
	throw new UsageError('Give your decision: --clear or --reject REASON.');
}

function change<Given extends Options>(
	program: Command,
	{ terminal }: CliContext,
	name: string,
	summary: string,
	work: Work<Given>,
): Command {
	const sentence = `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
	return program
		.command(name)
		.summary(summary)
		.description(
			name === 'review' || name === 'rerun' ? `${sentence} Needs an operator’s key.` : sentence,
		)
		.argument('<id>', 'a submission')
		.option('--json', 'print the submission as JSON')
		.action(async (id: string, options: Given, command: Command) => {
			const { client } = await connect(command);
			const submission = await work(client, id, options);
			if (options.json) terminal.print(safeJson(submission));
			else for (const line of describeSubmission(submission)) terminal.print(line);
		});
}
