import type { IncomingMessage } from 'node:http';
import type { ApiReads } from './lib/server/api-reads.ts';

declare global {
	namespace App {
		interface Error {
			/** What a reader can do about it, or the server's own sentence. */
			detail?: string;
			/** What the address calls what is not valid. */
			fields?: readonly string[];
		}
		interface Locals {
			/** What the page asked the API for. */
			reads: ApiReads;
		}
		interface PageData {
			title?: string;
			/** The path of the page's preview image. */
			preview?: string;
			/** How a visitor signs in elsewhere, on pages to sign in on. */
			signIn?: { readonly label: string; readonly gives_organisations: boolean } | undefined;
		}
		interface Platform {
			/**
			 * The Node request. The process that serves pages and API together sets `codejoustApi` on it
			 * before it calls the handler, so that a page asks the API without HTTP.
			 */
			req: IncomingMessage & {
				codejoustApi?: (request: Request) => Response | Promise<Response>;
				/** The visitor asks for too many pages, and gets the page that says so instead. */
				codejoustRefusal?: { readonly limit: number; readonly retryAfterSeconds: number };
			};
		}
	}
}
