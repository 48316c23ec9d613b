import type { SubmissionBrief } from '@codejoust/contract/client';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { examples } from '../examples.ts';
import { listAction } from '../list-action.ts';
import { modelName } from '@codejoust/contract/model-name';
import type { Column } from '../table.ts';

/** `submissions`: one's own, drafts and private ones among them. */
export function addSubmissions(program: Command, context: CliContext): void {
	program
		.command('submissions')
		.summary('list your submissions')
		.description('Lists the newest submissions of your key: drafts and private ones too.')
		.option('--json', 'print them as JSON')
		.addHelpText('after', examples('submissions', 'submissions --json'))
		.action(
			listAction(context, COLUMNS, (client) => client.submissions({ mine: 'true', limit: 200 })),
		);
}

const COLUMNS: readonly Column<SubmissionBrief>[] = [
	{ title: 'Submission', cell: ({ id }) => id },
	{ title: 'State', cell: ({ state }) => state },
	{ title: 'Seen by', cell: ({ visibility }) => (visibility === 'public' ? 'everybody' : 'you') },
	{ title: 'Benchmark', cell: ({ benchmark }) => benchmark },
	{ title: 'Model', cell: ({ model }) => modelName(model), least: 8 },
	{ title: 'Created', cell: ({ created_at: at }) => at.slice(0, 16).replace('T', ' ') },
];
