import { enums } from './contract';
import { invalid } from './envelope';
import { pagedAnswer, pageOf, type Paging } from './paging';
import type { CallbackRecord, OccurrenceRecord, Readings } from './types';

/** The same URL with the host in capitals and a dot behind it, the port written out and a letter of the path encoded (RFC 3986, section 6.2.2). */
function respelled(url: string): string {
	const { protocol, hostname, port, pathname, search } = new URL(url);
	const encoded = pathname.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
	return `${protocol.toUpperCase()}//${hostname.toUpperCase()}.:${port || 443}${encoded}${search}`;
}

/** How answers look under the chosen readings of the vendor's pages. */
export class Reading {
	constructor(private readonly chosen: Readings = {}) {}

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
		return { pageNo, recordsPerPage: Math.min(recordsPerPage, this.chosen.longestPage ?? Infinity) };
	}

	/** A page of a list that has no totals. */
	page<T>(items: readonly T[], paging: Paging): T[] {
		return pageOf(items, this.cut(paging));
	}

	/** A page of a list that has totals. */
	list<T>(name: string, items: readonly T[], paging: Paging) {
		return this.chosen.bareLists ? this.page(items, paging) : pagedAnswer(name, items, this.cut(paging));
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
	pending<T>(waiting: T[]): T[] {
		const { pendingFirstPage = Infinity, pendingNewestFirst = false } = this.chosen;
		return (pendingNewestFirst ? waiting.toReversed() : waiting).slice(0, pendingFirstPage);
	}

	confirmed(wasConfirmed: boolean): boolean {
		return !(wasConfirmed && this.chosen.repeatedConfirmFalse);
	}

	uploaded(parcel: { parcelId: number; fileName: string; status: string; bytes: number }) {
		const { parcelId, fileName, status, bytes } = parcel;
		return this.chosen.uploadObject ? { parcelId, fileName, status, size: bytes } : parcelId;
	}
}
