import type { JudgePreview, JudgeRelease, NewJudge } from '@codejoust/contract/client';
import {
	ASKED_KINDS,
	FENCES,
	JURY_MODES,
	type JudgeKind,
} from '@codejoust/contract/schemas/closed-lists';
import { type Command, Option } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import {
	checkFamily,
	chooseCriteria,
	type FamilyCriterion,
	readCriteria,
	releaseFamily,
	writeFamily,
} from '../judge-family.ts';
import { printChanges } from '../judge-text.ts';
import { readCriteriaFile, readCriterion, readJudgeFile } from '../read-judge-file.ts';
import { safeJson, safeText } from '../safe-text.ts';
import type { Terminal } from '../terminal.ts';
import { showReferences } from '../with-references.ts';
import { UsageError } from '../usage-error.ts';

type Options = {
	readonly slug?: string;
	readonly from?: string;
	readonly kind?: string;
	readonly model?: string;
	readonly criterion?: string;
	readonly criteria?: string;
	readonly criteriaFile?: string;
	readonly references?: boolean;
	readonly members?: string;
	readonly cascade?: string;
	readonly margin?: string;
	readonly mode?: string;
	readonly fences?: string;
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
			'JSON with "slug" or "from" and "definition"; prompts may be files beside it. Or YAML settings of CodeArena or Arena-Hard. May be left out with --from or with --kind and --model',
		)
		.option('--slug <slug>', 'the judge that it is a version of')
		.option(
			'--from <name>',
			'the version that supplies what the file leaves out; or such a YAML file, as the file',
		)
		.addOption(
			new Option(
				'--kind <kind>',
				'how it judges; the default definition of the kind supplies what is left out',
			).choices(ASKED_KINDS),
		)
		.option('--model <model>', 'the model that it asks')
		.option(
			'--criterion <name>',
			'what it judges by alone: a shipped criterion, or @file with JSON of "name" and "text"',
		)
		.addOption(
			new Option(
				'--criteria <names>',
				'criteria by commas, shipped ones or of --criteria-file: releases a judge <slug>-<criterion> for each, or none',
			).conflicts('criterion'),
		)
		.addOption(
			new Option(
				'--criteria-file <file>',
				'JSON that maps names to the texts of criteria; without --criteria, a judge for each of them',
			).conflicts('criterion'),
		)
		.option(
			'--references',
			'show it the references of questions, before the rest of its user template',
		)
		.addOption(
			new Option(
				'--fences <how>',
				'none: send a published template to the byte, without a line around each answer; said wherever the judge is shown',
			).choices([...FENCES]),
		)
		.addOption(
			new Option(
				'--members <names>',
				'judge versions by commas, name@version each: releases a jury of them',
			).conflicts(['criterion', 'criteria']),
		)
		.addOption(
			new Option(
				'--mode <mode>',
				'of a jury: every battle is asked of all members, or each of one member in rotation',
			).choices(JURY_MODES),
		)
		.addOption(
			new Option(
				'--cascade <names>',
				'two judge versions by a comma: releases a cascade, which asks the first, of the kind token, and the second where the first is not sure',
			).conflicts(['members', 'mode', 'criterion', 'criteria']),
		)
		.option(
			'--margin <number>',
			'of a cascade: how far from one half the first judge’s preference has to be to decide, above 0 and at most 0.5',
		)
		.option('--dry-run', 'show what would be released and how it differs; release nothing')
		.option('--json', 'print it as JSON')
		.addHelpText(
			'after',
			examples(
				'judge create judge.json --dry-run',
				'judge create judge.json --from gpt-4o@1',
				'judge create --from judge_config.yaml --slug codearena --fences none',
				'judge create --from gpt-4o@1 --criteria correctness,efficiency',
				'judge create --from gpt-4o@1 --criteria-file criteria.json',
				'judge create --from gpt-4o@1 --slug gpt-4o-references --references',
				'judge create --kind token --model gpt-4o-2024-08-06',
				'judge create --kind rubric --model gpt-4o-2024-08-06',
				'judge create --slug panel --members gpt-4o@1,claude-sonnet@1,qwen@2',
				'judge create --slug turns --members gpt-4o@1,claude-sonnet@1,qwen@2 --mode cyclic',
				'judge create --slug steps --cascade gpt-4o-mini-token@1,gpt-4o@1 --margin 0.2',
			),
		)
		.action(async (file: string | undefined, given: Options, self: Command) => {
			const { path, options } = placeFile(file, given);
			const { dryRun: isDry } = options;
			const written = await readAsked(terminal, path, options);
			const criteria = await readFamilyCriteria(options);
			const { client } = await connect(self);
			const asked = options.references ? await showReferences(client, written) : written;
			const family = criteria && writeFamily(asked, criteria);
			if (family) {
				const done = await (isDry ? checkFamily(client, family) : releaseFamily(client, family));
				printDone(terminal, done, options.json && { items: done });
			} else {
				const done = isDry ? await client.checkJudge(asked) : await client.createJudge(asked);
				printDone(terminal, [done], options.json && done);
			}
		});
}

