/** A game that is not asked here any more, since its run is asked at another endpoint. */
export class MovedError extends Error {
	constructor(endpoint: string) {
		super(`the run is not asked at the endpoint ${endpoint} any more`);
		this.name = 'MovedError';
	}
}
