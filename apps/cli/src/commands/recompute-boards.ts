import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { count } from '../format-numbers.ts';
import { safeJson, safeText } from '../safe-text.ts';

/** `recompute-boards`: all boards of earlier rules by the rules of today. */
export function addRecomputeBoards(program: Command, { terminal }: CliContext): void {
	program
		.command('recompute-boards')
		.summary('compute every board of earlier rules again (operators)')
		.description(
			'Has the server compute every board again whose numbers come from an earlier version of the rules. The old numbers keep their permalinks. Asks no judge and costs nothing.',
		)
		.option('--json', 'print it as JSON')
		.addHelpText('after', examples('recompute-boards'))
		.action(async (options: { readonly json?: boolean }, self: Command) => {
			const { client } = await connect(self);
			const { code_version: version, boards } = await client.recomputeBoards();
			if (options.json) return terminal.print(safeJson({ code_version: version, boards }));
			if (boards.length === 0)
				return terminal.print(`Every board has the numbers of the rules ${version} already.`);
			terminal.print(`${count(boards.length, 'board')} will be computed by the rules ${version}:`);
			for (const board of boards)
				terminal.print(
					safeText(
						`${board.benchmark}, judged by ${board.judge} (until now ${board.code_version})`,
					),
				);
		});
}
