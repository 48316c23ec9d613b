import type { Benchmark } from '@codejoust/contract/client';
import { VERSION } from '@codejoust/contract/version';
import { createSystemClock } from '@codejoust/judge/endpoint/clock';
import type { EndpointSettings } from '@codejoust/judge/endpoint/endpoint-settings';
import { scalePrice } from '@codejoust/judge/endpoint/prices';
import { createEndpoint, type Endpoint } from '@codejoust/judge/judge-endpoint';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { Connection } from '../connect.ts';
import type { Terminal } from '../terminal.ts';
import { type AnswerFiles, namePaths, openAnswerFiles, type Wanted } from './answer-files.ts';
import { type AskingOptions, mostTokensOf, nameOut, readSystem, seedOf } from './answer-options.ts';
import { createAnswersView } from './answers-view.ts';
import { askBatches } from './ask-batches.ts';
import { askLive } from './ask-live.ts';
import { askConsent } from './consent.ts';
import { describeOpenWork, describeResult } from './describe-answers.ts';
import { describeStop } from './describe-stop.ts';
import { addWork, estimateAnswers, NO_WORK, type OpenWork } from './estimate-answers.ts';
import { findEndpoint } from './find-endpoint.ts';
import { countMissing, type MissingAnswers } from './missing-answers.ts';
import { type AskedQuestion, readQuestionPages } from './question-source.ts';
import type { Stop } from './watch-endpoint.ts';
import { readVariables } from './variables.ts';

export type MakingOptions = AskingOptions & {
	/** As the endpoint knows it. */
	readonly model: string;
	readonly samples: number;
};

/** What came of making answers. */
export type Made = {
	/** The file of the first sample. */
	readonly out: string;
	/** `ok` only when every answer is there. */
	readonly code: ExitCode;
};

/** What all parts of one making share. */
type Making = {
	readonly terminal: Terminal;
	readonly client: Connection['client'];
	readonly benchmark: string;
	readonly options: MakingOptions;
	readonly settings: EndpointSettings;
	readonly endpoint: Endpoint;
	readonly system: string | undefined;
	readonly files: AnswerFiles;
	readonly batchesPath: string;
	readonly missing: MissingAnswers;
	readonly signal: AbortSignal;
};

/**
 * Asks a model everything of a benchmark that has no answer in the files yet: estimate and consent, then the questions live or in
 * batches, then what is missing. It can be killed at any time and called again.
 */
export async function makeAnswers(
	terminal: Terminal,
	{ client }: Connection,
	{ slug, version }: Pick<Benchmark, 'slug' | 'version'>,
	options: MakingOptions,
	signal: AbortSignal,
): Promise<Made> {
	const benchmark = `${slug}@${version}`;
	const settings = findEndpoint(choiceOf(options), readVariables());
	const { text: system, sha256 } = await readSystem(options.system);
	const out = options.out ?? nameOut(benchmark, options.model);
	const paths = namePaths(out, options.samples);
	const files = await openAnswerFiles(paths, {
		settings: {
			benchmark,
			model: options.model,
			sampling: options.sampling,
			system_sha256: sha256,
		},
		origin: {
			made_by: `codejoust ${VERSION}`,
			endpoint: new URL(settings.baseUrl).host,
			via: options.batch ? 'batch' : 'live',
		},
	});
	const endpoint = createEndpoint(settings, {
		clock: createSystemClock(),
		secret: '',
		// A provider that names no end gives whole answers all the same, and each says that its end is unknown.
		endsWell: () => true,
	});
	const missing = countMissing(options.giveUp ?? false);
	const making: Making = {
		...{ terminal, client, benchmark, options, settings, endpoint, system, files, missing, signal },
		batchesPath: paths.batches,
	};
	let isComplete = false;
	try {
		const code = await make(making);
		isComplete = code === EXIT.ok;
		return { out, code };
	} finally {
		await files.close(isComplete);
		// Calls that were aborted need not be waited for.
		void endpoint.close().catch(() => undefined);
	}
}

function choiceOf(options: MakingOptions) {
	return {
		endpoint: options.endpoint,
		endpointsFile: options.endpoints === '' ? undefined : options.endpoints,
		keyEnv: options.keyEnv,
		model: options.model,
		sampling: options.sampling,
		concurrency: options.concurrency,
		requestsPerMinute: options.requestsPerMinute,
		tokensPerMinute: options.tokensPerMinute,
		timeoutSeconds: options.timeout,
		price: options.price,
	};
}

