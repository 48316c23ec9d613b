import type { z } from 'zod';
import type {
	JudgeChange,
	JudgeChanges,
	JudgePreview,
	JudgeRelease,
	JudgeTrial,
	NewJudge,
	NewTrial,
} from '../schemas/judge-registry.ts';
import type { JudgeVersion } from '../schemas/judge.ts';
import type { JudgmentImport, NewJudgmentImport } from '../schemas/judgment-import.ts';
import type { newPrice } from '../schemas/run-plan.ts';
import { writeForm } from './file-form.ts';
import type { Page, Sender } from './open-sender.ts';

/** Judge versions: read, check, release, try. */
export function judgeMethods({ get, post, patch, call }: Sender) {
	const name = encodeURIComponent;
	return {
		judges: () => get<Page<JudgeVersion>>('/v1/judges'),
		judge: (judge: string) => get<JudgeVersion>(`/v1/judges/${name(judge)}`),
		/** What it pins otherwise than `since`, by default than the version before it. */
		judgeChanges: (judge: string, query: { since?: string } = {}) =>
			get<JudgeChanges>(`/v1/judges/${name(judge)}/changes`, query),
		/** What a definition would become; stores nothing. */
		checkJudge: (body: NewJudge) => post<JudgePreview>('/v1/judges/check', body),
		/** Releases a judge version; `is_new` is false if there was one of the same definition. */
		createJudge: (body: NewJudge, idempotencyKey?: string) =>
			post<JudgeRelease>('/v1/judges', body, idempotencyKey),
		/** Retires a judge version or ends its retirement; takes `slug@version`. */
		changeJudge: (judge: string, change: JudgeChange) =>
			patch<JudgeVersion>(`/v1/judges/${name(judge)}`, change),
		/** One stored battle put to a judge as a test: costs its calls, stores nothing. */
		tryJudge: (judge: string, trial: NewTrial) =>
			post<JudgeTrial>(`/v1/judges/${name(judge)}/try`, trial),
		/** Imports what somebody else's judge has said; the same files again change nothing. */
		importJudgments: (
			benchmark: string,
			upload: { readonly metadata: NewJudgmentImport; readonly judgments: readonly Blob[] },
		) =>
			call<JudgmentImport>('POST', `/v1/benchmarks/${name(benchmark)}/judgments`, {
				body: writeForm('judgments', upload.metadata, upload.judgments),
			}),
		setPrice: (judge: string, price: NewPrice) =>
			call<NewPrice>('PUT', `/v1/judges/${name(judge)}/price`, { json: price }),
	};
}

export type NewPrice = z.infer<typeof newPrice>;
