import type { Worker } from 'node:worker_threads';
import { takeTurn } from '../take-turn.ts';
import type { SafeHtml } from '../../text/safe-html.ts';
import type { CodeChange } from './diff-code.ts';
import type { PageTexts } from './page-texts.ts';
import { renderPlain } from './render-text.ts';
import type { TextReply } from './text-worker.ts';

/** A page's texts as HTML, in their order. */
export type ShownTexts = {
	readonly htmls: readonly SafeHtml[];
	/** Of each compared pair; undefined where there is nothing to compare, or no time. */
	readonly changes: readonly (readonly CodeChange[] | undefined)[];
	/** Other pages took the time: the same page may be laid out when it is asked for again. */
	readonly isBusy: boolean;
};

export type TextThread = {
	/** Never rejects for what a text holds: what was not laid out in time is shown as it was written, and says so. */
	readonly show: (page: PageTexts) => Promise<ShownTexts>;
	readonly close: () => Promise<void>;
};

export type TextThreadOptions = {
	readonly worker: () => Worker;
	/** From the request to the page, waiting included. */
	readonly deadlineMs?: number;
	readonly idleMs?: number;
};

/** Of a text that nothing laid out, this much is shown. */
const PLAIN_CHARACTERS = 20_000;
const TOO_SLOW = 'Shown as it was written: its layout took too long.';
const BUSY = 'Shown as it was written: the server is busy with the layout of other texts.';

type Job = {
	readonly page: PageTexts;
	readonly htmls: (SafeHtml | undefined)[];
	readonly changes: (readonly CodeChange[] | undefined)[];
	/** When it was asked for, and when the thread began with it, monotonic milliseconds. */
	readonly askedAt: number;
	startedAt: number;
	readonly settle: (end: 'whole' | 'slow' | 'busy', error?: unknown) => void;
};

/**
 * Lays texts out beside the event loop, one page after another. A page that is not ready at its deadline is answered with
 * what is; if the thread is at that page, it is ended, and the next page gets a new one.
 */
export function openTextThread({
	worker: startWorker,
	deadlineMs = 2_000,
	idleMs = 30_000,
}: TextThreadOptions): TextThread {
	const waiting: Job[] = [];
	let current: Job | undefined;
	let worker: Worker | undefined;
	let idle: NodeJS.Timeout | undefined;

	function next(): void {
		if (current) return;
		current = waiting.shift();
		clearTimeout(idle);
		if (!current) {
			worker?.unref();
			idle = setTimeout(() => void end(), idleMs).unref();
			return;
		}
		worker ??= start();
		worker.ref();
		current.startedAt = performance.now();
		worker.postMessage(current.page);
	}

	function start(): Worker {
		const started = startWorker();
		started.on('message', (reply: TextReply) => {
			if (worker === started) take(reply);
		});
		// A thread that runs out of memory fails the page that it was at, and no other.
		const lose = () => {
			if (worker !== started) return;
			worker = undefined;
			finish('slow');
		};
		return started.on('error', lose).on('exit', lose);
	}

	function take(reply: TextReply): void {
		if (reply.kind === 'end') finish('whole');
		else if (reply.kind === 'failed') finish('slow', reply.error);
		else if (reply.kind === 'changes' && current) current.changes[reply.at] = reply.changes;
		else if (reply.kind === 'text' && current) current.htmls[reply.at] = reply.html;
	}

	function finish(how: 'whole' | 'slow' | 'busy', error?: unknown): void {
		const finished = current;
		current = undefined;
		finished?.settle(how, error);
		next();
	}

	function giveUp(job: Job): void {
		if (job === current) {
			void end();
			const hasWaited = job.startedAt - job.askedAt > deadlineMs / 2;
			finish(hasWaited ? 'busy' : 'slow');
			return;
		}
		const at = waiting.indexOf(job);
		if (at >= 0) waiting.splice(at, 1);
		job.settle('busy');
	}

	async function end(): Promise<void> {
		clearTimeout(idle);
		const ending = worker;
		worker = undefined;
		await ending?.terminate();
	}

	return {
		show: (page) =>
			new Promise((resolve, reject) => {
				const timer = setTimeout(() => giveUp(job), deadlineMs);
				const job: Job = {
					page,
					askedAt: performance.now(),
					startedAt: Infinity,
					htmls: page.texts.map(() => undefined),
					changes: page.compared.map(() => undefined),
					settle(how, error) {
						clearTimeout(timer);
						// Many pages may be given up together, and each is still to be written.
						if (error === undefined) resolve(takeTurn().then(() => showJob(job, how === 'busy')));
						else reject(error);
					},
				};
				waiting.push(job);
				next();
			}),
		close: end,
	};
}

function showJob({ page, htmls, changes }: Job, isBusy: boolean): ShownTexts {
	const why = isBusy ? BUSY : TOO_SLOW;
	return {
		htmls: page.texts.map(
			({ start, length }, at) =>
				htmls[at] ?? renderPlain(start.slice(0, PLAIN_CHARACTERS), length, why),
		),
		changes,
		isBusy,
	};
}
