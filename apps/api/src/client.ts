import type { z } from 'zod';
import type {
	ApiKey,
	KeyChange,
	NewKey,
	NewOrganisation,
	Organisation,
	OrganisationChange,
	Rotation,
	ShownKey,
	WhoAmI,
} from './schemas/access.ts';
import type { AuditEntry } from './schemas/audit.ts';
import type { Battle, BattleBrief } from './schemas/battle.ts';
import type { Benchmark, BenchmarkBrief, NewBenchmark, Question } from './schemas/benchmark.ts';
import type { ModelHistory, WinFractions } from './schemas/board-chart.ts';
import type { Change } from './schemas/changelog.ts';
import type { BoardOverview } from './schemas/overview.ts';
import type { JudgeVersion } from './schemas/judge.ts';
import type {
	CheckSet,
	ImportedCheckSet,
	JudgeCheck,
	NewCheck,
	NewCheckSet,
} from './schemas/judge-check.ts';
import type { JudgeComparison, JudgeFlip } from './schemas/judge-comparison.ts';
import type { Comparison } from './schemas/comparison.ts';
import type { Leaderboard, Matrix } from './schemas/leaderboard.ts';
import type { ModelDetail } from './schemas/model-page.ts';
import type { BenchmarkChange, VersionChanges } from './schemas/benchmark-change.ts';
import type { ServiceBudget } from './schemas/budget.ts';
import type { NewRedaction, Redaction } from './schemas/redaction.ts';
import type { Model, NewModel, VariantSettings } from './schemas/model.ts';
import type { BoardRetry, BoardStanding, WorkerList } from './schemas/operation.ts';
import type { ProblemDocument } from './schemas/problem.ts';
import type { Snapshot, SnapshotBrief } from './schemas/snapshot.ts';
import type { newPrice, runEstimate, runPlan } from './schemas/run-plan.ts';
import type { newSubmission } from './schemas/new-submission.ts';
import type { submissionCheck, SubmissionEstimate } from './schemas/submission-check.ts';
import type { SubmissionResult } from './schemas/submission-result.ts';
import type { Run, Submission, SubmissionBrief } from './schemas/submission.ts';

export type * from './schemas/access.ts';
export type * from './schemas/audit.ts';
export type * from './schemas/battle.ts';
export type * from './schemas/benchmark.ts';
export type * from './schemas/benchmark-change.ts';
export type * from './schemas/budget.ts';
export type * from './schemas/board-chart.ts';
export type * from './schemas/changelog.ts';
export type * from './schemas/comparison.ts';
export type * from './schemas/export.ts';
export type * from './schemas/redaction.ts';
export type * from './schemas/judge.ts';
export type * from './schemas/judge-check.ts';
export type * from './schemas/judge-comparison.ts';
export type * from './schemas/judge-quality.ts';
export type * from './schemas/leaderboard.ts';
export type * from './schemas/model-page.ts';
export type * from './schemas/model.ts';
export type * from './schemas/operation.ts';
export type * from './schemas/overview.ts';
export type * from './schemas/problem.ts';
export type * from './schemas/snapshot.ts';
export type * from './schemas/new-submission.ts';
export type * from './schemas/submission-check.ts';
export type * from './schemas/submission-result.ts';
export type * from './schemas/submission-state.ts';
export type * from './schemas/submission.ts';

export type ClientOptions = {
	/** Where the server is, without `/v1`: `http://127.0.0.1:3000`. */
	readonly baseUrl: string;
	/** The fetch to use; in process it is the app's own, so that a page costs no HTTP request. */
	readonly fetch?: (request: Request) => Response | Promise<Response>;
	/** An API key; needed for what writes. */
	readonly key?: string;
};

/** The server refused: carries its problem document. */
export class ProblemError extends Error {
	readonly problem: ProblemDocument;
	constructor(problem: ProblemDocument) {
		super(problem.detail);
		this.name = 'ProblemError';
		this.problem = problem;
	}
}

