import type { Command } from 'commander';
import { addAskingOptions, type AskingOptions } from '../answer/answer-options.ts';
import { makeAnswers } from '../answer/make-answers.ts';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { EXIT } from '../exit-code.ts';
import { readInteger } from '../option-values.ts';
import { safeText } from '../safe-text.ts';

type Options = AskingOptions & {
	readonly benchmark: string;
	readonly model: string;
	readonly samples: number;
};

/** `answer`: asks a model the questions of a benchmark, from this machine. */
export function addAnswer(program: Command, context: CliContext): void {
	const command = program
		.command('answer')
		.summary('ask a model the questions of a benchmark, and write the file of its answers')
		.description(
			'Asks a model behind an OpenAI-compatible endpoint the questions of a benchmark, from this machine and with your key: the server never sees it. Every answer is stored when it arrives; after a kill or a refusal the same command asks only what is missing. You pay for the calls; the estimate comes first.',
		)
		.requiredOption('-b, --benchmark <name>', 'the benchmark, as slug or slug@version')
		.requiredOption('-m, --model <name>', 'the model, as the endpoint knows it')
		.option(
			'--samples <count>',
			'answers to every question, each set in a file of its own',
			readInteger(1, 64),
			1,
		);
	addAskingOptions(command)
		.addHelpText(
			'after',
			examples(
				'answer -b sample -m lancer-7b --endpoint http://127.0.0.1:8000/v1',
				'answer -b sample -m gpt-4.1-2025-04-14 --endpoint https://api.openai.com/v1 --key-env OPENAI_API_KEY --out answers.jsonl --yes',
				`answer -b sample -m lancer-7b --endpoint local --sampling '{"temperature": 0, "max_tokens": 8192}' --concurrency 64`,
			),
		)
		.action((options: Options, self: Command) => answer(context, options, self));
}

async function answer(
	{ terminal, finish }: CliContext,
	options: Options,
	self: Command,
): Promise<void> {
	const connection = await connect(self);
	const interrupt = new AbortController();
	const onInterrupt = () => interrupt.abort();
	process.once('SIGINT', onInterrupt);
	try {
		const benchmark = await connection.client.benchmark(options.benchmark);
		const made = await makeAnswers(terminal, connection, benchmark, options, interrupt.signal);
		finish(made.code);
		if (made.code !== EXIT.ok || options.dryRun) return;
		terminal.print(safeText(made.out));
		terminal.error(
			`Submit it with: codejoust submit ${safeText(made.out)} --benchmark ${benchmark.slug}@${benchmark.version} --model SLUG`,
		);
	} finally {
		process.off('SIGINT', onInterrupt);
	}
}
