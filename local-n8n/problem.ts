/** A failure whose message says everything its reader needs: what happened and the way out. No stack. */
export class Problem extends Error {
	override name = 'Problem';
}

export const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** The last lines of a log, indented for a message. */
export const tail = (log: string, lines = 15) =>
	log
		.trimEnd()
		.split('\n')
		.slice(-lines)
		.map((line) => `    ${line}`)
		.join('\n');
