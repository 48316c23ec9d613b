import type { NewStatedPrice, SubmissionPlace, VariantSettings } from '@codejoust/contract/client';
import { modelName } from '@codejoust/contract/model-name';
import { type Command, InvalidArgumentError } from 'commander';
import { readAcceptOption } from '../accept-option.ts';
import { addPreparingOptions, pickPreparation, type PreparingOptions } from '../answer-options.ts';
import { addAskingOptions, type AskingOptions } from '../answer/answer-options.ts';
import {
	addCheckpointOptions,
	type CheckpointOptions,
	readCheckpoint,
} from '../checkpoint-options.ts';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { evaluateModel } from '../evaluate/evaluate-model.ts';
import { findGate, type GateFinding, isPassed } from '../evaluate/gate.ts';
import { requireSendable } from '../evaluate/require-sendable.ts';
import { describeBounds, describePoints } from '../evaluate/place-text.ts';
import { examples } from '../examples.ts';
import { EXIT } from '../exit-code.ts';
import { addModelOptions, type ModelOptions, readModel } from '../new-model.ts';
import { readVariant } from '../option-values.ts';
import { statePrices } from '../price-options.ts';
import { addPatience } from '../patience-option.ts';
import { safeJson, safeText } from '../safe-text.ts';
import { UsageError } from '../usage-error.ts';
import { type RunWay, viaOption } from '../via-option.ts';

type Options = AskingOptions &
	ModelOptions &
	PreparingOptions &
	CheckpointOptions & {
		readonly statePrice?: boolean;
		readonly benchmark: string;
		readonly model: string;
		readonly ask?: string;
		readonly variant?: VariantSettings;
		readonly public?: boolean;
		readonly contact?: string;
		readonly via: RunWay;
		readonly gate?: string;
		readonly notWorseThan?: number;
		readonly strict?: boolean;
		readonly patience: number;
		readonly json?: boolean;
	};

/** `evaluate`: from an endpoint to a place on a board. */
export function addEvaluate(program: Command, context: CliContext): void {
	const command = program
		.command('evaluate')
		.summary('answer, check, submit, watch, and show the place on the board')
		.description(
			'Asks a model the questions of a benchmark, checks and submits the answers (private unless --public), follows their judging and prints the place on the board: rank, neighbours, what cannot be distinguished, where it lost. After a kill, the same command continues. With --gate it ends with 6 when the model is worse than another by more than a margin.',
		)
		.requiredOption('-b, --benchmark <name>', 'the benchmark, as slug or slug@version')
		.requiredOption('-m, --model <slug>', 'the model on the board')
		.option('--ask <name>', 'the model, as the endpoint knows it (default: the slug)')
		.option('--variant <json>', 'its settings, such as {"effort": "high"}', readVariant)
		.option('--public', 'on the public board; otherwise only you see the result')
		.option('--contact <text>', 'a contact, visible only to operators')
		.addOption(viaOption())
		.option('--state-price', 'state --price as what the answers cost; boards show it')
		.option('--gate <model>', 'a model of the board (slug or submission) to compare with')
		.option('--not-worse-than <points>', 'the margin of --gate, in points of score', readPoints)
		.option('--strict', 'pass only what is shown not to be worse by more than the margin')
		.option('--json', 'print the place as JSON');
	const asking = addAskingOptions(addModelOptions(addPatience(command)));
	addCheckpointOptions(addPreparingOptions(asking))
		.addHelpText(
			'after',
			examples(
				'evaluate -b sample -m lancer-8b --name "Lancer 8B" --endpoint http://127.0.0.1:8000/v1 --yes',
				'evaluate -b sample -m step-2000 --name "Step 2000" --endpoint http://127.0.0.1:8000/v1 --yes --checkpoint-of lancer-8b --step 2000 --gate step-1000 --not-worse-than 5',
			),
		)
		.action((options: Options, self: Command) => evaluate(context, options, self));
}

