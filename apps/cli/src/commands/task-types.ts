import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { safeJson, safeText } from '../safe-text.ts';

/** `task-types`: how a benchmark's task types were mapped to categories. */
export function addTaskTypes(program: Command, { terminal }: CliContext): void {
	program
		.command('task-types')
		.summary('show the mapping of task types of a benchmark version')
		.description(
			'Shows CodeArena’s mapping of task types to categories that a version was published with. Another version of the benchmark that comes without one is read with it.',
		)
		.argument('<benchmark>', 'slug or slug@version')
		.option('--json', 'print it as JSON, as import benchmark --task-types reads it')
		.addHelpText('after', examples('task-types codearena', 'task-types codearena@1 --json'))
		.action(async (name: string, options: { readonly json?: boolean }, self: Command) => {
			const { client } = await connect(self);
			const { task_types: mapping } = await client.taskTypes(name);
			if (options.json) return terminal.print(safeJson(mapping));
			if (mapping === null)
				return terminal.print(safeText(`${name} was published without a mapping of task types.`));
			for (const [type, pairs] of Object.entries(mapping)) {
				const [first, ...others] = pairs.map(({ main, sub }) => `${main} / ${sub}`);
				const rest = others.length === 0 ? '' : `, not used: ${others.join(', ')}`;
				terminal.print(safeText(`${type}: ${first ?? 'no pair'}${rest}`));
			}
		});
}
