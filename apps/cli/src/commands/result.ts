import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect, type GlobalOptions, openConnection } from '../connect.ts';
import { printPlace } from '../evaluate/print-place.ts';
import { examples } from '../examples.ts';
import { safeJson } from '../safe-text.ts';
import { readShareAddress } from '../share-address.ts';

/** `result`: where a submission is on its board, or would be; of a private one for its owner and whoever has its link. */
export function addResult(program: Command, context: CliContext): void {
	program
		.command('result')
		.summary('show where a submission is on its board, or would be')
		.description(
			'Shows where a submission is on its board, or would be: its rank, its neighbours, what cannot be distinguished, and what it lost. A private one needs your key, or its link in place of its id.',
		)
		.argument('<id>', 'a submission, or the address of a link to it')
		.option('--json', 'print the place as JSON')
		.addHelpText(
			'after',
			examples('result sub_9x4c', 'result "https://arena.example.com/submit/sub_9x4c?share=cjl_…"'),
		)
		.action(async (given: string, options: { readonly json?: boolean }, command: Command) => {
			const link = readShareAddress(given);
			const { noteVersion } = command.optsWithGlobals<GlobalOptions>();
			const connection = link
				? openConnection(link.server, link.token, (version) => noteVersion?.(version, link.server))
				: await connect(command);
			const id = link?.submission ?? given;
			if (options.json)
				context.terminal.print(safeJson(await connection.client.submissionPlace(id)));
			else await printPlace(context, connection, id);
		});
}