export type Page<Item> = { readonly items: readonly Item[]; readonly next_cursor: string | null };
type Query = Readonly<Record<string, string | number | undefined>>;
export type LeaderboardQuery = {
	readonly category?: string;
	readonly subcategory?: string;
	readonly language?: string;
	readonly difficulty?: string;
	readonly judge?: string;
};
export type BattleFilter = LeaderboardQuery & {
	readonly benchmark?: string;
	readonly model?: string;
	readonly submission?: string;
	readonly run?: string;
	readonly question?: string;
	/** win, tie, loss, unscored, open or flipped. */
	readonly outcome?: string;
	/** Why a battle is unscored, or `empty-answer`. */
	readonly reason?: string;
};
export type BattleQuery = BattleFilter & { readonly cursor?: string; readonly limit?: number };

/** Judge versions as `name@version`, the old one and the new one. */
export type JudgePairQuery = { readonly from: string; readonly to: string };
export type JudgeFlipQuery = JudgePairQuery & {
	/** reversed, win-to-loss, loss-to-win or any. */
	readonly kind?: string;
	/** A slug or a submission's id. */
	readonly model?: string;
	readonly category?: string;
	readonly cursor?: string;
	readonly limit?: number;
};

/** A published version with what was detected in its files, and what it changed since the one before. */
export type PublishedBenchmark = Benchmark & {
	readonly notes: readonly string[];
	readonly changes: VersionChanges | null;
};

export type RunPlan = z.input<typeof runPlan>;
export type RunEstimate = z.infer<typeof runEstimate>;
export type NewPrice = z.infer<typeof newPrice>;
export type NewSubmission = z.input<typeof newSubmission>;
export type SubmissionCheck = z.infer<typeof submissionCheck>;
export type SubmissionReview =
	{ readonly decision: 'clear' } | { readonly decision: 'reject'; readonly reason: string };
export type RunAction = 'pause' | 'resume' | 'cancel' | 'retry';

/** A responses file as it is, with what it cannot say about itself. */
export type ResponsesUpload = {
	readonly benchmark: string;
	/** The slug of a known model, or a new one. */
	readonly model: string | NewModel;
	readonly variant?: VariantSettings;
	readonly visibility?: 'public' | 'private';
	readonly contact?: string;
	readonly isDraft?: boolean;
	readonly file: FileBody;
	/** The file is packed by gzip. */
	readonly isGzip?: boolean;
	/** One JSON array instead of a record a line. */
	readonly isArray?: boolean;
};

type FileBody = Uint8Array<ArrayBuffer> | Blob;

/** Files of a benchmark in any known format. */
export type BenchmarkUpload = {
	readonly metadata: Omit<NewBenchmark, 'questions' | 'baseline_responses' | 'task_types'>;
	readonly questions: Blob;
	readonly baseline?: Blob;
	readonly taskTypes?: Blob;
};

export type AuditQuery = {
	readonly actor?: string | undefined;
	readonly organisation?: string | undefined;
	/** `run.pause`, or `run` for all that is done to runs. */
	readonly action?: string | undefined;
	readonly subject?: string | undefined;
	readonly since?: string | undefined;
	readonly until?: string | undefined;
	readonly cursor?: string | undefined;
	readonly limit?: number | undefined;
};

export type Client = ReturnType<typeof createClient>;

