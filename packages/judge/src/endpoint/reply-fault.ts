import type { ProviderErrorClass } from '@codejoust/arena/rules/judgment';

/** Why a reply that had begun to arrive was not read to its end. */
export type ReplyFault = {
	/** HTTP status of the reply. */
	readonly status: number;
	/** Absent: as the cause says. */
	readonly errorClass?: ProviderErrorClass;
	/** A sentence for the operator; absent: the code of the cause. */
	readonly words?: string;
};

/** An error that carries a fault through what wraps it. */
export function createReplyFault(fault: ReplyFault, cause?: unknown): Error {
	return Object.assign(new Error('The reply was cut off.', { cause }), { replyFault: fault });
}

/** The fault of an error or of one of its four nearest causes. */
export function findReplyFault(error: unknown): ReplyFault | undefined {
	for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
		// Only `createReplyFault` sets this property.
		if ('replyFault' in at) return at.replyFault as ReplyFault;
	}
	return undefined;
}

/** A reply that is not read any further because it is larger than `maxBytes`. */
export function createTooLarge(status: number, maxBytes: number): Error {
	const words = `The reply is larger than ${maxBytes} bytes.`;
	return createReplyFault({ status, errorClass: 'too-large', words });
}
