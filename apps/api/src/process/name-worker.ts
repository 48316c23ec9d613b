import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** The name of a process in its log and in the list of workers: eight characters of its own, which pages show, and its host. */
export function nameWorker(): string {
	const host = hostname()
		.replace(/[^\w.-]+/g, '-')
		.slice(0, 40);
	return `${randomBytes(4).toString('hex')}-${host}`;
}
