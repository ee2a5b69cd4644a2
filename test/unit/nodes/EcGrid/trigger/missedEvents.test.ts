import { wasMissed } from '../../../../../nodes/EcGrid/trigger/missedEvents';

const NOW = Date.parse('2026-05-07T12:00:00Z');
const TWO_HOURS_AGO = '2026-05-07T10:00:00Z';

/** A row of an event that ECGrid gave up, as on the event list's page. */
const row = (fields: object = {}) => ({
	callbackEventId: 550001,
	callbackId: 7001,
	event: 'Parcel',
	mailboxId: 30001,
	objectId: 987654321,
	status: 'Failed',
	created: TWO_HOURS_AGO,
	delivered: null,
	httpStatus: 500,
	...fields,
});
const without = (...names: string[]) =>
	Object.fromEntries(Object.entries(row()).filter(([name]) => !names.includes(name)));

describe('ECGrid reports a failed delivery', () => {
	test.each<[string, object]>([
		['with status Failed', row()],
		['with status FAILED', row({ status: 'FAILED' })],
		['with status Error, as on another page', row({ status: 'Error' })],
		['with status Failed, a moment ago', row({ created: '2026-05-07T11:59:59Z' })],
		['with status Failed and nothing else', without('delivered', 'httpStatus', 'objectId', 'mailboxId')],
		['with status Failed and an empty delivered', row({ delivered: '' })],
		['with another name for the ID', { ...without('callbackEventId'), callBackEventId: 550001 }],
		['in another case', { CallBackEventID: 1, CallbackID: 7001, Status: 'failed', Created: TWO_HOURS_AGO }],
		['by an empty delivered and no response, without a status', row({ status: null, httpStatus: 0 })],
		['by an empty delivered and a response of 503, without a status', row({ status: '', httpStatus: 503 })],
		[
			'by an empty delivered and a response of 401, with an unknown status',
			row({ status: 'Gone', httpStatus: 401 }),
		],
		['with status failed and spaces', row({ status: ' failed ' })],
		['by the year 1 as delivered, with status Failed', row({ delivered: '0001-01-01T00:00:00' })],
		[
			'by the year 1 as delivered, without a status',
			row({ delivered: '0001-01-01T00:00:00Z', status: null }),
		],
		['by false as delivered, with a number as the status', row({ delivered: false, status: 4 })],
		['by 0 as delivered, with a number as the status', row({ delivered: 0, status: 500 })],
		['by an empty delivered, with a status name that every object has', row({ status: 'constructor' })],
		['with a created without a zone', row({ created: '2026-05-07T10:00:00' })],
		['with a created in .NET format', row({ created: '/Date(1778148000000+0200)/' })],
		['by a response of 503 as text, with an unknown status', row({ status: 'Expired', httpStatus: '503' })],
		['by a redirect, with an unknown status', row({ status: 'Expired', httpStatus: 300 })],
		['by a response of 0 as text, without a status', row({ status: null, httpStatus: '0' })],
		['because nobody answered, with an unknown status', row({ status: 'Undeliverable', httpStatus: null })],
		['by an empty response, with an unknown status', row({ status: 'Undeliverable', httpStatus: '' })],
		['by a number as the status with a word next to it', row({ status: { code: 3, description: 'Failed' } })],
		['61 minutes ago, with an unknown status', row({ status: 'Zorp', created: '2026-05-07T10:59:00Z' })],
	])('%s', (_, missed) => expect(wasMissed(missed as never, NOW)).toBe(true));
});

describe("ECGrid doesn't report a failed delivery", () => {
	test.each<[string, object]>([
		['Delivered', row({ status: 'Delivered', delivered: TWO_HOURS_AGO, httpStatus: 200 })],
		['Completed', row({ status: 'Completed', delivered: null, httpStatus: 0 })],
		['Delivered, without a time', row({ status: 'Delivered' })],
		['Failed, but with a delivery time', row({ delivered: TWO_HOURS_AGO })],
		['Pending', row({ status: 'Pending' })],
		['Pending, after a first 500 and a day', row({ status: 'Pending', created: '2026-05-06T10:00:00Z' })],
		['Active', row({ status: 'Active' })],
		['Queued', row({ status: 'Queued' })],
		['an unknown status alone', row({ status: 'Zorp', delivered: undefined, httpStatus: undefined })],
		['an unknown status and no delivered', { ...without('delivered'), status: 'Zorp' }],
		['an unknown status and a response of 200', row({ status: 'Zorp', httpStatus: 200 })],
		['an unknown status, less than an hour ago', row({ status: 'Zorp', created: '2026-05-07T11:01:00' })],
		['the year 1 as created', row({ created: '0001-01-01T00:00:00' })],
		[
			'an unknown status and the year 1, a moment ago',
			row({ status: 9, delivered: '0001-01-01T00:00:00', created: '2026-05-07T11:59:00' }),
		],
		['Failed, but with a delivery time in .NET format', row({ delivered: '/Date(1778148000000)/' })],
		['PENDING, with blanks', row({ status: ' PENDING ' })],
		["no status, and a response that isn't a number", row({ status: null, httpStatus: 'Bad Gateway' })],
		['an unknown status and a response of 200 as text', row({ status: 'Zorp', httpStatus: '200' })],
		...['Sent', 'Success', 'OK', 'In Progress', 'Scheduled', 'Suspended'].map((status): [string, object] => [
			`${status}, and nothing that says whether anybody answered`,
			row({ status, httpStatus: null }),
		]),
		[
			'an unknown status, an empty delivered and no information about a response',
			{ ...without('httpStatus'), status: 'Zorp' },
		],
		['no status and no response', { ...without('status', 'httpStatus') }],
		['a registration', row({ url: 'https://n8n.example.com/webhook/x' })],
		['a registration as in the samples', { callBackEventId: 7001, url: 'x', status: 'Failed' }],
		['a registration with an empty url', row({ url: null })],
		['a registration with URL in uppercase', row({ URL: 'x' })],
		['no created', without('created')],
		["a created that isn't a date", row({ created: 'yesterday' })],
		['an empty created', row({ created: '' })],
		['no id', without('callbackEventId')],
		['an ID of 0', row({ callbackEventId: 0 })],
		['nothing', {}],
	])('with %s', (_, said) => expect(wasMissed(said as never, NOW)).toBe(false));
});
