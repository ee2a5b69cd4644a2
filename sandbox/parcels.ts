import type { Grid, Handlers } from './api';
import { invalid } from './envelope';
import { isWithin, type Paging } from './paging';
import { pick } from './pick';
import { partiesIn } from './routing';
import type { EcGridId } from './seed';
import type { ParcelRecord } from './types';
import { testFile, type X12Party } from './x12';

interface ParcelFilter extends Paging {
	mailboxId?: number;
	ecGridIdFrom?: number;
	ecGridIdTo?: number;
	status?: string;
	beginDate?: string;
	endDate?: string;
}

interface Upload {
	fileName: string;
	content: string;
	bytes?: number;
	ecGridIdFrom?: number;
	ecGridIdTo?: number;
	mailboxId?: number;
}

/** Handlers for the fifteen parcel endpoints. */
export function parcels({ store, dispatcher, reading, partner }: Grid): Handlers {
	const ownMailbox = (mailboxId: number | undefined) =>
		mailboxId ? store.mailbox(mailboxId).mailboxId : store.user.mailboxId;

	function inbound(id: number, field: string): ParcelRecord {
		const parcel = store.parcel(id);
		if (parcel.direction !== 'InBox') throw invalid(field, `parcel ${id} is outbound`);
		return parcel;
	}

	function list(direction: ParcelRecord['direction'], { pageNo, recordsPerPage, ...filter }: ParcelFilter) {
		const mailboxId = ownMailbox(filter.mailboxId);
		const found = store.parcels.filter(
			(parcel) =>
				parcel.direction === direction &&
				parcel.mailboxId === mailboxId &&
				(!filter.ecGridIdFrom || parcel.ecGridIdFrom === filter.ecGridIdFrom) &&
				(!filter.ecGridIdTo || parcel.ecGridIdTo === filter.ecGridIdTo) &&
				(!filter.status || parcel.status === filter.status) &&
				isWithin(parcel.created, filter),
		);
		return reading.page(found, { pageNo, recordsPerPage }, parcelInfo);
	}

	/** Returns the party that a field names, or else the party in the file's first ISA or UNB segment. */
	function party(field: string, id: number | undefined, address: X12Party | undefined): EcGridId {
		if (id) return store.ecGridId(id);
		if (!address) throw invalid(field, 'is required, because content has no ISA or UNB segment to route by');
		const found = store.ecGridIds.find(
			({ qualifier, id }) => qualifier === address.qualifier && id === address.id,
		);
		if (!found) throw invalid(field, `no ECGrid ID is known for ${address.qualifier}/${address.id}`);
		return found;
	}

	/**
	 * Sends a file: adds it to the sender's outbox and, if the receiver is on this network, to the receiver's
	 * inbox.
	 */
	function send(
		fileName: string,
		content: Buffer,
		mailboxId: number,
		from: EcGridId,
		to: EcGridId,
	): ParcelRecord {
		if (!store.mayExchange(from.ecGridId, to.ecGridId)) {
			throw invalid('ecGridIdTo', `${from.ecGridId} and ${to.ecGridId} have no active interconnect`);
		}
		const file = { fileName, content, ecGridIdFrom: from.ecGridId, ecGridIdTo: to.ecGridId };
		const sent = store.addParcel({ ...file, mailboxId }, 'OutBox');
		if (to.mailboxId) dispatcher.fireParcel(store.addParcel({ ...file, mailboxId: to.mailboxId }, 'InBox'));
		return sent;
	}

	return {
		'GET /v2/parcels/{id}': ({ id }: { id: number }) => parcelInfo(store.parcel(id)),

		'POST /v2/parcels/inbox-list': (filter: ParcelFilter) => list('InBox', filter),

		'POST /v2/parcels/outbox-list': (filter: ParcelFilter) => list('OutBox', filter),

		'POST /v2/parcels/pending-inbox-list': (filter: { mailboxId?: number }) => {
			const mailboxId = ownMailbox(filter.mailboxId);
			const waiting = store.parcels
				.filter((parcel) => parcel.status === 'InBoxReady' && parcel.mailboxId === mailboxId)
				.sort((left, right) => Date.parse(left.created) - Date.parse(right.created));
			return reading.pending(waiting, (parcel) => ({ ...parcelInfo(parcel), status: undefined }));
		},

		'POST /v2/parcels/upload': ({
			fileName,
			content,
			bytes,
			mailboxId,
			ecGridIdFrom,
			ecGridIdTo,
		}: Upload) => {
			const file = Buffer.from(content, 'base64');
			if (bytes !== undefined && bytes !== file.length) {
				throw invalid('bytes', `is ${bytes}, but content holds ${file.length}`);
			}
			const envelope = partiesIn(file);
			const from = party('ecGridIdFrom', ecGridIdFrom, envelope?.sender);
			const to = party('ecGridIdTo', ecGridIdTo, envelope?.receiver);
			const sent = send(fileName, file, ownMailbox(mailboxId), from, to);
			partner.receive(sent);
			return reading.uploaded(sent);
		},

		'POST /v2/parcels/send-test-file': (input: {
			ecGridIdFrom: number;
			ecGridIdTo: number;
			documentType?: string;
		}) => {
			const { documentType = '850' } = input;
			const from = store.ecGridId(input.ecGridIdFrom);
			const to = store.ecGridId(input.ecGridIdTo);
			const file = Buffer.from(testFile(from, to, documentType, new Date()));
			return reading.uploaded(send(`test-${documentType}.edi`, file, store.user.mailboxId, from, to));
		},

		'POST /v2/parcels/download': ({ parcelId }: { parcelId: number }) => {
			const { fileName, content, bytes } = inbound(parcelId, 'parcelId');
			return { parcelId, fileName, content: reading.contentOf(content), bytes };
		},

		'POST /v2/parcels/confirm': ({ parcelId }: { parcelId: number }) => {
			const parcel = inbound(parcelId, 'parcelId');
			const wasConfirmed = parcel.status !== 'InBoxReady';
			store.setParcelStatus(parcel, 'InBoxTransferred');
			return reading.confirmed(wasConfirmed);
		},

		'POST /v2/parcels/reset-to-inbox/{id}': ({ id }: { id: number }) => {
			const parcel = inbound(id, 'id');
			store.setParcelStatus(parcel, 'InBoxReady');
			dispatcher.fireParcel(parcel);
			return true;
		},

		'POST /v2/parcels/cancel/{id}': ({ id }: { id: number }) => {
			const parcel = store.parcel(id);
			if (!['outboxPending', 'outboxRetry'].includes(parcel.status)) {
				throw invalid('id', `parcel ${id} is ${parcel.status} and cannot be canceled`);
			}
			store.setParcelStatus(parcel, 'Cancelled');
			return true;
		},

		'GET /v2/parcels/manifest/{id}': ({ id }: { id: number }) => store.parcel(id).manifest,

		'POST /v2/parcels/update': ({ parcelId, status }: { parcelId: number; status?: string }) => {
			const parcel = store.parcel(parcelId);
			if (status) store.setParcelStatus(parcel, status);
			return parcelInfo(parcel);
		},

		'POST /v2/parcels/set-mailbagcontrolid': (input: { parcelId: number; mailbagControlId: string }) => {
			store.parcel(input.parcelId).mailbagControlId = input.mailbagControlId;
			return true;
		},

		'POST /v2/parcels/find-mailbagcontrolid': (input: { mailboxId?: number; mailbagControlId: string }) =>
			store.parcels
				.filter(
					({ mailboxId, mailbagControlId }) =>
						mailbagControlId === input.mailbagControlId &&
						(!input.mailboxId || mailboxId === input.mailboxId),
				)
				.map(parcelInfo),

		'POST /v2/parcels/acknowledgment-note': ({ parcelId, note }: { parcelId: number; note: string }) => {
			store.parcel(parcelId).notes.push(note);
			return true;
		},
	};
}

/** Returns a parcel as it appears in responses, without its content. */
export function parcelInfo(parcel: ParcelRecord) {
	return pick(
		parcel,
		'parcelId',
		'mailboxId',
		'networkId',
		'fileName',
		'bytes',
		'status',
		'ecGridIdFrom',
		'ecGridIdTo',
		'created',
		'modified',
	);
}
