import { enums } from '../test/contract';
import { capitalized, failure, invalid, problem, success, type ApiError } from './envelope';
import { pagedAnswer, pageOf, type Paging } from './paging';
import type { CallbackRecord, OccurrenceRecord, Readings } from './types';

/** The readings that can be chosen, with what a command line says of them. */
export const readingNames = {
	newCallbacksHidden: 'new callbacks are listed only once they have fired',
	respelledUrls: 'URLs are spelled in another way that means the same',
	callbackStatus: 'the status of every callback, such as 2 or Enabled',
	callbackIdName: 'the name of the ID of a callback, such as callBackEventId',
	bareLists: 'paged lists are bare arrays, without totals',
	eventListOfRegistrations: 'the event list lists registrations',
	sixEvents: 'callbacks take six events only',
	uploadObject: 'an upload is answered with an object',
	longestPage: 'rows of a page at most, such as 10',
	repeatedConfirmFalse: 'a second confirm is answered false',
	pendingFirstPage: 'waiting parcels that are listed at most, such as 25',
	pendingNewestFirst: 'waiting parcels are listed newest first',
	sameBodyAfterReset: 'the event of a parcel that was reset has the same body as its first one',
	eventOrder: 'newestFirst or unsorted',
	eventTimes: 'noZone or net',
	neverTime: 'the time of what never was, such as 0001-01-01T00:00:00',
	eventStatuses: 'other words for the states of events, such as {"Failed":3}',
	emptyContentNull: 'the content of an empty file is null',
	totalsBeside: 'totals stand beside the data',
	pagesIgnored: 'page numbers are ignored',
	envelopeCapitals: 'fields of the envelope begin with capitals, such as Success',
	noContent: 'what has nothing to tell is answered 204, without a body',
	problemErrors: 'refusals are problem JSON, with errors by field',
} satisfies Record<keyof Readings, string>;

/** The same URL with the host in capitals and a dot behind it, the port written out and a letter of the path encoded (RFC 3986, section 6.2.2). */
function respelled(url: string): string {
	const { protocol, hostname, port, pathname, search } = new URL(url);
	const encoded = pathname.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
	return `${protocol.toUpperCase()}//${hostname.toUpperCase()}.:${port || 443}${encoded}${search}`;
}

/** How answers look under the chosen readings of the vendor's pages. */
export class Reading {
	/** How many rows a bare array is a part of. */
	private readonly totals = new WeakMap<object, number>();

	constructor(private readonly chosen: Readings = {}) {}

	private partOf<T>(rows: T[], total: number): T[] {
		this.totals.set(rows, total);
		return rows;
	}

	/** What a successful answer is wrapped in; undefined where it has no body. */
	envelope(data: unknown): object | undefined {
		if (this.chosen.noContent && data === true) return undefined;
		const envelope = this.wrapped(data);
		return this.chosen.envelopeCapitals ? capitalized(envelope) : envelope;
	}

	/** What a refusal is wrapped in. */
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

	/** A callback as answers show it, with its id first, under the name it has there. */
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

	/** The delivery state of a callback: that of its last occurrence. */
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

	/** Whether the queue shows a callback whose last occurrence is this. */
	inQueue(last: OccurrenceRecord | undefined): boolean {
		return !this.chosen.newCallbacksHidden || last !== undefined;
	}

	/** What is asked for, as far as a page may go. */
	private cut({ pageNo, recordsPerPage = 25 }: Paging): Paging {
		if (this.chosen.pagesIgnored) pageNo = 1;
		return { pageNo, recordsPerPage: Math.min(recordsPerPage, this.chosen.longestPage ?? Infinity) };
	}

	/** A page of a list that has no totals. */
	page<T, R = T>(items: readonly T[], paging: Paging, row: (item: T) => R = (item) => item as never): R[] {
		return this.partOf(pageOf(items, this.cut(paging)).map(row), items.length);
	}

	/** A page of a list that has totals. */
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

	/** The rows of Event List, oldest first unless another order was chosen. */
	eventsInOrder(occurrences: OccurrenceRecord[]): OccurrenceRecord[] {
		switch (this.chosen.eventOrder) {
			case 'newestFirst':
				return occurrences.toReversed();
			case 'unsorted': {
				// The same for each page: the odd ones backwards, then the even ones.
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

	/** An occurrence with all that Get Event by ID shows. */
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

	/** A row of Event List. */
	eventRow(occurrence: OccurrenceRecord) {
		const {
			callbackEventId,
			callbackId,
			event,
			mailboxId,
			objectId,
			status,
			created,
			delivered,
			httpStatus,
		} = this.eventInfo(occurrence);
		return {
			callbackEventId,
			callbackId,
			event,
			mailboxId,
			objectId,
			status,
			created,
			delivered,
			httpStatus,
		};
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

	/** What Pending Inbox List shows of the parcels that wait, oldest first. */
	pending<T, R>(waiting: T[], row: (item: T) => R): R[] {
		const { pendingFirstPage = Infinity, pendingNewestFirst = false } = this.chosen;
		const shown = (pendingNewestFirst ? waiting.toReversed() : waiting).slice(0, pendingFirstPage);
		return this.partOf(shown.map(row), waiting.length);
	}

	confirmed(wasConfirmed: boolean): boolean {
		return !(wasConfirmed && this.chosen.repeatedConfirmFalse);
	}

	/** The file of a parcel, as Download Parcel answers it. */
	contentOf(content: Buffer): string | null {
		return content.length === 0 && this.chosen.emptyContentNull ? null : content.toString('base64');
	}

	uploaded(parcel: { parcelId: number; fileName: string; status: string; bytes: number }) {
		const { parcelId, fileName, status, bytes } = parcel;
		return this.chosen.uploadObject ? { parcelId, fileName, status, size: bytes } : parcelId;
	}
}
