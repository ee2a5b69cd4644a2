const started = Date.now();

const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

const terminal = process.stdout.isTTY;

/** One step of the demo: says what is being done, and when it is done what came of it and how long it took. */
export async function step<T>(
	doing: string,
	work: (progress: (what: string) => void) => Promise<T>,
	done: (result: T) => string,
): Promise<T> {
	const since = Date.now();
	let spokenAt = since;
	const overwrite = (text: string) => process.stdout.write(`\r\x1b[2K${text}`);
	// In a log file a line now and then is enough.
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
