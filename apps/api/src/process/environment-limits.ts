import { z } from 'zod';

/** Limits of what visitors may ask for, and of how long a request may take to arrive. */
export const limitVariables = {
	CODEJOUST_REQUESTS_PER_MINUTE: z.coerce
		.number()
		.int()
		.min(0)
		.default(6000)
		.describe(
			'Maximum number of API requests per minute from one address without a key. All processes of a database count together; 0 is no limit.',
		),
	CODEJOUST_KEY_REQUESTS_PER_MINUTE: z.coerce
		.number()
		.int()
		.min(0)
		.default(6000)
		.describe(
			'Maximum number of API requests per minute with one key. All processes of a database count together; 0 is no limit.',
		),
	CODEJOUST_PAGES_PER_MINUTE: z.coerce
		.number()
		.int()
		.min(0)
		.default(1200)
		.describe(
			'Maximum number of pages per minute for one address. All processes of a database count together; 0 is no limit.',
		),
	CODEJOUST_COSTLY_READS_PER_MINUTE: z.coerce
		.number()
		.int()
		.min(0)
		.default(240)
		.describe(
			'Maximum number of costly reads per minute for one visitor: comparisons, exports and the like. A page with some counts as one, and all processes of a database count together; 0 is no limit.',
		),
	CODEJOUST_COSTLY_READS_AT_ONCE: z.coerce
		.number()
		.int()
		.min(0)
		.max(1000)
		.default(1)
		.describe(
			'Maximum number of costly reads of one visitor at the same time. Further ones wait; 0 is no limit.',
		),
	CODEJOUST_COSTLY_READ_SECONDS: z.coerce
		.number()
		.min(0)
		.max(3600)
		.default(30)
		.describe(
			'Maximum time that a costly read waits for its turn, and maximum time until its answer, in seconds; 0 is no limit.',
		),
	CODEJOUST_STREAMS_PER_VISITOR: z.coerce
		.number()
		.int()
		.min(0)
		.max(10_000)
		.default(16)
		.describe('Maximum number of progress streams that one visitor may have open; 0 is no limit.'),
	CODEJOUST_STREAMS: z.coerce
		.number()
		.int()
		.min(0)
		.max(100_000)
		.default(2_000)
		.describe(
			'Maximum number of progress streams that all visitors of one process may have open together; 0 is no limit. Further ones are refused, and pages then look for changes every 30 s.',
		),
	CODEJOUST_PROXIES: z.coerce
		.number()
		.int()
		.min(0)
		.max(10)
		.default(0)
		.describe(
			'Number of reverse proxies in front of the API. They write this number of entries at the end of X-Forwarded-For.',
		),
	CODEJOUST_HEADER_SECONDS: z.coerce
		.number()
		.min(0)
		.max(3600)
		.default(10)
		.describe(
			'Maximum time in which the headers of a request must arrive, in seconds; 0 is no limit.',
		),
	CODEJOUST_BODY_SECONDS: z.coerce
		.number()
		.min(0)
		.max(86_400)
		.default(300)
		.describe(
			'Maximum time in which a whole request with its body must arrive, in seconds; 0 is no limit.',
		),
	CODEJOUST_BODY_IDLE_SECONDS: z.coerce
		.number()
		.min(0)
		.max(3600)
		.default(30)
		.describe('Maximum time between two parts of a body, in seconds; 0 is no limit.'),
};