/** The typed client of the HTTP API. Every method throws `ProblemError` when the server refuses. */
export function createClient(options: ClientOptions) {
	const call = <Result>(method: string, path: string, given: Omit<Call, 'method' | 'path'> = {}) =>
		request<Result>(options, { method, path, ...given });
	const get = <Result>(path: string, query?: Query) => call<Result>('GET', path, { query });
	const post = <Result>(path: string, json?: unknown, idempotencyKey?: string) =>
		call<Result>('POST', path, { json, idempotencyKey });
	const patch = <Result>(path: string, json: unknown) => call<Result>('PATCH', path, { json });
	const name = encodeURIComponent;
	return {
		/** `all`: retired and unlisted ones too, for an operator. */
		benchmarks: (query: { include?: 'all' } = {}) =>
			get<Page<BenchmarkBrief>>('/v1/benchmarks', query),
		benchmark: (benchmark: string) => get<Benchmark>(`/v1/benchmarks/${name(benchmark)}`),
		/** What a version changed since another one of its benchmark, by default the one before it. */
		changes: (benchmark: string, query: { from?: string } = {}) =>
			get<VersionChanges>(`/v1/benchmarks/${name(benchmark)}/changes`, query),
		/** Retires a version or changes who sees it; takes `slug@version`. */
		changeBenchmark: (benchmark: string, change: BenchmarkChange) =>
			call<BenchmarkBrief>('PATCH', `/v1/benchmarks/${name(benchmark)}`, { json: change }),
		questions: (benchmark: string, page: { cursor?: string; limit?: number } = {}) =>
			get<Page<Question>>(`/v1/benchmarks/${name(benchmark)}/questions`, page),
		question: (benchmark: string, id: string) =>
			get<Question>(`/v1/benchmarks/${name(benchmark)}/questions/${name(id)}`),
		createBenchmark: (body: NewBenchmark) => post<Benchmark>('/v1/benchmarks', body),
		/** Publishes a benchmark from files; `notes` say what was detected in them. */
		importBenchmark: (upload: BenchmarkUpload) =>
			call<PublishedBenchmark>('POST', '/v1/benchmarks', {
				body: formOf(upload),
			}),
		leaderboard: (benchmark: string, query: LeaderboardQuery & { readonly limit?: number } = {}) =>
			get<Leaderboard>(`/v1/leaderboards/${name(benchmark)}`, query),
		matrix: (benchmark: string, query: { judge?: string; category?: string } = {}) =>
			get<Matrix>(`/v1/leaderboards/${name(benchmark)}/matrix`, query),
		/** 2 to 10 models, by slug or submission id. */
		comparison: (
			benchmark: string,
			{ models, ...query }: LeaderboardQuery & { readonly models: readonly string[] },
		) =>
			get<Comparison>(`/v1/leaderboards/${name(benchmark)}/compare`, {
				...query,
				models: models.join(','),
			}),
		/** Two judge versions over the battles that both have judged. */
		judgeComparison: (benchmark: string, query: JudgePairQuery) =>
			get<JudgeComparison>(`/v1/leaderboards/${name(benchmark)}/judges/compare`, query),
		/** The battles whose outcome the second judge changed. */
		judgeFlips: (benchmark: string, query: JudgeFlipQuery) =>
			get<Page<JudgeFlip>>(`/v1/leaderboards/${name(benchmark)}/judges/flips`, query),
		/** The first models of a board, each beside each other. */
		winFractions: (benchmark: string, query: LeaderboardQuery & { readonly limit?: number } = {}) =>
			get<WinFractions>(`/v1/leaderboards/${name(benchmark)}/win-fractions`, query),
		/** A model's score in the stored snapshots, newest first; by slug, or by a submission's id. */
		history: (
			benchmark: string,
			query: { model: string; judge?: string; cursor?: string; limit?: number },
		) => get<ModelHistory>(`/v1/leaderboards/${name(benchmark)}/history`, query),
		snapshots: (
			benchmark: string,
			query: { judge?: string; cursor?: string; limit?: number } = {},
		) => get<Page<SnapshotBrief>>(`/v1/leaderboards/${name(benchmark)}/snapshots`, query),
		snapshot: (id: string) => get<Snapshot>(`/v1/snapshots/${name(id)}`),
		snapshotLeaderboard: (id: string, query: Omit<LeaderboardQuery, 'judge'> = {}) =>
			get<Leaderboard>(`/v1/snapshots/${name(id)}/leaderboard`, query),
		snapshotMatrix: (id: string, query: { category?: string } = {}) =>
			get<Matrix>(`/v1/snapshots/${name(id)}/matrix`, query),
		/** What changed on the boards, newest first. */
		changelog: (query: { benchmark?: string; cursor?: string; limit?: number } = {}) =>
			get<Page<Change>>('/v1/changelog', query),
		/** The newest version of every benchmark with the top of its live board. */
		overview: (query: { limit?: number } = {}) =>
			get<{ readonly items: readonly BoardOverview[] }>('/v1/overview', query),
		models: () => get<Page<Model>>('/v1/models'),
		model: (model: string) => get<ModelDetail>(`/v1/models/${name(model)}`),
		createModel: (body: NewModel) => post<Model>('/v1/models', body),
		createSubmission: (body: NewSubmission, idempotencyKey?: string) =>
			post<Submission>('/v1/submissions', body, idempotencyKey),
		/** The same with the file as it is; repeated with the same key it answers as the first time did. */
		submitFile: (upload: ResponsesUpload, idempotencyKey?: string) =>
			call<Submission>('POST', '/v1/submissions', { ...asCall(upload), idempotencyKey }),
		/** What a file would be refused or warned for, and what it would take; nothing is stored. */
		checkFile: (upload: ResponsesUpload) =>
			call<SubmissionCheck>('POST', '/v1/submissions/check', asCall(upload)),
		/** What judging so many answers would take at most. */
		estimateSubmission: (
			benchmark: string,
			query: { readonly answers: number; readonly characters: number },
		) => get<SubmissionEstimate>(`/v1/benchmarks/${name(benchmark)}/estimate`, query),
		submission: (id: string) => get<Submission>(`/v1/submissions/${name(id)}`),
		/** `share` is the token of a private submission's link. */
		submissionResult: (id: string, query: { readonly share?: string } = {}) =>
			get<SubmissionResult>(`/v1/submissions/${name(id)}/result`, query),
		/** Adds answers to a draft; `revision` is the one that the sender has seen. */
		appendResponses: (
			id: string,
			upload: Pick<ResponsesUpload, 'file' | 'isArray' | 'isGzip'> & {
				readonly existing?: 'refuse' | 'replace';
				readonly revision?: number;
			},
		) =>
			call<Submission>('POST', `/v1/submissions/${name(id)}/responses`, {
				...asFileCall(upload),
				query: { existing: upload.existing },
				ifMatch: upload.revision,
			}),
		submitDraft: (id: string, order: { readonly visibility?: 'public' | 'private' } = {}) =>
			post<Submission>(`/v1/submissions/${name(id)}/submit`, order),
		publishSubmission: (id: string) => post<Submission>(`/v1/submissions/${name(id)}/publish`),
		withdrawSubmission: (id: string, order: { readonly reason?: string } = {}) =>
			post<Submission>(`/v1/submissions/${name(id)}/withdraw`, order),
		/** An operator's decision about a flagged submission. */
		reviewSubmission: (id: string, order: SubmissionReview) =>
			post<Submission>(`/v1/submissions/${name(id)}/review`, order),
		run: (id: string) => get<Run>(`/v1/runs/${name(id)}`),
		/** Newest first; `state` may be `unfinished`. */
		runs: (query: { state?: string; submission?: string; cursor?: string; limit?: number } = {}) =>
			get<Page<Run>>('/v1/runs', query),
		/** Where a run's progress comes as server-sent events. */
		runEventsUrl: (id: string) => new URL(`/v1/runs/${name(id)}/events`, options.baseUrl).href,
		/** What a run would ask, take and cost; asks nothing. */
		estimateRun: (plan: RunPlan) => post<RunEstimate>('/v1/runs/estimate', plan),
		createRun: (plan: RunPlan) => post<Run>('/v1/runs', plan),
		controlRun: (id: string, action: RunAction) => post<Run>(`/v1/runs/${name(id)}/${action}`),
		/** Micro-dollars; null takes the limit away. */
		setRunBudget: (id: string, microUsd: number | null) =>
			call<Run>('PUT', `/v1/runs/${name(id)}/budget`, { json: { budget_micro_usd: microUsd } }),
		serviceBudget: () => get<ServiceBudget>('/v1/budget'),
		setServiceBudget: (microUsd: number | null) =>
			call<ServiceBudget>('PUT', '/v1/budget', { json: { budget_micro_usd: microUsd } }),
		/** Takes texts of a battle away for good. */
		redact: (body: NewRedaction) => post<Redaction>('/v1/redactions', body),
		battles: (query: BattleQuery) => get<Page<BattleBrief>>('/v1/battles', query),
		/** Its neighbours are those within the filter. */
		battle: (id: string, filter: BattleFilter = {}) =>
			get<Battle>(`/v1/battles/${name(id)}`, filter),
		judges: () => get<Page<JudgeVersion>>('/v1/judges'),
		judge: (judge: string) => get<JudgeVersion>(`/v1/judges/${name(judge)}`),
		/** What judge checks say of a judge version. */
		checksOfJudge: (judge: string, query: { cursor?: string; limit?: number } = {}) =>
			get<Page<JudgeCheck>>(`/v1/judges/${name(judge)}/checks`, query),
		checkSets: () => get<Page<CheckSet>>('/v1/judge-checks/sets'),
		/** Imports labelled pairs from a file in any known format; the same pairs again are found. */
		importCheckSet: (upload: { readonly metadata: NewCheckSet; readonly pairs: Blob }) => {
			const body = new FormData();
			body.set('metadata', JSON.stringify(upload.metadata));
			body.set('pairs', upload.pairs);
			return call<ImportedCheckSet>('POST', '/v1/judge-checks/sets', { body });
		},
		judgeChecks: (query: { set?: string; judge?: string; cursor?: string; limit?: number } = {}) =>
			get<Page<JudgeCheck>>('/v1/judge-checks', query),
		judgeCheck: (id: string) => get<JudgeCheck>(`/v1/judge-checks/${name(id)}`),
		/** What a check would ask, take and cost; asks nothing. */
		estimateCheck: (order: NewCheck) => post<RunEstimate>('/v1/judge-checks/estimate', order),
		startCheck: (order: NewCheck) => post<JudgeCheck>('/v1/judge-checks', order),
		setPrice: (judge: string, price: NewPrice) =>
			call<NewPrice>('PUT', `/v1/judges/${name(judge)}/price`, { json: price }),
		/** Newest first; published ones, or with `mine` those of the key's owner. */
		submissions: (
			query: {
				benchmark?: string;
				model?: string;
				mine?: 'true';
				cursor?: string;
				limit?: number;
			} = {},
		) => get<Page<SubmissionBrief>>('/v1/submissions', query),
		leaderboards: () => get<{ readonly items: readonly BoardStanding[] }>('/v1/leaderboards'),
		/** Asks all unscored games of a board's runs again; refused as a conflict when there is none. */
		retryBoard: (benchmark: string, query: { judge?: string } = {}) =>
			call<BoardRetry>('POST', `/v1/leaderboards/${name(benchmark)}/retry`, { query }),
		/** The answer of an export or a bundle, to be read as it comes. Throws when the server refuses. */
		download: (path: string, query?: Query) => download(options, path, query),
		/** Live workers and the depth of their queue; needs an operator's key. */
		workers: () => get<WorkerList>('/v1/workers'),
		/** Whose key this client sends. */
		whoAmI: () => get<WhoAmI>('/v1/keys/me'),
		keys: (query: { organisation?: string; cursor?: string; limit?: number } = {}) =>
			get<Page<ApiKey>>('/v1/keys', query),
		key: (id: string) => get<ApiKey>(`/v1/keys/${name(id)}`),
		/** The answer holds the whole key, this once; repeated with the same idempotency key it does not. */
		createKey: (body: NewKey, idempotencyKey?: string) =>
			post<ShownKey>('/v1/keys', body, idempotencyKey),
		changeKey: (id: string, change: KeyChange) => patch<ApiKey>(`/v1/keys/${name(id)}`, change),
		rotateKey: (id: string, rotation: Rotation = {}, idempotencyKey?: string) =>
			post<ShownKey>(`/v1/keys/${name(id)}/rotate`, rotation, idempotencyKey),
		revokeKey: (id: string) => post<ApiKey>(`/v1/keys/${name(id)}/revoke`),
		organisations: () => get<Page<Organisation>>('/v1/organisations'),
		organisation: (slug: string) => get<Organisation>(`/v1/organisations/${name(slug)}`),
		createOrganisation: (body: NewOrganisation) => post<Organisation>('/v1/organisations', body),
		changeOrganisation: (slug: string, change: OrganisationChange) =>
			patch<Organisation>(`/v1/organisations/${name(slug)}`, change),
		/** Who did what, newest first; needs an operator's key. */
		audit: (query: AuditQuery = {}) => get<Page<AuditEntry>>('/v1/audit', query),
	};
}

