/** One answer of a model. */
export type ResponseRecord = {
	readonly question_id: string;
	readonly response: string;
	/** Why the model stopped, as its provider said; absent when the file does not tell. */
	readonly finish_reason?: string;
	/** 1-based line of the file. */
	readonly line: number;
};

/** Nothing that a reader could see: such an answer loses its battle without the judge being asked. */
export function isEmptyAnswer(response: string): boolean {
	return !/[^\s\p{Cc}\p{Cf}]/u.test(response);
}
