import { createHash } from 'node:crypto';
import type { Price } from '@codejoust/judge/endpoint/prices';
import { canonicalJson } from '@codejoust/judge/identity/canonical-json';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { readInteger } from '../option-values.ts';
import { readBytes } from '../read-file.ts';
import { UsageError } from '../usage-error.ts';

/** The options about where and how a model is asked. */
export type AskingOptions = {
	readonly endpoint: string;
	readonly endpoints?: string;
	readonly keyEnv?: string;
	readonly system?: string;
	readonly sampling: Readonly<Record<string, unknown>>;
	readonly concurrency?: number;
	readonly requestsPerMinute?: number;
	readonly tokensPerMinute?: number;
	readonly timeout?: number;
	readonly price?: Pick<Price, 'inputMicroUsd' | 'outputMicroUsd'>;
	readonly batch?: boolean;
	readonly giveUp?: boolean;
	readonly out?: string;
	readonly yes?: boolean;
	readonly dryRun?: boolean;
	readonly outagePatience: number;
};

export function addAskingOptions(command: Command): Command {
	return command
		.requiredOption(
			'--endpoint <url>',
			'an OpenAI-compatible address up to and including /v1, or the name of an endpoint in the file of --endpoints',
		)
		.addOption(
			new Option('--endpoints <file>', 'a file of endpoints, as servers have it').env(
				'CODEJOUST_ENDPOINTS',
			),
		)
		.option('--key-env <name>', 'the environment variable that holds the key of the endpoint')
		.option('--system <file>', 'a system prompt that stands before every question')
		.option(
			'--sampling <json>',
			'fields of every request, such as {"temperature": 0, "max_tokens": 8192}',
			readSampling,
			{},
		)
		.option(
			'--concurrency <count>',
			'questions asked at a time (default: 16)',
			readInteger(1, 1024),
		)
		.option('--requests-per-minute <count>', 'the endpoint’s limit', readInteger(1, 999_999_999))
		.option('--tokens-per-minute <count>', 'the endpoint’s limit', readInteger(1, 999_999_999))
		.option('--timeout <seconds>', 'of one call (default: 900)', readInteger(1, 3600))
		.option('--price <in/out>', 'dollars per million tokens, such as 2.5/10', readTokenPrice)
		.addOption(
			new Option('--batch', 'use the provider’s Batch API: cheaper, within a day').conflicts(
				'concurrency',
			),
		)
		.option(
			'--give-up',
			'write an empty answer, which loses its battle, where the endpoint’s filter or the model’s context refuses a question',
		)
		.option('--out <file>', 'the file of answers (default: answers-BENCHMARK-MODEL.jsonl)')
		.option('--yes', 'agree to the estimate')
		.option('--dry-run', 'print the estimate and ask nothing')
		.option(
			'--outage-patience <seconds>',
			'how long to wait for an endpoint that is down',
			readInteger(0, 86_400),
			1800,
		);
}

/** What decides how a reply comes, or is set by this program. */
const OURS = ['model', 'messages', 'stream', 'stream_options', 'n', 'user', 'metadata'];
const MOST_CHARACTERS = 10_000;

/** A JSON object of fields of a request. */
function readSampling(text: string): Readonly<Record<string, unknown>> {
	if (text.length > MOST_CHARACTERS)
		throw new InvalidArgumentError(`It may have at most ${MOST_CHARACTERS} characters.`);
	const value = parseObject(text);
	if (!value)
		throw new InvalidArgumentError('It must be a JSON object such as {"temperature": 0.2}.');
	const taken = Object.keys(value).filter((name) => OURS.includes(name));
	if (taken.length > 0)
		throw new InvalidArgumentError(`It may not hold ${taken.join(', ')}, which this program sets.`);
	return value;
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
	try {
		const value: unknown = JSON.parse(text);
		if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
		// Refuses what no row could hold, such as half a surrogate pair.
		canonicalJson(value);
		return { ...value };
	} catch {
		// Said by the caller, as for any other value.
		return undefined;
	}
}

/** Micro-dollars per million tokens, of `2.5/10`. */
export function readTokenPrice(text: string): Pick<Price, 'inputMicroUsd' | 'outputMicroUsd'> {
	const [, input, output] = /^(\d{1,6}(?:\.\d{1,6})?)\/(\d{1,6}(?:\.\d{1,6})?)$/.exec(text) ?? [];
	if (input === undefined || output === undefined)
		throw new InvalidArgumentError(
			'It must be the dollars per million tokens of prompts and answers, such as 2.5/10.',
		);
	return {
		inputMicroUsd: Math.round(Number(input) * 1e6),
		outputMicroUsd: Math.round(Number(output) * 1e6),
	};
}

/** The limit of one answer's tokens, under any of its names. */
export function mostTokensOf(sampling: Readonly<Record<string, unknown>>): number | undefined {
	const limits = ['max_tokens', 'max_completion_tokens', 'max_output_tokens'].map(
		(name) => sampling[name],
	);
	return limits.find((limit): limit is number => typeof limit === 'number' && limit > 0);
}

/** The seed of the first sample; undefined where the sampling has none, or no whole number. */
export function seedOf({ seed }: Readonly<Record<string, unknown>>): number | undefined {
	return typeof seed === 'number' && Number.isSafeInteger(seed) ? seed : undefined;
}

const MOST_SYSTEM_BYTES = 1024 * 1024;

/** A system prompt and its SHA-256, both undefined without a file. */
export async function readSystem(
	path: string | undefined,
): Promise<{ readonly text: string | undefined; readonly sha256: string | null }> {
	if (path === undefined) return { text: undefined, sha256: null };
	const bytes = await readBytes(path);
	if (bytes.length > MOST_SYSTEM_BYTES)
		throw new UsageError(
			`The system prompt has ${bytes.length} bytes; at most ${MOST_SYSTEM_BYTES} are sent.`,
		);
	const text = decode(bytes);
	if (text.trim() === '') throw new UsageError('The file of --system is empty.');
	return { text, sha256: createHash('sha256').update(text).digest('hex') };
}

function decode(bytes: Uint8Array): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		throw new UsageError('The file of --system is not UTF-8 text.');
	}
}

/** `answers-sample-1-lancer-7b.jsonl`: of a benchmark and a model, with characters that every file system takes. */
export function nameOut(benchmark: string, model: string): string {
	const plain = (text: string) =>
		text
			.toLowerCase()
			.replaceAll(/[^a-z0-9.]+/g, '-')
			.replaceAll(/^[-.]+|[-.]+$/g, '')
			.slice(0, 80);
	return `answers-${plain(benchmark)}-${plain(model)}.jsonl`;
}
