/** Something that can't be written, and where in the JSON it stands. */
export class NotWritable extends Error {
	constructor(
		readonly path: string,
		readonly reason: string,
	) {
		super(`${path} ${reason}`);
	}
}