type Call = {
	readonly method: string;
	readonly path: string;
	readonly query?: Query | undefined;
	readonly json?: unknown;
	/** Sent as it is, in place of `json`. */
	readonly body?: FileBody | FormData;
	readonly contentType?: string;
	readonly isGzip?: boolean | undefined;
	readonly ifMatch?: number | undefined;
	/** Undefined: a new one for each call. */
	readonly idempotencyKey?: string | undefined;
};

async function download(options: ClientOptions, path: string, query?: Query): Promise<Response> {
	const call = { method: 'GET', path, query };
	const headers = headersOf(options, call);
	headers.set('accept', '*/*');
	const response = await (options.fetch ?? fetch)(new Request(urlOf(options, call), { headers }));
	if (response.ok) return response;
	const text = await response.text();
	throw new ProblemError(asProblem(readJson(text), response.status, text));
}

function urlOf({ baseUrl }: ClientOptions, { path, query }: Call): URL {
	const url = new URL(path, baseUrl);
	for (const [key, value] of Object.entries(query ?? {}))
		if (value !== undefined && value !== '') url.searchParams.set(key, String(value));
	return url;
}

async function request<Result>(options: ClientOptions, call: Call): Promise<Result> {
	const url = urlOf(options, call);
	const body = call.body ?? (call.json === undefined ? undefined : JSON.stringify(call.json));
	const response = await (options.fetch ?? fetch)(
		new Request(url, {
			method: call.method,
			headers: headersOf(options, call),
			...(body === undefined ? {} : { body }),
		}),
	);
	const text = await response.text();
	const value: unknown = readJson(text);
	// The server's own contract tests hold its answers to these types; they are trusted here.
	if (response.ok && value !== undefined) return value as Result;
	throw new ProblemError(asProblem(value, response.status, text));
}

