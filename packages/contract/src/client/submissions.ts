import type { RunWay } from '../schemas/closed-lists.ts';
import type { z } from 'zod';
import type { newSubmission } from '../schemas/new-submission.ts';
import type { submissionCheck, SubmissionEstimate } from '../schemas/submission-check.ts';
import type { Comparison } from '../schemas/comparison.ts';
import type { MadeShareLink, NewShareLink, ShareLink } from '../schemas/share-link.ts';
import type { SubmissionPlace } from '../schemas/submission-place.ts';
import type { SubmissionResult } from '../schemas/submission-result.ts';
import type { PriceOrder } from '../schemas/stated-price.ts';
import type { Submission, SubmissionBrief } from '../schemas/submission.ts';
import type { Page, Sender } from './open-sender.ts';
import {
	asCall,
	asFileCall,
	asPreparationQuery,
	type ResponsesUpload,
} from './responses-upload.ts';

/** Submissions from their check to their withdrawal. */
export function submissionMethods({ get, post, call }: Sender) {
	const name = encodeURIComponent;
	return {
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
		submission: (id: string) => get<Submission>(`/v1/submissions/${name(id)}`),
		/** `share` is the token of a private submission's link. */
		submissionResult: (id: string, query: { readonly share?: string } = {}) =>
			get<SubmissionResult>(`/v1/submissions/${name(id)}/result`, query),
		/** Where it would be on its board, also of a private one. */
		submissionPlace: (id: string) => get<SubmissionPlace>(`/v1/submissions/${name(id)}/place`),
		/** Beside a model of the board that it would be on, by slug or submission id. */
		submissionComparison: (id: string, other: string) =>
			get<Comparison>(`/v1/submissions/${name(id)}/comparison`, { with: other }),
		/** Links that let anyone read it while it is not public, newest first. */
		shareLinks: (id: string) =>
			get<{ readonly items: readonly ShareLink[] }>(`/v1/submissions/${name(id)}/links`),
		/** The answer holds the link's token, this once. */
		makeShareLink: (id: string, order: NewShareLink = {}) =>
			post<MadeShareLink>(`/v1/submissions/${name(id)}/links`, order),
		revokeShareLink: (id: string, link: string) =>
			post<ShareLink>(`/v1/submissions/${name(id)}/links/${name(link)}/revoke`),
		createSubmission: (body: NewSubmission, idempotencyKey?: string) =>
			post<Submission>('/v1/submissions', body, idempotencyKey),
		/** The same with the file as it is; repeated with the same key it answers as the first time did. */
		submitFile: (upload: ResponsesUpload, idempotencyKey?: string) =>
			call<Submission>('POST', '/v1/submissions', { ...asCall(upload), idempotencyKey }),
		/** What a file would be refused or warned for, and what it would take; nothing is stored. */
		checkFile: (upload: ResponsesUpload) =>
			call<SubmissionCheck>('POST', '/v1/submissions/check', asCall(upload)),
		/** What judging this number of answers would take at most. */
		estimateSubmission: (
			benchmark: string,
			query: { readonly answers: number; readonly characters: number },
		) => get<SubmissionEstimate>(`/v1/benchmarks/${name(benchmark)}/estimate`, query),
		/** Adds answers to a draft; `revision` is the one that the sender has seen. */
		appendResponses: (
			id: string,
			upload: Pick<ResponsesUpload, 'file' | 'isArray' | 'isGzip' | 'prepare'> & {
				readonly existing?: 'refuse' | 'replace';
				readonly accept?: string | undefined;
				readonly revision?: number;
			},
		) =>
			call<Submission>('POST', `/v1/submissions/${name(id)}/responses`, {
				...asFileCall(upload),
				query: {
					existing: upload.existing,
					accept: upload.accept,
					...asPreparationQuery(upload.prepare),
				},
				ifMatch: upload.revision,
			}),
		submitDraft: (
			id: string,
			order: { readonly visibility?: 'public' | 'private'; readonly via?: RunWay } = {},
		) => post<Submission>(`/v1/submissions/${name(id)}/submit`, order),
		publishSubmission: (id: string) => post<Submission>(`/v1/submissions/${name(id)}/publish`),
		withdrawSubmission: (id: string, order: { readonly reason?: string } = {}) =>
			post<Submission>(`/v1/submissions/${name(id)}/withdraw`, order),
		/** An operator's decision about a flagged submission. */
		reviewSubmission: (id: string, order: SubmissionReview) =>
			post<Submission>(`/v1/submissions/${name(id)}/review`, order),
		/** What its answers cost, as its owner or an operator states it; `price: null` takes the statement away. */
		statePrice: (id: string, order: PriceOrder) =>
			post<Submission>(`/v1/submissions/${name(id)}/price`, order),
		/** An operator's word that they have made the answers again, or that they have not. */
		markRerun: (id: string, order: { readonly is_rerun: boolean; readonly reason: string }) =>
			post<Submission>(`/v1/submissions/${name(id)}/rerun`, order),
	};
}

export type NewSubmission = z.input<typeof newSubmission>;

export type SubmissionCheck = z.infer<typeof submissionCheck>;

export type SubmissionReview =
	{ readonly decision: 'clear' } | { readonly decision: 'reject'; readonly reason: string };
