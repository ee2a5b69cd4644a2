import type { Grid, Handlers } from './api';

interface TrafficInput {
	targetTime: string;
	numPeriods: number;
	period: 'Hour' | 'Day' | 'Week' | 'Month';
}

/** The time so many periods after another. */
function after(time: string, count: number, period: TrafficInput['period']): Date {
	const date = new Date(time);
	if (period === 'Month') date.setUTCMonth(date.getUTCMonth() + count);
	else date.setUTCHours(date.getUTCHours() + count * { Hour: 1, Day: 24, Week: 7 * 24 }[period]);
	return date;
}

/** Handlers for the reports that count the parcels of the user's mailbox. */
export const reports = ({ store, reading }: Grid): Handlers => ({
	'POST /v2/reports/traffic-stats': ({ targetTime, numPeriods, period }: TrafficInput) =>
		Array.from({ length: numPeriods }, (_, index) => {
			const first = reading.trafficFollows ? 0 : -numPeriods;
			const start = after(targetTime, first + index, period);
			const end = after(targetTime, first + index + 1, period);
			const parcels = store.parcels.filter(({ mailboxId, created }) => {
				const time = Date.parse(created);
				return mailboxId === store.user.mailboxId && time >= start.getTime() && time < end.getTime();
			});
			return {
				periodStart: start.toISOString(),
				periodEnd: end.toISOString(),
				sentCount: parcels.filter(({ direction }) => direction === 'OutBox').length,
				receivedCount: parcels.filter(({ direction }) => direction === 'InBox').length,
				totalBytes: parcels.reduce((sum, { bytes }) => sum + bytes, 0),
			};
		}),
});
