import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FirstHour, FirstHourRun } from '@codejoust/contract/client';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect, type Connection } from '../connect.ts';
import { examples } from '../examples.ts';
import { EXIT } from '../exit-code.ts';
import { describeFirstHour } from '../first-hour-text.ts';
import { followFirstHour } from '../follow-first-hour.ts';
import { readDollars, readInteger } from '../option-values.ts';
import { addPatience } from '../patience-option.ts';
import { safeJson, safeText } from '../safe-text.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

type Options = {
	readonly limitUsd?: number;
	readonly report?: string;
	readonly judge?: string;
	readonly questions: number;
	readonly unpriced?: boolean;
	readonly folder: string;
	readonly patience: number;
	readonly json?: boolean;
};

/** `endpoints first-hour`: what an endpoint does with the questions of the sample. */
export function addFirstHour(endpoints: Command, context: CliContext): void {
	const command = endpoints
		.command('first-hour')
		.summary('ask an endpoint twenty questions of the sample in both orders, and save a report')
		.description(
			'Asks an endpoint twenty questions of the shipped sample in both orders and saves a report: models, limits, names of headers, finish reasons, tokens against ours, latency, cost against the price, verdicts, and what could not be read. No key and no text of an answer is in it, so it can go with a bug report. You pay for the games, at most the limit. The server continues when this command is ended, an hour at most, and keeps the report: --report reads it again.',
		)
		.argument('<name>', 'an endpoint')
		.option('--limit-usd <dollars>', 'no game begins that could cost more', readDollars)
		.option('--report <id>', 'ask nothing; read the report of one that was begun before')
		.option(
			'--judge <judge>',
			'name@version (default: the newest that is asked there, else our prompt for its model)',
		)
		.option('--questions <count>', 'how many', readInteger(1, 20), 20)
		.option('--unpriced', 'ask although the price is unknown; then nothing limits the cost')
		.option('--folder <folder>', 'where first-hour-NAME.json and .txt are saved', '.')
		.option('--json', 'print it as JSON');
	addPatience(command)
		.addHelpText(
			'after',
			examples(
				'endpoints first-hour openai --limit-usd 2',
				'endpoints first-hour local --limit-usd 1 --judge qwen3@1 --folder reports',
				'endpoints first-hour openai --report hour_7k2m0q4x9v5b1c3d',
			),
		)
		.action((name: string, options: Options, self: Command) =>
			playFirstHour(name, options, self, context),
		);
}

async function playFirstHour(
	name: string,
	options: Options,
	self: Command,
	{ terminal, finish }: CliContext,
): Promise<void> {
	const { client } = await connect(self);
	const begun = await begin(client, name, options);
	if (begun.report.endpoint !== name)
		throw new UsageError(`${begun.id} is a report of ${safeText(begun.report.endpoint)}.`);
	const interrupt = new AbortController();
	const onInterrupt = () => interrupt.abort();
	process.once('SIGINT', onInterrupt);
	const hour = await followFirstHour(client, begun, {
		onReport: showProgress(terminal),
		signal: interrupt.signal,
		patienceMs: 1000 * options.patience,
	}).finally(() => process.off('SIGINT', onInterrupt));
	if (!hour) {
		terminal.error(
			`The server continues. Read the report later with: codejoust endpoints first-hour ${safeText(name)} --report ${begun.id}`,
		);
		return finish(EXIT.interrupted);
	}
	const lines = describeFirstHour(hour).map(safeText);
	if (options.json) terminal.print(safeJson(hour));
	else for (const line of lines) terminal.print(line);
	const file = `first-hour-${hour.endpoint.replace(/[^a-z0-9-]/g, '-')}`;
	const base = join(options.folder, file);
	await save(`${base}.json`, `${JSON.stringify(hour, undefined, '\t')}\n`);
	await save(`${base}.txt`, `${lines.join('\n')}\n`);
	terminal.error(`Saved as ${safeText(base)}.json and ${safeText(base)}.txt.`);
	finish(isClean(hour) ? EXIT.ok : EXIT.failed);
}

async function begin(
	client: Connection['client'],
	name: string,
	{ report, limitUsd, questions, unpriced = false, judge }: Options,
): Promise<FirstHourRun> {
	if (report !== undefined) return client.firstHour(report);
	if (limitUsd === undefined)
		throw new UsageError('Give --limit-usd, the most that the games may cost, or --report.');
	return client.startFirstHour(name, {
		limit_micro_usd: limitUsd,
		questions,
		unpriced,
		...(judge === undefined ? {} : { judge }),
	});
}

/** A line that changes in a terminal, and a line for each tenth elsewhere. */
function showProgress(terminal: Terminal): (report: FirstHour) => void {
	let shown = -1;
	return ({ endpoint, games: { planned, answered, failed } }) => {
		const words = `Asking ${safeText(endpoint)}: ${answered + failed} of ${planned} games, ${failed} without an answer …`;
		if (terminal.overwrite) return terminal.overwrite(words);
		const tenth = Math.floor((10 * (answered + failed)) / planned);
		if (tenth === shown) return;
		shown = tenth;
		terminal.error(words);
	};
}

/** Everything was asked, and everything was read. */
function isClean({ stopped, games, unscored }: FirstHour): boolean {
	return stopped === null && games.answered === games.planned && unscored.length === 0;
}

async function save(file: string, text: string): Promise<void> {
	try {
		await writeFile(file, text);
	} catch (error) {
		if (error instanceof Error && 'code' in error)
			throw new UsageError(`${safeText(file)} cannot be written: ${String(error.code)}.`);
		throw error;
	}
}
