/** A moment as the clocks of a time zone show it, such as “America/New_York”: in the local fields of a Date, whatever zone n8n runs in. */
export function localTime(moment: Date, timeZone: string): Date {
	const format = new Intl.DateTimeFormat('en-US', {
		timeZone,
		hourCycle: 'h23',
		...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' },
	});
	const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
	const [year, month, day, hour, minute] = (['year', 'month', 'day', 'hour', 'minute'] as const).map((type) =>
		parts.get(type),
	) as [number, number, number, number, number];
	return new Date(year, month - 1, day, hour, minute);
}
