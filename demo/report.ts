const started = Date.now();

const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

const terminal = process.stdout.isTTY;

/** Runs one step of the demo. Prints what it is doing, then the result and the duration. */
export async function step<T>(
	doing: string,
	work: (progress: (what: string) => void) => Promise<T>,
	done: (result: T) => string,
): Promise<T> {
	const since = Date.now();
	let spokenAt = since;
	const overwrite = (text: string) => process.stdout.write(`\r\x1b[2K${text}`);
	// In a log file, an occasional line is enough.
	const progress = (what: string) => {
		const line = `  …  ${Math.round((Date.now() - since) / 1000)} s  ${what}`;
		if (terminal) overwrite(line.slice(0, process.stdout.columns - 1));
		else if (Date.now() - spokenAt >= 15_000) {
			spokenAt = Date.now();
			console.log(line);
		}
	};
	if (terminal) overwrite(`  …  ${doing}`);
	try {
		const result = await work(progress);
		if (terminal) overwrite('');
		console.log(`  ok ${done(result)} (${seconds(since)})`);
		return result;
	} catch (error) {
		if (terminal) overwrite('');
		console.log(`  -- ${doing}: failed after ${seconds(since)}`);
		throw error;
	}
}

export const say = (text = '') => console.log(text);

export const elapsed = () => seconds(started);

export const indented = (text: string) => text.replace(/^/gm, '     ');
