import type { IncomingMessage } from 'node:http';

declare global {
	namespace App {
		interface Error {
			/** What a reader can do about it, or the server's own sentence. */
			detail?: string;
		}
		interface PageData {
			title?: string;
		}
		interface Platform {
			/**
			 * The Node request. The process that serves pages and API together sets `codejoustApi` on it
			 * before it calls the handler, so that a page asks the API without HTTP.
			 */
			req: IncomingMessage & {
				codejoustApi?: (request: Request) => Response | Promise<Response>;
			};
		}
	}
}
