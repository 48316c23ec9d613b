import type { BenchmarkBrief, BenchmarkChange, VersionChanges } from '@codejoust/contract/client';
import { VISIBILITIES } from '@codejoust/contract/schemas/closed-lists';
import { type Command, Option } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { count } from '../format-numbers.ts';
import { safeJson, safeText } from '../safe-text.ts';
import { UsageError } from '../usage-error.ts';

type Json = { readonly json?: boolean };
type Change = Json & {
	readonly retire?: boolean;
	readonly restore?: boolean;
	readonly visibility?: NonNullable<BenchmarkChange['visibility']>;
};

/** `changes` and `version`: what a version changed, and how it is shown. */
export function addVersions(program: Command, { terminal }: CliContext): void {
	program
		.command('changes')
		.summary('show what a benchmark version changed')
		.description('Shows the questions that a version has added, removed and edited.')
		.argument('<benchmark>', 'slug or slug@version')
		.option('--from <version>', 'since this version (default: the one before)')
		.option('--json', 'print it as JSON')
		.addHelpText('after', examples('changes mine@2', 'changes mine@3 --from 1'))
		.action(async (name: string, options: Json & { readonly from?: string }, self: Command) => {
			const { client } = await connect(self);
			const { from } = options;
			const changes = await client.changes(name, from === undefined ? {} : { from });
			if (options.json) terminal.print(safeJson(changes));
			else for (const line of describeChanges(changes)) terminal.print(line);
		});
	program
		.command('version')
		.summary('retire a benchmark version, or change who sees it')
		.description(
			'Changes how a published version is shown; its content never changes. A retired one stays readable and takes no submissions. Needs an operator’s key.',
		)
		.argument('<benchmark>', 'slug@version')
		.addOption(new Option('--retire', 'retire it').conflicts('restore'))
		.option('--restore', 'undo a retirement')
		.addOption(
			new Option(
				'--visibility <who>',
				'unlisted: found only by name; private: only results are public',
			).choices([...VISIBILITIES]),
		)
		.option('--json', 'print it as JSON')
		.addHelpText(
			'after',
			examples('version mine@1 --retire', 'version mine@2 --visibility private'),
		)
		.action(async (name: string, options: Change, self: Command) => {
			const { retire, restore, visibility } = options;
			if (!retire && !restore && !visibility)
				throw new UsageError('Name the change: --retire, --restore or --visibility.');
			const { client } = await connect(self);
			const changed = await client.changeBenchmark(name, {
				...(retire ? { retired: true } : restore ? { retired: false } : {}),
				...(visibility ? { visibility } : {}),
			});
			terminal.print(options.json ? safeJson(changed) : describeVisibility(changed));
		});
}

/** What a version changed, a line for each question. */
export function describeChanges(changes: VersionChanges): readonly string[] {
	const { added, removed, edited, unchanged, shared } = changes;
	return [
		`${safeText(changes.benchmark)} since ${safeText(changes.from)}: ${added.length} added, ${removed.length} removed, ${edited.length} edited, ${unchanged} unchanged.`,
		...added.map(({ question_id: id }) => `  added    ${safeText(id)}`),
		...removed.map(({ question_id: id }) => `  removed  ${safeText(id)}`),
		...edited.map(
			({ question_id: id, fields }) => `  edited   ${safeText(id)} (${fields.join(', ')})`,
		),
		`Judgments of ${count(shared, 'question')} are valid in both versions for an equal answer.`,
	];
}

function describeVisibility({ slug, version, visibility, retired_at: at }: BenchmarkBrief): string {
	const state = at === null ? 'takes submissions' : `retired since ${at}`;
	return `${slug}@${version}: ${visibility}, ${state}.`;
}