function headersOf(options: ClientOptions, call: Call): Headers {
	const headers = new Headers({ accept: 'application/json' });
	if (options.key) headers.set('authorization', `Bearer ${options.key}`);
	if (call.method !== 'GET')
		headers.set('idempotency-key', call.idempotencyKey ?? crypto.randomUUID());
	const type = call.contentType ?? (call.json === undefined ? undefined : 'application/json');
	if (type) headers.set('content-type', type);
	if (call.isGzip) headers.set('content-encoding', 'gzip');
	if (call.ifMatch !== undefined) headers.set('if-match', `"${call.ifMatch}"`);
	return headers;
}

function asCall(upload: ResponsesUpload): Omit<Call, 'method' | 'path'> {
	const { model, variant, isDraft } = upload;
	return {
		...asFileCall(upload),
		query: {
			benchmark: upload.benchmark,
			model: typeof model === 'string' ? model : JSON.stringify(model),
			variant: variant && JSON.stringify(variant),
			visibility: upload.visibility,
			contact: upload.contact,
			draft: isDraft ? 'true' : undefined,
		},
	};
}

function asFileCall({
	file,
	isArray = false,
	isGzip,
}: Pick<ResponsesUpload, 'file' | 'isArray' | 'isGzip'>) {
	const contentType = isArray ? 'application/vnd.codejoust.file+json' : 'application/x-ndjson';
	return { body: file, contentType, isGzip };
}

function formOf({ metadata, questions, baseline, taskTypes }: BenchmarkUpload): FormData {
	const form = new FormData();
	form.set('metadata', JSON.stringify(metadata));
	form.set('questions', questions);
	if (baseline) form.set('baseline', baseline);
	if (taskTypes) form.set('task_types', taskTypes);
	return form;
}

function readJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function asProblem(value: unknown, status: number, text: string): ProblemDocument {
	if (typeof value === 'object' && value !== null && 'detail' in value && 'code' in value)
		return value as ProblemDocument;
	return {
		type: '/problems/internal',
		title: 'The server answered something else than JSON',
		status,
		detail: `Status ${status}: ${text.slice(0, 200)}`,
		code: 'internal',
		request_id: '',
	};
}
