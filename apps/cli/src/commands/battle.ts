import type { Command } from 'commander';
import { printBattle } from '../battle-text.ts';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { readBattleId } from '../option-values.ts';
import { safeJson } from '../safe-text.ts';

/** `battle`: one battle whole. */
export function addBattle(program: Command, { terminal }: CliContext): void {
	program
		.command('battle')
		.summary('show a battle: question, answers, both games')
		.description('Shows a battle: the question, both answers, both games and the judge’s words.')
		.argument('<id>', 'its number; see "codejoust battles"', readBattleId)
		.option('--json', 'print it as JSON')
		.addHelpText('after', examples('battle 12', 'battle 12 --json'))
		.action(async (id: string, options: { readonly json?: boolean }, command: Command) => {
			const { client } = await connect(command);
			const battle = await client.battle(id);
			if (options.json) terminal.print(safeJson(battle));
			else printBattle(terminal, battle);
		});
}
