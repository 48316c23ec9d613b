import type { AskError, AskReply } from './ask-result.ts';
import { isPermanentClass } from '../reply/error-class.ts';
import type { ReadReply } from '../reply/reply.ts';

type Record = 'requestId' | 'latencyMs' | 'limits';

/** What a call makes of a reply that has been read, without the record of the call. */
export function asAskResult(read: ReadReply): Omit<AskReply, Record> | Omit<AskError, Record> {
	if (read.kind === 'final') return { kind: 'reply', said: read.said };
	if (read.kind === 'trouble') return { kind: 'reply', said: read.said, trouble: read.trouble };
	return {
		...read,
		isPermanent: isPermanentClass(read.errorClass),
		isPaid: read.status >= 200 && read.status < 300,
	};
}
