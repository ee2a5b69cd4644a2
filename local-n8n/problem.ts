/** A failure whose message explains what happened and what to do. It needs no stack. */
export class Problem extends Error {
	override name = 'Problem';
}

export const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Returns the last lines of a log, indented for a message. */
export const tail = (log: string, lines = 15) =>
	log
		.trimEnd()
		.split('\n')
		.slice(-lines)
		.map((line) => `    ${line}`)
		.join('\n');
