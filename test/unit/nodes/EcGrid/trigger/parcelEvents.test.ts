import type { EcGridEvent } from '../../../../../nodes/EcGrid/trigger/event';
import { isChosen, parcelEventOptions } from '../../../../../nodes/EcGrid/trigger/parcelEvents';

const event = (fields: Partial<EcGridEvent>): EcGridEvent => ({ event: 'Parcel', isTest: false, ...fields });
const all = parcelEventOptions.map(({ value }) => String(value));

test('offers the five parcel events, each with its own description', () => {
	expect(Object.fromEntries(parcelEventOptions.map(({ name, value }) => [value, name]))).toEqual({
		InBox: 'Arrived',
		OutBox: 'Delivered',
		InBoxError: 'Inbound Error',
		OutBoxError: 'Outbound Error',
		ConfirmDelivery: 'Download Confirmed',
	});
});

describe.each(all)('%s, named by the delivery', (happened) => {
	test.each([happened, happened.toUpperCase()])('passes if it is chosen, as %s', (callbackEvent) =>
		expect(isChosen(event({ callbackEvent }), [happened])).toBe(true),
	);

	test('is dropped if only the others are chosen', () =>
		expect(
			isChosen(
				event({ callbackEvent: happened }),
				all.filter((other) => other !== happened),
			),
		).toBe(false));

	test('passes if nothing is chosen', () =>
		expect(isChosen(event({ callbackEvent: happened }), [])).toBe(true));

	test('takes precedence over the status', () => {
		const status = happened === 'OutBox' ? 'InBoxReady' : 'outboxAcknowledged';
		expect(isChosen(event({ callbackEvent: happened, status }), [happened])).toBe(true);
	});
});

describe('by status, if the delivery names no event', () => {
	test.each([
		['InBoxReady', 'InBox'],
		['inboxready', 'InBox'],
		['outboxSent', 'OutBox'],
		['outboxAcknowledged', 'OutBox'],
		['OutBoxDelivered', 'OutBox'],
		['as2Sent', 'OutBox'],
		['ftpSent', 'OutBox'],
		['outboxTransferred', 'OutBox'],
		['InBoxTransferred', 'ConfirmDelivery'],
		['InBoxArchived', 'ConfirmDelivery'],
		['as2Receive', 'InBox'],
		['ftpReceived', 'InBox'],
		['outboxRetry', 'OutBoxError'],
		['outboxFailed', 'OutBoxError'],
		['outboxDeliveryError', 'OutBoxError'],
		['Cancelled', 'OutBoxError'],
	])('%s means %s', (status, happened) => {
		expect(isChosen(event({ status }), [happened])).toBe(true);
		expect(
			isChosen(
				event({ status }),
				all.filter((other) => other !== happened),
			),
		).toBe(false);
	});

	test.each(['outboxPending', 'OutBoxQueued'])('%s passes only if nothing is chosen', (status) => {
		expect(isChosen(event({ status }), all)).toBe(false);
		expect(isChosen(event({ status }), [])).toBe(true);
	});
});

describe('passes an unclear event', () => {
	test.each([
		{},
		{ status: 'Brand new' },
		{ callbackEvent: 'Something' },
		{ status: '' },
		{ status: 'VaultReady' },
	])('%j', (fields) => expect(isChosen(event(fields), ['InBox'])).toBe(true));

	test.each(['Parcel', 'parcel ', ' '])('an event name that says only %j defers to the status', (word) => {
		expect(isChosen(event({ callbackEvent: word, status: 'outboxFailed' }), ['InBox'])).toBe(false);
		expect(isChosen(event({ callbackEvent: word, status: 'InBoxReady' }), ['InBox'])).toBe(true);
	});

	test.each(['InBoxReceived', 'Arrived', 'constructor', '__proto__', 'toString'])(
		"doesn't know the event name %j, whatever the status next to it",
		(callbackEvent) => {
			expect(isChosen(event({ callbackEvent, status: 'outboxFailed' }), ['InBox'])).toBe(true);
		},
	);

	test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'])(
		"doesn't know the status %s, a name that every object has",
		(status) => {
			expect(isChosen(event({ status }), ['InBox'])).toBe(true);
			expect(isChosen(event({ status, callbackEvent: status }), ['InBox'])).toBe(true);
		},
	);
});

describe('spaces around a word', () => {
	test.each([
		[{ callbackEvent: ' InBox\t' }, true],
		[{ callbackEvent: '\nOutBox ' }, false],
		[{ status: ' InBoxReady ' }, true],
		[{ status: ' outboxFailed\r\n' }, false],
	])('in %j change nothing', (fields, chosen) => {
		expect(isChosen(event(fields), ['InBox'])).toBe(chosen);
	});
});

test.each(['Interchange', 'Mailbox', 'User', undefined])("doesn't filter events of %s", (name) => {
	expect(isChosen({ event: name, callbackEvent: 'OutBox' }, ['InBox'])).toBe(true);
});
