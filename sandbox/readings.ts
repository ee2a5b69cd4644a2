import { enums } from '../test/contract';
import { capitalized, failure, invalid, problem, success, type ApiError } from './envelope';
import { pagedAnswer, pageOf, type Paging } from './paging';
import { pick } from './pick';
import type { CallbackRecord, OccurrenceRecord, Readings } from './types';

/** The available readings, with their descriptions for the command line. */
export const readingNames = {
	newCallbacksHidden: 'lists contain a new callback only after it fires',
	respelledUrls: 'responses contain equivalent spellings of URLs',
	callbackStatus: 'status of every callback, such as 2 or Enabled',
	callbackIdName: 'name of the callback ID field, such as callBackEventId',
	bareLists: 'paged lists return bare arrays, without totals',
	eventListOfRegistrations: 'the event list returns registrations',
	sixEvents: 'callbacks accept only six events',
	uploadObject: 'an upload returns an object',
	longestPage: 'maximum rows per page, such as 10',
	repeatedConfirmFalse: 'a second confirm returns false',
	pendingFirstPage: 'maximum number of waiting parcels listed, such as 25',
	pendingNewestFirst: 'waiting parcels are listed newest first',
	sameBodyAfterReset: 'the event of a reset parcel has the same body as its first event',
	eventOrder: 'newestFirst or unsorted',
	eventTimes: 'noZone or net',
	neverTime: 'value for a time that never happened, such as 0001-01-01T00:00:00',
	eventStatuses: 'alternative event states, such as {"Failed":3}',
	emptyContentNull: 'an empty file has null content',
	totalsBeside: 'totals are next to the data',
	pagesIgnored: 'page numbers are ignored',
	envelopeCapitals: 'envelope fields are capitalized, such as Success',
	noContent: 'a result without data returns 204 without a body',
	partnerStatus: 'status of a new partner, such as Pending',
	trafficFollows: 'the periods of traffic stats follow the target time',
	problemErrors: 'refusals are problem JSON, with errors by field',
} satisfies Record<keyof Readings, string>;

/**
 * Returns the same URL with an uppercase host and trailing dot, an explicit port and one percent-encoded
 * letter in the path (RFC 3986, section 6.2.2).
 */
function respelled(url: string): string {
	const { protocol, hostname, port, pathname, search } = new URL(url);
	const encoded = pathname.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
	return `${protocol.toUpperCase()}//${hostname.toUpperCase()}.:${port || 443}${encoded}${search}`;
}

/** Formats responses according to the chosen readings of the vendor's pages. */
export class Reading {
	/** The total number of rows for each bare array. */
	private readonly totals = new WeakMap<object, number>();

	constructor(private readonly chosen: Readings = {}) {}

	private partOf<T>(rows: T[], total: number): T[] {
		this.totals.set(rows, total);
		return rows;
	}

	/** Returns the envelope of a successful response, or undefined if the response has no body. */
	envelope(data: unknown): object | undefined {
		if (this.chosen.noContent && data === true) return undefined;
		const envelope = this.wrapped(data);
		return this.chosen.envelopeCapitals ? capitalized(envelope) : envelope;
	}

	/** Returns the envelope of a refusal. */
	refusal(error: ApiError): object {
		if (this.chosen.problemErrors) return problem(error);
		return this.chosen.envelopeCapitals ? capitalized(failure(error)) : failure(error);
	}

	private wrapped(data: unknown): object {
		if (!this.chosen.totalsBeside || typeof data !== 'object' || data === null) return success(data);
		if (!('totalRecords' in data)) return { ...success(data), totalRecords: this.totals.get(data) };
		const { totalRecords, pageNo, recordsPerPage, ...rest } = data as Record<string, unknown>;
		return { ...success(Object.values(rest)[0]), totalRecords, pageNo, recordsPerPage };
	}

	/** Returns a callback as it appears in responses: its ID comes first, under the chosen name. */
	private withId({ callbackId, url, status }: CallbackRecord, rest: object) {
		const { callbackIdName = 'callbackId', respelledUrls, callbackStatus } = this.chosen;
		return {
			[callbackIdName]: callbackId,
			url: respelledUrls ? respelled(url) : url,
			...rest,
			...('status' in rest && { status: callbackStatus ?? status }),
		};
	}

	callbackInfo(callback: CallbackRecord) {
		const { event, mailboxId = 0, networkId = 0, httpAuthType, status } = callback;
		return this.withId(callback, { event, mailboxId, networkId, httpAuthType, status });
	}

	testResult(
		callback: CallbackRecord,
		result: { httpStatus: number; responseBody: string; testedAt: string },
	) {
		return this.withId(callback, result);
	}

	/** Returns the delivery state of a callback, taken from its last occurrence. */
	queueEntry(callback: CallbackRecord, last: OccurrenceRecord | undefined) {
		return this.withId(callback, {
			event: callback.event,
			queuedAt: last?.created ?? callback.created,
			lastAttempt: last?.lastAttempt ?? null,
			attempts: last?.attempts ?? 0,
			status: callback.status,
			lastHttpStatus: last?.httpStatus ?? 0,
		});
	}

