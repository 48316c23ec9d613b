/** The person at the keyboard can set it right; the message says how, and is safe to print. */
export class UsageError extends Error {
	override readonly name = 'UsageError';
}
