import type { Ablation, NewAblation } from '../schemas/judge-ablation.ts';
import type { JudgeCheck, NewCheck } from '../schemas/judge-check.ts';
import type {
	CheckSet,
	CheckSetDetail,
	ImportedCheckSet,
	NewCheckSet,
	NewSetPart,
} from '../schemas/judge-check-set.ts';
import type { NewPairJudgments, PairJudgments } from '../schemas/pair-judgments.ts';
import { writeForm } from './file-form.ts';
import type { Page, Sender } from './open-sender.ts';
import type { RunEstimate } from './runs.ts';

/** Checks of judge versions against labelled pairs. */
export function judgeCheckMethods({ get, post, call }: Sender) {
	const name = encodeURIComponent;
	return {
		judgeChecks: (query: { set?: string; judge?: string; cursor?: string; limit?: number } = {}) =>
			get<Page<JudgeCheck>>('/v1/judge-checks', query),
		judgeCheck: (id: string) => get<JudgeCheck>(`/v1/judge-checks/${name(id)}`),
		/** What judge checks say of a judge version. */
		checksOfJudge: (judge: string, query: { cursor?: string; limit?: number } = {}) =>
			get<Page<JudgeCheck>>(`/v1/judges/${name(judge)}/checks`, query),
		checkSet: (set: string) => get<CheckSetDetail>(`/v1/judge-checks/sets/${name(set)}`),
		checkSets: () => get<Page<CheckSet>>('/v1/judge-checks/sets'),
		/** Imports labelled pairs from files of one known format as one set; the same pairs again are found. */
		importCheckSet: (upload: {
			readonly metadata: NewCheckSet;
			readonly pairs: Blob | readonly Blob[];
		}) =>
			call<ImportedCheckSet>('POST', '/v1/judge-checks/sets', {
				body: writeForm('pairs', upload.metadata, [upload.pairs].flat()),
			}),
		/** Imports labelled pairs with what somebody else's judge said of them; the same files again change nothing. */
		importPairJudgments: (upload: {
			readonly metadata: NewPairJudgments;
			readonly judgments: readonly Blob[];
		}) =>
			call<PairJudgments>('POST', '/v1/judge-checks/judgments', {
				body: writeForm('judgments', upload.metadata, upload.judgments),
			}),
		/** A category of a set, or a sample of its pairs, as a set of its own; the same part again is found. */
		takeSetPart: (part: NewSetPart) => post<ImportedCheckSet>('/v1/judge-checks/sets/parts', part),
		/** The same pairs under several ways of asking, each compared with the first; asks nothing. */
		compareChecks: (asked: NewAblation) => post<Ablation>('/v1/judge-checks/compare', asked),
		/** What a check would ask, take and cost; asks nothing. */
		estimateCheck: (order: NewCheck) => post<RunEstimate>('/v1/judge-checks/estimate', order),
		startCheck: (order: NewCheck) => post<JudgeCheck>('/v1/judge-checks', order),
	};
}
