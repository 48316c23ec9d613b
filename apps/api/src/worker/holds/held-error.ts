/** A game that is not asked for now, since its judge or its endpoint is held. */
export class HeldError extends Error {
	constructor(reason: string) {
		super(`nothing is asked for now: ${reason}`);
		this.name = 'HeldError';
	}
}