async function make(making: Making): Promise<ExitCode> {
	const { terminal, options, files } = making;
	const { work, wanted } = await measureWork(making);
	if (work.answers === 0) return finish(making, wanted, undefined);
	const estimate = estimateAnswers(work, files.totals(), estimateRule(making));
	for (const line of describeOpenWork({ ...making, work, wanted, estimate })) terminal.error(line);
	if (options.dryRun) return EXIT.ok;
	if (!options.yes && !(await askConsent('Ask them?', making.signal))) {
		terminal.error('Nothing was asked.');
		return EXIT.interrupted;
	}
	let stop: Stop | undefined;
	try {
		stop = await ask(making, work.answers);
	} catch (error) {
		if (!making.signal.aborted) throw error;
		terminal.error(
			`Stopped: ${files.totals().answers} of ${wanted} answers are stored. Run the same command again to continue.`,
		);
		return EXIT.interrupted;
	}
	return finish(making, wanted, stop);
}

/** Looks at all questions once; their texts are not kept. */
async function measureWork(
	making: Making,
): Promise<{ readonly work: OpenWork; readonly wanted: number }> {
	const { options, files, system = '' } = making;
	let work = NO_WORK;
	let wanted = 0;
	for await (const question of readQuestionPages(making.client, making.benchmark, making.signal)) {
		wanted += options.samples;
		for (const one of samplesOf(question, options.samples)) {
			if (files.has(one)) continue;
			const turnsSaid = files.turnsOf(one).length;
			work = addWork(work, question, { turnsSaid, systemCharacters: system.length });
		}
	}
	return { work, wanted };
}

function samplesOf({ id }: AskedQuestion, samples: number): readonly Wanted[] {
	return Array.from({ length: samples }, (_, at) => ({ questionId: id, sample: at + 1 }));
}

/** What has no answer yet, in the order of the benchmark. */
async function* readWanted({ client, benchmark, options, files, signal }: Making) {
	for await (const question of readQuestionPages(client, benchmark, signal))
		for (const wanted of samplesOf(question, options.samples))
			if (!files.has(wanted)) yield { question, wanted };
}

function priceOf({ endpoint, options, settings }: Making) {
	const price = endpoint.priceOf(options.model);
	return options.batch ? scalePrice(price, settings.batch.priceFactor) : price;
}

function estimateRule(making: Making) {
	const { settings, options } = making;
	return {
		price: priceOf(making),
		concurrency: settings.concurrency,
		mostTokens: mostTokensOf(settings.body),
		requestsPerMinute: settings.requestsPerMinute,
		tokensPerMinute: settings.tokensPerMinute,
		isBatch: options.batch ?? false,
	};
}

async function ask(making: Making, open: number): Promise<Stop | undefined> {
	const { terminal, options, settings, files, missing, endpoint, system, signal } = making;
	const view = createAnswersView(terminal, {
		open,
		price: priceOf(making),
		read: () => ({ totals: files.totals(), missing: missing.total() }),
		outage: () => endpoint.status().outage,
	});
	const deps = {
		...{ endpoint, files, missing, signal },
		clock: createSystemClock(),
		asking: { model: options.model, system, seed: seedOf(options.sampling) },
	};
	try {
		if (!options.batch)
			return await askLive(readWanted(making), {
				...deps,
				concurrency: settings.concurrency,
				patienceMs: 1000 * options.outagePatience,
			});
		return await askBatches(() => readWanted(making), {
			...deps,
			path: making.batchesPath,
			say: terminal.error,
		});
	} finally {
		view.end();
	}
}

/** Says what there is and what is missing. */
async function finish(making: Making, wanted: number, stop: Stop | undefined): Promise<ExitCode> {
	const { terminal, files, missing, options, endpoint, signal } = making;
	const told = stop && (await describeStop(stop, { endpoint, model: options.model, signal }));
	const totals = files.totals();
	for (const line of describeResult({
		totals,
		wanted,
		missing: missing.list(),
		price: priceOf(making),
		stoppedBy: told?.words,
	}))
		terminal.error(line);
	if (told) for (const line of told.lines) terminal.error(line);
	if (told) return told.code;
	return totals.answers < wanted ? EXIT.unscored : EXIT.ok;
}
