import type { JudgePreview, JudgeRelease, NewJudge } from '@codejoust/contract/client';
import type { JudgeKind } from '@codejoust/contract/schemas/closed-lists';
import { type Command, Option } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { checkFamily, readCriteria, releaseFamily, writeFamily } from '../judge-family.ts';
import { printChanges } from '../judge-text.ts';
import { readCriterion, readJudgeFile } from '../read-judge-file.ts';
import { safeJson, safeText } from '../safe-text.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

type Options = {
	readonly slug?: string;
	readonly from?: string;
	readonly criterion?: string;
	readonly criteria?: string;
	readonly members?: string;
	readonly dryRun?: boolean;
	readonly json?: boolean;
};

/** `judge create`: releases a judge version out of a file. */
export function addJudgeCreate(judge: Command, { terminal }: CliContext): void {
	judge
		.command('create')
		.description(
			'Releases a judge version: a new judge, or the next version of one. A definition that was released before makes no new version.',
		)
		.argument(
			'[file]',
			'JSON with "slug" or "from" and "definition"; prompts may be files beside it. May be left out with --from',
		)
		.option('--slug <slug>', 'the judge that it is a version of')
		.option('--from <name>', 'the version that supplies what the file leaves out')
		.option(
			'--criterion <name>',
			'what it judges by alone: a shipped criterion, or @file with JSON of "name" and "text"',
		)
		.addOption(
			new Option(
				'--criteria <names>',
				'shipped criteria, by commas: releases a judge <slug>-<criterion> for each, or none',
			).conflicts('criterion'),
		)
		.addOption(
			new Option(
				'--members <names>',
				'judge versions by commas, name@version each: releases a jury of them',
			).conflicts(['criterion', 'criteria']),
		)
		.option('--dry-run', 'show what would be released and how it differs; release nothing')
		.option('--json', 'print it as JSON')
		.addHelpText(
			'after',
			examples(
				'judge create judge.json --dry-run',
				'judge create judge.json --from gpt-4o@1',
				'judge create --from gpt-4o@1 --criteria correctness,efficiency',
				'judge create --slug panel --members gpt-4o@1,claude-sonnet@1,qwen@2',
			),
		)
		.action(async (path: string | undefined, options: Options, self: Command) => {
			const { dryRun: isDry, criteria } = options;
			const asked = await readAsked(terminal, path, options);
			const family =
				criteria === undefined ? undefined : writeFamily(asked, readCriteria(criteria));
			const { client } = await connect(self);
			if (family) {
				const done = await (isDry ? checkFamily(client, family) : releaseFamily(client, family));
				printDone(terminal, done, options.json && { items: done });
			} else {
				const done = isDry ? await client.checkJudge(asked) : await client.createJudge(asked);
				printDone(terminal, [done], options.json && done);
			}
		});
}

async function readAsked(
	terminal: Terminal,
	path: string | undefined,
	options: Options,
): Promise<NewJudge> {
	const { from, criterion, members } = options;
	if (path === undefined && from === undefined && members === undefined)
		throw new UsageError(
			'Give a file with the judge, --from with the version it comes from, or --members of a jury.',
		);
	const nothing = { judge: { definition: {} }, notes: [] };
	const { judge, notes } = path === undefined ? nothing : await readJudgeFile(path);
	for (const note of notes) terminal.error(safeText(note));
	const changed = {
		...(criterion === undefined ? {} : { criterion: await readCriterion(criterion) }),
		...(members === undefined ? {} : writeJury(members)),
	};
	return {
		...judge,
		...pickNames(options),
		definition: { ...judge.definition, ...changed },
	};
}

/** A jury of the members that are named, by commas. */
function writeJury(members: string) {
	const names = members.split(',').map((name) => name.trim());
	return { kind: 'jury' satisfies JudgeKind, members: names.filter((name) => name !== '') };
}

/** As sentences, or as the JSON where that is wanted; the notes are messages in both cases. */
function printDone(
	terminal: Terminal,
	done: readonly (JudgePreview | JudgeRelease)[],
	json: object | false | undefined,
): void {
	for (const { name, notes } of done)
		for (const note of notes)
			terminal.error(safeText(done.length === 1 ? `Note: ${note}` : `Note on ${name}: ${note}`));
	if (json) terminal.print(safeJson(json));
	else
		for (const one of done)
			if ('changes' in one) printCheck(terminal, one);
			else terminal.print(describeRelease(one));
}

function pickNames({ slug, from }: Options) {
	return { ...(slug === undefined ? {} : { slug }), ...(from === undefined ? {} : { from }) };
}

function printCheck(
	terminal: Terminal,
	{ name, hash, is_new: isNew, changes }: JudgePreview,
): void {
	const words = isNew ? 'would be released as' : 'was released before as';
	terminal.print(safeText(`The definition is valid and ${words} ${name} (${hash.slice(0, 12)}).`));
	if (changes) printChanges(terminal, changes);
}

function describeRelease({ name, hash, criterion, is_new: isNew }: JudgeRelease): string {
	const words = isNew ? 'is released' : 'was released before; nothing has changed';
	const under = criterion === null ? '' : `, under the criterion: ${criterion}`;
	return safeText(`${name} (${hash.slice(0, 12)}${under}) ${words}.`);
}