/** Settings of another program are a file, also where `--from` names them. */
function placeFile(
	file: string | undefined,
	options: Options,
): { readonly path: string | undefined; readonly options: Options } {
	const { from, ...others } = options;
	if (from === undefined || !/\.ya?ml$/i.test(from)) return { path: file, options };
	if (file === undefined) return { path: from, options: others };
	throw new UsageError('Give one file: --from names one, and there is another.');
}

/** Undefined where one judge is wanted. */
async function readFamilyCriteria({
	criteria: list,
	criteriaFile: path,
}: Options): Promise<readonly FamilyCriterion[] | undefined> {
	const own = path === undefined ? [] : await readCriteriaFile(path);
	if (list === undefined) return path === undefined ? undefined : own;
	return chooseCriteria(readCriteria(list), own);
}

async function readAsked(
	terminal: Terminal,
	path: string | undefined,
	options: Options,
): Promise<NewJudge> {
	const { from, criterion, kind, model, members, cascade, margin, fences } = options;
	const isDefault = kind !== undefined && model !== undefined;
	const isPanel = members !== undefined || cascade !== undefined;
	if (path === undefined && from === undefined && !isPanel && !isDefault)
		throw new UsageError(
			'Give a file with the judge, --from with the version it comes from, --kind and --model for the default definition of a kind, --members of a jury, or --cascade with its two judges.',
		);
	const nothing = { judge: { definition: {} }, notes: [] };
	const { judge, notes } = path === undefined ? nothing : await readJudgeFile(path);
	for (const note of notes) terminal.error(safeText(note));
	const changed = {
		...(kind === undefined ? {} : { kind }),
		...(model === undefined ? {} : { model }),
		...(criterion === undefined ? {} : { criterion: await readCriterion(criterion) }),
		...(members === undefined ? {} : writeMembered('jury', members)),
		...(cascade === undefined ? {} : writeMembered('cascade', cascade)),
		...(margin === undefined ? {} : { margin: asNumber(margin) }),
		...(options.mode === undefined ? {} : { mode: options.mode }),
		...(fences === undefined ? {} : { fences }),
	};
	const isNameless = path === undefined && from === undefined;
	return {
		...(isNameless && isDefault ? { slug: nameAfter(model, kind) } : {}),
		...judge,
		...pickNames(options),
		definition: { ...judge.definition, ...changed },
	};
}

/** The judge of a default definition is named after its model and its kind, unless --slug names it. */
function nameAfter(model: string, kind: string): string {
	const bare = model.toLowerCase().slice(model.lastIndexOf('/') + 1);
	const name = bare.replace(/[^a-z0-9.-]+/g, '-').replace(/^[^a-z0-9]+/, '');
	return `${name.slice(0, 60)}-${kind}`;
}

/** A jury or cascade of the members that are named, by commas. */
function writeMembered(kind: JudgeKind, members: string) {
	const names = members.split(',').map((name) => name.trim());
	return { kind, members: names.filter((name) => name !== '') };
}

/** What is no number is sent as it was typed: the server says what is wrong with it. */
function asNumber(text: string): number | string {
	const value = Number(text);
	return text.trim() === '' || !Number.isFinite(value) ? text : value;
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
