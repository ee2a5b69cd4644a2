import type { Grid, Handlers } from './api';
import { invalid, notFound } from './envelope';
import type { Paging } from './paging';
import type { CallbackRecord, NewCallback } from './types';

const DEFAULT_SIZE = 100;

interface EventFilter extends Paging {
	mailboxId?: number;
	event?: string;
	beginDate?: string;
	endDate?: string;
}

/** Handlers for the eight callback endpoints. */
export function callbacks({ store, dispatcher, reading }: Grid): Handlers {
	const lastOccurrence = ({ callbackId }: CallbackRecord) =>
		store.occurrences.findLast((occurrence) => occurrence.callbackId === callbackId);

	const queueEntry = (callback: CallbackRecord) => reading.queueEntry(callback, lastOccurrence(callback));

	const inQueue = (callback: CallbackRecord) => reading.inQueue(lastOccurrence(callback));

	function registrations({ mailboxId, event, ...paging }: EventFilter) {
		const found = store.callbacks.filter(
			(callback) => (!mailboxId || callback.mailboxId === mailboxId) && (!event || callback.event === event),
		);
		return reading.page(found, paging, reading.registration);
	}

	function occurrences({ mailboxId, event, beginDate, endDate, ...paging }: EventFilter) {
		// Each page filters thousands of rows, so compare the times as strings: all are in the same format.
		const [from, until] = [beginDate, endDate].map((date) => date && new Date(date).toISOString());
		const found = store.occurrences.filter(
			(occurrence) =>
				(!mailboxId || occurrence.mailboxId === mailboxId) &&
				(!event || occurrence.event === event) &&
				(!from || occurrence.created >= from) &&
				(!until || occurrence.created <= until),
		);
		return reading.list('events', reading.eventsInOrder(found), paging, (occurrence) =>
			reading.eventRow(occurrence),
		);
	}

	return {
		'POST /v2/callbacks/create': (input: NewCallback) => {
			reading.checkEvent(input.event);
			checkLogin(input);
			if (input.mailboxId) store.mailbox(input.mailboxId);
			if (input.networkId) store.network(input.networkId);
			return reading.callbackInfo(store.addCallback(input));
		},

		'POST /v2/callbacks/update': ({
			callbackId,
			...changes
		}: Partial<NewCallback> & { callbackId: number }) => {
			const callback = store.callback(callbackId);
			reading.checkEvent(changes.event);
			checkLogin({ ...callback, ...changes });
			return reading.callbackInfo(Object.assign(callback, changes));
		},

		'DELETE /v2/callbacks': ({ callbackId }: { callbackId: number }) => {
			store.removeCallback(store.callback(callbackId));
			return true;
		},

		'POST /v2/callbacks/test': async ({ callbackId }: { callbackId: number }) => {
			const callback = store.callback(callbackId);
			const { status, responseBody, startedAt } = await dispatcher.test(callback);
			return reading.testResult(callback, {
				httpStatus: status,
				responseBody,
				testedAt: new Date(startedAt).toISOString(),
			});
		},

		'POST /v2/callbacks/queue-list': ({
			mailboxId,
			status,
			recordsPerPage = DEFAULT_SIZE,
			pageNo,
		}: Paging & { mailboxId?: number; status?: string }) => {
			const found = store.callbacks.filter(
				(callback) =>
					inQueue(callback) &&
					(!mailboxId || callback.mailboxId === mailboxId) &&
					(!status || callback.status === status),
			);
			const entries = found.map((callback) => ({
				...queueEntry(callback),
				mailboxId: callback.mailboxId ?? 0,
			}));
			return reading.list('queueEntries', entries, { pageNo, recordsPerPage });
		},

		'GET /v2/callbacks/get-queue-by-id': ({ callbackId }: { callbackId: number }) => {
			const callback = store.callback(callbackId);
			if (!inQueue(callback)) throw notFound('Callback queue entry', callbackId);
			return queueEntry(callback);
		},

		'POST /v2/callbacks/event-list': (input: EventFilter) => {
			const filter = { recordsPerPage: DEFAULT_SIZE, ...input };
			return reading.eventListOfRegistrations ? registrations(filter) : occurrences(filter);
		},

		'POST /v2/callbacks/get-event-by-id': ({ callbackEventId }: { callbackEventId: number }) =>
			reading.eventInfo(store.occurrence(callbackEventId)),
	};
}

/** Basic and Digest require both a user name and a password. */
function checkLogin({ httpAuthType = 'None', username, password }: NewCallback): void {
	if (httpAuthType === 'None') return;
	if (!username) throw invalid('username', `is required when httpAuthType is ${httpAuthType}`);
	if (!password) throw invalid('password', `is required when httpAuthType is ${httpAuthType}`);
}
