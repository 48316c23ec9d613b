import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

export type FloodingJudge = {
	/** For an OpenAI client: http://127.0.0.1:<port>/v1 */
	readonly baseUrl: string;
	/** Requests so far. */
	readonly requests: () => number;
	/** From now on that number of requests is gathered, then all of them get replies of that many bytes together. */
	readonly flood: (flood: Flood) => void;
	readonly close: () => Promise<void>;
};

export type Flood = {
	readonly replies: number;
	readonly replyBytes: number;
	readonly isPacked: boolean;
};

const PIECE_BYTES = 64 * 1024;
const TYPE = { 'content-type': 'application/json' };
const HEAD = '{"choices":[{"finish_reason":"stop","message":{"content":"[[A>B]]';
const TAIL = '"}}]}';

/** A judge whose replies are usual ones until it floods: then they are complete, of one length, and announce none. */
export async function startFloodingJudge(): Promise<FloodingJudge> {
	let requests = 0;
	let flood: Flood | undefined;
	let packed: Buffer | undefined;
	let gathered: ServerResponse[] = [];
	const answer = (response: ServerResponse) => {
		if (flood === undefined) return void response.writeHead(200, TYPE).end(HEAD + TAIL);
		gathered.push(response);
		if (gathered.length < flood.replies) return;
		for (const each of gathered) {
			if (packed) each.writeHead(200, { ...TYPE, 'content-encoding': 'gzip' }).end(packed);
			else sendPieces(each, flood.replyBytes);
		}
		gathered = [];
	};
	const server = createServer((request, response) => {
		requests++;
		request.resume().once('end', () => answer(response));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('the server has no port');
	return {
		baseUrl: `http://127.0.0.1:${address.port}/v1`,
		requests: () => requests,
		flood: (next) => {
			flood = next;
			packed = next.isPacked ? pack(next.replyBytes) : undefined;
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function pack(bytes: number): Buffer {
	return gzipSync(HEAD + 'x'.repeat(bytes) + TAIL);
}

/** As fast as the other side takes it, until it has all or ends the connection. */
function sendPieces(response: ServerResponse, bytes: number): void {
	const piece = Buffer.alloc(PIECE_BYTES, 'x');
	let left = bytes;
	const more = () => {
		while (left > 0) {
			left -= PIECE_BYTES;
			if (!response.write(piece)) return;
		}
		response.end(TAIL);
	};
	response.on('drain', more).once('close', () => response.off('drain', more));
	response.writeHead(200, TYPE).write(HEAD);
	more();
}
