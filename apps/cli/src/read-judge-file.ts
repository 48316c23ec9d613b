import { listNames } from '@codejoust/arena/text/printable';
import { dirname, resolve } from 'node:path';
import type { NewJudge } from '@codejoust/contract/client';
import { isJudgeConfig, readJudgeConfig } from '@codejoust/formats/judges/judge-config';
import { scanJson } from '@codejoust/formats/bytes/json-scan';
import { LIMITS } from '@codejoust/formats/checks/limits';
import { readTemplateSlots } from '@codejoust/formats/judges/template-slots';
import { parse } from 'yaml';
import { readBytes } from './read-file.ts';
import { safeText } from './safe-text.ts';
import { UsageError } from './usage-error.ts';

/** A judge as its file writes it, with what was read otherwise than it stands there. */
export type JudgeFile = { readonly judge: NewJudge; readonly notes: readonly string[] };

type Fields = Readonly<Record<string, unknown>>;

const CRITERION_NAME = /^[a-z0-9][a-z0-9.-]{0,39}$/;

/**
 * Reads the JSON that `POST /v1/judges` takes. A prompt may be `{"file": "system.txt"}`, a text file beside it; the slots of
 * other programs in it are read as ours. Everything else is the server's to check.
 */
export async function readJudgeFile(path: string): Promise<JudgeFile> {
	if (/\.ya?ml$/i.test(path)) return readConfigFile(path);
	const whole = await readObject(path);
	const definition = asFields(whole?.['definition']);
	if (!whole || !definition)
		throw new UsageError(
			`${safeText(path)} has no judge, which is an object with "definition", and "slug" or "from".`,
		);
	const systemPrompt = await readPrompt(definition['systemPrompt'], path);
	const given = await readPrompt(definition['userTemplate'], path);
	const { template, read } =
		typeof given === 'string' ? readTemplateSlots(given) : { template: given, read: [] };
	return {
		// The server says all that is wrong with it.
		judge: {
			...(whole as NewJudge),
			definition: {
				...definition,
				...(systemPrompt === undefined ? {} : { systemPrompt }),
				...(template === undefined ? {} : { userTemplate: template }),
			},
		},
		notes: read.map(({ from, as }) => `${from} is read as ${as}.`),
	};
}

/** The judge settings of CodeArena or Arena-Hard; refused whole with all that is wrong with them. */
async function readConfigFile(path: string): Promise<JudgeFile> {
	const config = parseYaml(await readText(path), path);
	if (!isJudgeConfig(config))
		throw new UsageError(
			`${safeText(path)} is not the settings of a judge, which name \`judge_model\` and \`prompt_template\`${nameKeys(config)}. A judge definition of ours is JSON.`,
		);
	const { definition, notes, problems } = readJudgeConfig(config);
	if (problems.length > 0)
		throw new UsageError(
			[`${path} has no judge that can be asked:`, ...problems.map((problem) => `  ${problem}`)]
				.map(safeText)
				.join('\n'),
		);
	return { judge: { definition: { kind: 'pairwise', ...definition } }, notes };
}

function nameKeys(config: unknown): string {
	if (typeof config !== 'object' || config === null) return '';
	return `; it has ${safeText(listNames(Object.keys(config)) || 'nothing')}`;
}

function parseYaml(text: string, path: string): unknown {
	try {
		return parse(text, { maxAliasCount: 0 });
	} catch (cause) {
		const why =
			cause instanceof Error
				? (cause.message.split('\n')[0] ?? '').replace(/:$/, '.')
				: String(cause);
		throw new UsageError(`${safeText(path)} is not YAML: ${safeText(why)}`);
	}
}

/**
 * A criterion as an option names it: the name of a shipped one, which the server knows, or `@` and a file with its JSON, an
 * object of name and text.
 */
export async function readCriterion(given: string): Promise<unknown> {
	if (!given.startsWith('@')) return given;
	const path = given.slice(1);
	const criterion = await readObject(path);
	if (criterion) return criterion;
	throw new UsageError(
		`${safeText(path)} has no criterion, which is an object with "name" and "text".`,
	);
}

/**
 * The criteria of a JSON object that maps their names to their texts, in the order of the file. All that is wrong with it comes
 * together; the server says what is wrong with a text.
 */
export async function readCriteriaFile(
	path: string,
): Promise<readonly { readonly name: string; readonly text: string }[]> {
	const json = await readText(path);
	const entries = Object.entries(asFields(parseJson(json, path)) ?? {});
	const { duplicateKey } = scanJson(json, LIMITS.jsonDepth);
	const problems = entries.flatMap(([name, text]) => [
		...(CRITERION_NAME.test(name)
			? []
			: [
					`"${name.slice(0, 60)}" is no name of a criterion, which has 1 to 40 of a-z, 0-9, . and -`,
				]),
		...(typeof text === 'string'
			? []
			: [`"${name.slice(0, 60)}" has no text, but ${describe(text)}`]),
	]);
	if (duplicateKey !== undefined) problems.push(`"${duplicateKey.slice(0, 60)}" is there twice`);
	if (entries.length === 0) problems.push('it has no object that maps names to texts');
	if (problems.length > 0)
		throw new UsageError(safeText(`${path} has no criteria: ${problems.join('; ')}.`));
	return entries.map(([name, text]) => ({ name, text: String(text) }));
}

function describe(value: unknown): string {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'a list' : `a value of the type ${typeof value}`;
}

/** The object of a JSON file; undefined where it holds another value. */
async function readObject(path: string): Promise<Fields | undefined> {
	return asFields(parseJson(await readText(path), path));
}

async function readPrompt(given: unknown, path: string): Promise<unknown> {
	const file = asFields(given)?.['file'];
	if (typeof file !== 'string') return given;
	// An editor's last line end is no part of a prompt, and no machine's own line ends make another judge.
	return (await readText(resolve(dirname(path), file))).replaceAll('\r\n', '\n').replace(/\n$/, '');
}

async function readText(path: string): Promise<string> {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(await readBytes(path));
	} catch (cause) {
		if (cause instanceof TypeError) throw new UsageError(`${safeText(path)} is not UTF-8 text.`);
		throw cause;
	}
}

function parseJson(text: string, path: string): unknown {
	try {
		return JSON.parse(text);
	} catch (cause) {
		const why = cause instanceof Error ? cause.message : String(cause);
		throw new UsageError(`${safeText(path)} is not JSON: ${safeText(why)}.`);
	}
}

function asFields(value: unknown): Fields | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Fields)
		: undefined;
}