async function evaluate(context: CliContext, options: Options, self: Command): Promise<void> {
	const { terminal, finish } = context;
	requireGate(options);
	// What is mistyped is told before anything is asked and paid for.
	readAcceptOption(options.accept);
	const { benchmark: named, variant, public: isPublic = false, contact, via, accept } = options;
	const checkpoint = readCheckpoint(options);
	const price = readStated(options);
	const connection = await connect(self);
	const interrupt = new AbortController();
	const onInterrupt = () => interrupt.abort();
	process.once('SIGINT', onInterrupt);
	try {
		const benchmark = await connection.client.benchmark(named);
		const evaluation = {
			...{ variant, isPublic, contact, via, accept, patienceSeconds: options.patience },
			model: readModel(options.model, options),
			checkpoint,
			price,
			prepare: pickPreparation(options),
			making: { ...options, model: options.ask ?? options.model, samples: 1 },
		};
		await requireSendable(connection, {
			benchmark: `${benchmark.slug}@${benchmark.version}`,
			model: evaluation.model,
			gate: options.gate,
		});
		const text = options.json ? { ...terminal, print: terminal.error } : terminal;
		const quiet = { ...context, terminal: text };
		const found = await evaluateModel(quiet, connection, benchmark, evaluation, interrupt.signal);
		finish(found.code);
		if (found.kind === 'ended') return;
		if (options.json) terminal.print(safeJson(found.place));
		if (options.gate !== undefined && !checkGate(context, found.place, options)) finish(EXIT.gate);
	} finally {
		process.off('SIGINT', onInterrupt);
	}
}

function readStated({ price, statePrice }: Options): NewStatedPrice | undefined {
	if (!statePrice) return undefined;
	if (!price) throw new UsageError('--state-price needs --price IN/OUT.');
	return statePrices(price);
}

function requireGate({ gate, notWorseThan, strict }: Options): void {
	if (gate === undefined && (notWorseThan !== undefined || strict))
		throw new UsageError('--not-worse-than and --strict belong to --gate MODEL.');
	if (gate !== undefined && notWorseThan === undefined)
		throw new UsageError('Give the margin of --gate with --not-worse-than POINTS, such as 5.');
}

/** Says what the comparison shows; false where the model does not pass. */
function checkGate(
	{ terminal }: CliContext,
	{ models }: SubmissionPlace,
	{ gate = '', notWorseThan: points = 0, strict: isStrict = false }: Options,
): boolean {
	const [model, ...others] = models.filter(
		(one) => one.model.slug === gate || one.submission_id === gate,
	);
	if (!model) throw new UsageError(`The board has no other model ${safeText(gate)}.`);
	if (others.length > 0)
		throw new UsageError(
			`Several variants of ${safeText(gate)} are on the board; name a submission: ${[model, ...others].map((one) => one.submission_id).join(', ')}.`,
		);
	const finding = findGate(model, points);
	const isOpen = isPassed(finding, isStrict);
	const name = safeText(modelName(model.model));
	terminal.error(
		`Gate ${isOpen ? 'passed' : 'closed'}: the difference to ${name} is ${describePoints(model.difference?.value)} points, from ${describeBounds(model.simultaneous)} for all pairs of the board; ${WORDS[finding](points)}.`,
	);
	return isOpen;
}

const WORDS: Readonly<Record<GateFinding, (points: number) => string>> = {
	worse: (points) => `worse by more than ${points} points`,
	'not-worse': (points) => `not worse by more than ${points} points`,
	'not-shown': (points) => `not shown: it may be worse by more than ${points} points, or not`,
	'not-compared': () => 'not shown: fewer than 95 % of the battles of one of both are scored',
};

/** Points of score, from 0 to 100. */
function readPoints(text: string): number {
	const points = Number(text);
	if (!/^\d{1,3}(\.\d{1,4})?$/.test(text) || points > 100)
		throw new InvalidArgumentError('It must be points of score from 0 to 100, such as 5 or 2.5.');
	return points;
}
