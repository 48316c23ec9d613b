import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FirstHour } from '@codejoust/contract/client';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { EXIT } from '../exit-code.ts';
import { describeFirstHour } from '../first-hour-text.ts';
import { readDollars, readInteger } from '../option-values.ts';
import { safeJson, safeText } from '../safe-text.ts';
import { UsageError } from '../usage-error.ts';

type Options = {
	readonly limitUsd: number;
	readonly judge?: string;
	readonly questions: number;
	readonly unpriced?: boolean;
	readonly folder: string;
	readonly json?: boolean;
};

/** `endpoints first-hour`: what an endpoint does with the questions of the sample. */
export function addFirstHour(endpoints: Command, { terminal, finish }: CliContext): void {
	endpoints
		.command('first-hour')
		.summary('ask an endpoint twenty questions of the sample in both orders, and save a report')
		.description(
			'Asks an endpoint twenty questions of the shipped sample in both orders and saves a report: models, limits, names of headers, finish reasons, tokens against ours, latency, cost against the price, verdicts, and what could not be read. No key and no text of an answer is in it, so it can go with a bug report. You pay for the games, at most the limit. Nothing is stored on the server.',
		)
		.argument('<name>', 'an endpoint')
		.requiredOption('--limit-usd <dollars>', 'no game begins that could cost more', readDollars)
		.option(
			'--judge <judge>',
			'name@version (default: the newest that is asked there, else our prompt for its model)',
		)
		.option('--questions <count>', 'how many', readInteger(1, 20), 20)
		.option('--unpriced', 'ask although the price is unknown; then nothing limits the cost')
		.option('--folder <folder>', 'where first-hour-NAME.json and .txt are saved', '.')
		.option('--json', 'print it as JSON')
		.addHelpText(
			'after',
			examples(
				'endpoints first-hour openai --limit-usd 2',
				'endpoints first-hour local --limit-usd 1 --judge qwen3@1 --folder reports',
			),
		)
		.action(async (name: string, options: Options, self: Command) => {
			const { limitUsd, judge, questions, unpriced = false, folder } = options;
			const { client } = await connect(self);
			terminal.error(`Asking ${safeText(name)}: ${2 * questions} games, 270 s at most …`);
			const hour = await client.playFirstHour(name, {
				limit_micro_usd: limitUsd,
				questions,
				unpriced,
				...(judge === undefined ? {} : { judge }),
			});
			const lines = describeFirstHour(hour).map(safeText);
			if (options.json) terminal.print(safeJson(hour));
			else for (const line of lines) terminal.print(line);
			const base = join(folder, `first-hour-${hour.endpoint.replace(/[^a-z0-9-]/g, '-')}`);
			await save(`${base}.json`, `${JSON.stringify(hour, undefined, '\t')}\n`);
			await save(`${base}.txt`, `${lines.join('\n')}\n`);
			terminal.error(`Saved as ${safeText(base)}.json and ${safeText(base)}.txt.`);
			finish(isClean(hour) ? EXIT.ok : EXIT.failed);
		});
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