	/** Whether the queue shows a callback with this last occurrence. */
	inQueue(last: OccurrenceRecord | undefined): boolean {
		return !this.chosen.newCallbacksHidden || last !== undefined;
	}

	/** Returns the requested paging within the page limits. */
	private cut({ pageNo, recordsPerPage = 25 }: Paging): Paging {
		if (this.chosen.pagesIgnored) pageNo = 1;
		return { pageNo, recordsPerPage: Math.min(recordsPerPage, this.chosen.longestPage ?? Infinity) };
	}

	/** Returns a page of a list that has no totals. */
	page<T, R = T>(items: readonly T[], paging: Paging, row: (item: T) => R = (item) => item as never): R[] {
		return this.partOf(pageOf(items, this.cut(paging)).map(row), items.length);
	}

	/** Returns a page of a list that has totals. */
	list<T, R = T>(
		name: string,
		items: readonly T[],
		paging: Paging,
		row: (item: T) => R = (item) => item as never,
	) {
		if (this.chosen.bareLists) return this.page(items, paging, row);
		const answer = pagedAnswer(name, items, this.cut(paging));
		return { ...answer, [name]: (answer[name] as T[]).map(row) };
	}

	/** Returns the rows of Event List, oldest first unless another order was chosen. */
	eventsInOrder(occurrences: OccurrenceRecord[]): OccurrenceRecord[] {
		switch (this.chosen.eventOrder) {
			case 'newestFirst':
				return occurrences.toReversed();
			case 'unsorted': {
				// Use the same order for each page: odd rows backward, then even rows.
				const odd = occurrences.filter((_, index) => index % 2 === 1);
				return [...odd.reverse(), ...occurrences.filter((_, index) => index % 2 === 0)];
			}
			default:
				return occurrences;
		}
	}

	private eventTime(time: string | null): string | null {
		if (time === null) return this.chosen.neverTime ?? null;
		if (this.chosen.eventTimes === 'noZone') return time.replace('Z', '');
		return this.chosen.eventTimes === 'net' ? `/Date(${Date.parse(time)}+0200)/` : time;
	}

	/** Returns an occurrence with all fields of Get Event by ID. */
	eventInfo(occurrence: OccurrenceRecord) {
		const { status, created, delivered, lastAttempt } = occurrence;
		return {
			...occurrence,
			status: this.chosen.eventStatuses?.[status] ?? status,
			created: this.eventTime(created),
			delivered: this.eventTime(delivered),
			lastAttempt: this.eventTime(lastAttempt),
		};
	}

	/** Returns a row of Event List. */
	eventRow(occurrence: OccurrenceRecord) {
		return pick(
			this.eventInfo(occurrence),
			'callbackEventId',
			'callbackId',
			'event',
			'mailboxId',
			'objectId',
			'status',
			'created',
			'delivered',
			'httpStatus',
		);
	}

	get eventListOfRegistrations(): boolean {
		return this.chosen.eventListOfRegistrations === true;
	}

	registration({ callbackId, url, event, mailboxId = 0, networkId = 0, status }: CallbackRecord) {
		return {
			callBackEventId: callbackId,
			url,
			systemObject: event,
			networkId,
			mailboxId,
			status,
			statusDescription: status,
		};
	}

	checkEvent(event: string | undefined): void {
		const accepted = enums.CallbackEvent!;
		if (this.chosen.sixEvents && event !== undefined && !accepted.includes(event)) {
			throw invalid('event', `must be one of ${accepted.join(', ')}`);
		}
	}

	/** Returns the waiting parcels that Pending Inbox List shows, oldest first by default. */
	pending<T, R>(waiting: T[], row: (item: T) => R): R[] {
		const { pendingFirstPage = Infinity, pendingNewestFirst = false } = this.chosen;
		const shown = (pendingNewestFirst ? waiting.toReversed() : waiting).slice(0, pendingFirstPage);
		return this.partOf(shown.map(row), waiting.length);
	}

	confirmed(wasConfirmed: boolean): boolean {
		return !(wasConfirmed && this.chosen.repeatedConfirmFalse);
	}

	/** Returns a parcel's file in the format of Download Parcel. */
	contentOf(content: Buffer): string | null {
		return content.length === 0 && this.chosen.emptyContentNull ? null : content.toString('base64');
	}

	/** What ECGrid sets in a new object of this resource. */
	newObject(resource: string): object {
		const { partnerStatus } = this.chosen;
		return resource === 'partners' && partnerStatus !== undefined ? { status: partnerStatus } : {};
	}

	get trafficFollows(): boolean {
		return this.chosen.trafficFollows === true;
	}

	uploaded(parcel: { parcelId: number; fileName: string; status: string; bytes: number }) {
		const { parcelId, fileName, status, bytes } = parcel;
		return this.chosen.uploadObject ? { parcelId, fileName, status, size: bytes } : parcelId;
	}
}
