/** Something the operator can put right before the process can start: one sentence, exit code 1. */
export class StartError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'StartError';
	}
}
