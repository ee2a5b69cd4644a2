import type { Failure } from './api';

const ASK_ECGRID = 'If this keeps failing, send ECGrid support the parcel ID and this message.';

/** A file that didn't arrive whole. No part of it was passed on. */
export class BrokenFile extends Error {
	constructor(
		message: string,
		private readonly remedy = ASK_ECGRID,
		private readonly retryReason?: Failure['retryReason'],
	) {
		super(message);
	}

	/** A file with a missing part. A retry may return it whole. */
	static incomplete(how: string): BrokenFile {
		return new BrokenFile(
			`The file from ECGrid is incomplete: ${how}`,
			`Run again. ${ASK_ECGRID}`,
			'serverError',
		);
	}

	get failure(): Failure {
		return { message: this.message, description: this.remedy, retryReason: this.retryReason };
	}

	/** The broken file in an error, however n8n wrapped it. */
	static in(error: unknown): BrokenFile | undefined {
		let at = error;
		for (let depth = 0; at instanceof Error && depth < 8; depth++, at = at.cause) {
			if (at instanceof BrokenFile) return at;
		}
		return undefined;
	}
}
